/** Renders a Markdown file as HTML, and splits its text into sections for the search. */
import { Marked, type Token, type Tokens } from "marked";
import { decodeEntities } from "../domain/markdown.ts";
import { type Language, pictureFile, resolveLink, type Source } from "./files.ts";

/** A part of a page below one heading: its text without markup, in paragraphs. */
export interface Section {
  /** The heading's anchor; empty for the text above the first heading of the second level. */
  readonly id: string;
  readonly heading: string;
  readonly depth: number;
  readonly paragraphs: readonly string[];
}

export interface Page {
  readonly title: string;
  readonly path: string;
  readonly html: string;
  readonly sections: readonly Section[];
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The anchor of a heading: the same as code hosts make. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, "")
    .replaceAll(" ", "-");

/** The pictures of the guide have a fixed address. */
const pictureForm = /(?:^|\/)pictures\/([\w.-]+)$/;

export async function renderPage(source: Source, language: Language): Promise<Page> {
  const sizes = new Map<string, { readonly width: number; readonly height: number }>();
  const marked = new Marked({
    gfm: true,
    async: true,
    async walkTokens(token) {
      const [, name = ""] = (token.type === "image" && pictureForm.exec(token.href)) || [];
      const file = pictureFile(name);
      if (file) sizes.set(name, await new Bun.Image(await Bun.file(file).bytes()).metadata());
    },
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${escapeHtml(anchorOf(textOf(tokens) || text))}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const to = resolveLink(href, source.file, language);
        const text = this.parser.parseInline(tokens);
        return to === undefined ? text : `<a href="${escapeHtml(to)}">${text}</a>`;
      },
      image({ href, text }) {
        const [, name = ""] = pictureForm.exec(href) ?? [];
        const size = sizes.get(name);
        if (!size) return "";
        const path = `/docs/guide/pictures/${name}`;
        const shape = size.height > size.width ? "upright" : "wide";
        return (
          `<a class="picture ${shape}" href="${path}">` +
          `<img src="${path}" alt="${escapeHtml(text)}" width="${size.width}" height="${size.height}"></a>`
        );
      },
      // What scrolls must be reachable by keyboard.
      code: ({ text }) => `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`,
      table(token) {
        const row = (cells: readonly Tokens.TableCell[], tag: string) =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join("")}</tr>`;
        const isNamed = token.header.some(({ text }) => text !== "");
        const head = isNamed ? `<thead>${row(token.header, "th")}</thead>` : "";
        const rows = token.rows.map((cells) => row(cells, "td")).join("");
        return `<div class="table" tabindex="0"><table>${head}<tbody>${rows}</tbody></table></div>\n`;
      },
      html: ({ text }) => (text.startsWith("<!--") ? "" : escapeHtml(text)),
    },
  });
  const html = await marked.parse(source.text);
  const sections = sectionsOf(new Marked({ gfm: true }).lexer(source.text));
  return { title: sections[0]?.heading ?? source.file, path: source.path, html, sections };
}

function sectionsOf(tokens: readonly Token[]): Section[] {
  const sections: Section[] = [];
  let paragraphs: string[] = [];
  for (const token of tokens) {
    if (token.type === "heading") {
      const { depth, tokens: inline } = token as Tokens.Heading;
      const heading = textOf(inline);
      paragraphs = [];
      sections.push({ id: depth === 1 ? "" : anchorOf(heading), heading, depth, paragraphs });
    } else paragraphs.push(...paragraphsOf(token));
  }
  return sections;
}

/** The paragraphs, items and rows of a block. */
function paragraphsOf(token: Token): string[] {
  if (token.type === "list") return (token as Tokens.List).items.flatMap((item) => item.tokens.flatMap(paragraphsOf));
  if (token.type === "blockquote") return (token.tokens ?? []).flatMap(paragraphsOf);
  if (token.type === "table") {
    const { header, rows } = token as Tokens.Table;
    return [header, ...rows].map((cells) => cells.map(({ tokens }) => textOf(tokens)).join(" · "));
  }
  const text = textOf([token]).replace(/\s+/g, " ").trim();
  return text === "" ? [] : [text];
}

/** The text of tokens without markup; pictures are left out. */
function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === "image" || token.type === "space") return "";
      if ("tokens" in token && token.tokens) return textOf(token.tokens);
      return "text" in token ? decodeEntities(token.text) : token.type === "br" ? " " : "";
    })
    .join("");
}
