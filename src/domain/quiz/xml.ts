/** The little of XML that a workbook needs: tags in order, attributes and text. No document types, so that no entity expands. */

/** A tag: its name without a prefix, its attributes as text, and the text after it up to the next tag. */
export interface Tag {
  readonly name: string;
  readonly kind: "open" | "close" | "empty";
  readonly attributes: string;
  readonly after: string;
}

const tag = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>([^<]*)/g;

/** Yields the tags of a text. Comments, declarations and anything else between them are skipped. */
export function* tagsOf(xml: string): Generator<Tag> {
  for (const [, close, name = "", attributes = "", empty, after = ""] of xml.matchAll(tag)) {
    yield { name, kind: close ? "close" : empty ? "empty" : "open", attributes, after };
  }
}

/** Returns an attribute by its name without a prefix. */
export function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found ? textOfXml(found[1] ?? found[2] ?? "") : undefined;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Returns a text with its entities resolved. Excel writes characters that XML does not have as `_x000D_`. */
export function textOfXml(xml: string): string {
  const text = xml.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return entities[name] ?? whole;
    const code = Number(name.slice(1).replace(/^x/i, "0x"));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML does not have them
const notInXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Writes a text so that it is read as the same. */
export const escapeXml = (text: string): string =>
  text
    .replace(notInXml, "")
    // Halves of a character.
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
