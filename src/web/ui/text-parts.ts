/** Splits plain text into links, code between backticks, and the text between them. */

export interface TextPart {
  readonly kind: "text" | "code" | "link";
  readonly text: string;
}

/** An http(s) address without the punctuation that ends a sentence, or code on one line. */
const special = /`([^`\n]+)`|https?:\/\/[^\s<>"`]*[^\s<>"`.,;:!?'）)\]}]/gi;

export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(special)) {
    if (match.index > at) parts.push({ kind: "text", text: text.slice(at, match.index) });
    const [whole, code] = match;
    if (code !== undefined) parts.push({ kind: "code", text: code });
    else parts.push({ kind: URL.canParse(whole) ? "link" : "text", text: whole });
    at = match.index + whole.length;
  }
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at) });
  return parts;
}
