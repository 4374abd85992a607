/** Markdown as tokens and as plain text, in time that is bounded for every text. */
import { Lexer, type Token, Tokenizer, type Tokens } from "marked";

/** How deep quotes and lists may be nested. Deeper ones are text. */
const maxDepth = 12;
/** How many marks of emphasis a paragraph may have. The parser's time grows with their square; more are text. */
const maxEmphasisMarks = 200;

/** How long a paragraph with markup may be. The parser's time grows with the square of it; a longer one is text. */
const maxParagraph = 3000;

/** How long a line may be; a text with a longer one has no markup. For the same reason. */
const maxLine = 5000;

/** marked's rules with bounds. Each parse has its own. */
class BoundedTokenizer extends Tokenizer {
  private depth = 0;
  private counted = { source: "", marks: 0 };

  override blockquote(source: string): Tokens.Blockquote | undefined {
    return this.nested(() => super.blockquote(source));
  }

  override list(source: string): Tokens.List | undefined {
    return this.nested(() => super.list(source));
  }

  override emStrong(source: string, masked: string, before?: string): Tokens.Em | Tokens.Strong | undefined {
    return this.marksIn(masked) > maxEmphasisMarks ? undefined : super.emStrong(source, masked, before);
  }

  private nested<T>(rule: () => T | undefined): T | undefined {
    if (this.depth >= maxDepth) return undefined;
    this.depth += 1;
    try {
      return rule();
    } finally {
      this.depth -= 1;
    }
  }

  /** Counts once for each paragraph: the rule is tried at each of its marks. */
  private marksIn(masked: string): number {
    if (this.counted.source !== masked) {
      this.counted = { source: masked, marks: masked.match(/[*_]/g)?.length ?? 0 };
    }
    return this.counted.marks;
  }
}

class BoundedLexer extends Lexer {
  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    if (source.length <= maxParagraph) return super.inlineTokens(source, tokens);
    tokens.push({ type: "text", raw: source, text: source });
    return tokens;
  }
}

/** Parses Markdown (GFM; a line break is a line break). A text that the parser fails on is one paragraph as it is. */
export function parseMarkdown(source: string): Token[] {
  if (source.split("\n").some((line) => line.length > maxLine)) return asText(source);
  try {
    return new BoundedLexer({ gfm: true, breaks: true, tokenizer: new BoundedTokenizer() }).lex(source);
  } catch {
    return asText(source);
  }
}

function asText(source: string): Token[] {
  const text: Tokens.Text = { type: "text", raw: source, text: source };
  return [{ type: "paragraph", raw: source, text: source, tokens: [text] } satisfies Tokens.Paragraph];
}

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": "\u00A0",
};

/** Decodes the common character entities, which the parser leaves in the text. */
export const decodeEntities = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|nbsp|#39);/g, (entity) => entities[entity] ?? "");

/**
 * Returns the text of Markdown without its markup, for apps that show plain text: a line for each item of a list, a
 * picture as its description, a link with its address behind it if the text does not name it.
 */
export const plainText = (source: string): string =>
  blocks(parseMarkdown(source), "\n\n")
    .replace(/[ \t]+$/gm, "")
    .trim();

function blocks(tokens: readonly Token[] | undefined, between: string): string {
  return (tokens ?? [])
    .map(block)
    .filter((text) => text !== "")
    .join(between);
}

function block(any: Token): string {
  const token = any as Tokens.Generic;
  switch (token.type) {
    case "space":
    case "def":
    case "hr":
      return "";
    case "code":
      return token.text;
    case "html":
      return token.text.trimEnd();
    case "blockquote":
      return blocks(token.tokens, "\n\n");
    case "list":
      return listLines(any as Tokens.List);
    case "table":
      return tableLines(any as Tokens.Table);
    default:
      return token.tokens ? line(token.tokens) : decodeEntities(token.text ?? "");
  }
}

function listLines({ items, ordered, start }: Tokens.List): string {
  const lines = items.map((item, index) => {
    const mark = item.task ? (item.checked ? "☑" : "☐") : ordered ? `${(Number(start) || 1) + index}.` : "•";
    const text = blocks(
      item.tokens.filter(({ type }) => type !== "checkbox"),
      "\n",
    );
    return `${mark} ${text.replaceAll("\n", "\n  ")}`;
  });
  return lines.join("\n");
}

function tableLines({ header, rows }: Tokens.Table): string {
  return [header, ...rows].map((row) => row.map(({ tokens }) => line(tokens)).join(", ")).join("\n");
}

/** The text of a paragraph, a heading or a cell. */
function line(tokens: readonly Token[]): string {
  return tokens.map(inline).join("");
}

function inline(any: Token): string {
  const token = any as Tokens.Generic;
  switch (token.type) {
    case "checkbox":
      return "";
    case "br":
      return "\n";
    case "codespan":
    case "escape":
    case "html":
      return token.text;
    case "image":
      return decodeEntities(token.text);
    case "link": {
      const text = line(token.tokens ?? []);
      const address = token.href.replace(/^mailto:/i, "");
      return /^(?:https?:\/\/|mailto:)/i.test(token.href) && !text.includes(address) ? `${text} (${address})` : text;
    }
    default:
      return token.tokens ? line(token.tokens) : decodeEntities(token.text ?? "");
  }
}
