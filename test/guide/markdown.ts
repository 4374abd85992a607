/** Reads the Markdown files of the project: links, anchors, headings, pictures and blocks of code. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lexer, type Token, type Tokens, walkTokens } from "marked";
import { root } from "../../scripts/prepare.ts";
import { anchorOf } from "../../src/guide/render.ts";

export const guideLanguages = ["en", "ko"] as const;
export type GuideLanguage = (typeof guideLanguages)[number];

/** The paths of the guide's files in a language. */
export const guideFiles = (language: GuideLanguage): string[] =>
  readdirSync(join(root, "docs/guide", language))
    .sort()
    .map((name) => `docs/guide/${language}/${name}`);

/** A block of code, with what stands behind the fence. */
export interface Block {
  readonly file: string;
  readonly language: string;
  readonly info: string;
  readonly text: string;
}

export interface Heading {
  readonly depth: number;
  readonly text: string;
  readonly anchor: string;
}

export interface MarkdownFile {
  readonly path: string;
  readonly headings: readonly Heading[];
  readonly links: readonly string[];
  readonly pictures: readonly { readonly file: string; readonly alt: string }[];
  readonly blocks: readonly Block[];
  /** What is set in bold: the names of what is on the pages. */
  readonly bold: readonly string[];
}

const plain = (token: Token): string =>
  "tokens" in token && token.tokens ? token.tokens.map(plain).join("") : "text" in token ? token.text : "";

/** Reads a file of the project. */
export function readMarkdown(path: string): MarkdownFile {
  const headings: Heading[] = [];
  const links: string[] = [];
  const pictures: { file: string; alt: string }[] = [];
  const blocks: Block[] = [];
  const bold: string[] = [];
  walkTokens(lexer(readFileSync(join(root, path), "utf8")), (token) => {
    if (token.type === "heading") {
      const text = (token.tokens ?? []).map(plain).join("");
      headings.push({ depth: (token as Tokens.Heading).depth, text, anchor: anchorOf(text) });
    }
    if (token.type === "link") links.push(token.href);
    if (token.type === "image") pictures.push({ file: token.href, alt: token.text });
    if (token.type === "strong") bold.push(plain(token).replace(/\s+/g, " "));
    if (token.type === "code" && token.codeBlockStyle !== "indented") {
      const [, language = "", info = ""] = /^(\S*)\s*(.*)$/.exec(token.lang ?? "") ?? [];
      blocks.push({ file: path, language, info, text: token.text });
    }
  });
  return { path, headings, links, pictures, blocks, bold };
}

/** Why a link in a file leads nowhere; undefined if it is alive. Links to other sites are not followed. */
export function deadLink(href: string, from: string): string | undefined {
  if (/^(?:https?:|mailto:)/.test(href)) return undefined;
  const { pathname, hash } = new URL(href, `file:///${from}`);
  const path = decodeURIComponent(pathname.slice(1));
  if (!existsSync(join(root, path))) return `${from}: ${href}: no such file`;
  if (hash === "" || !path.endsWith(".md")) return undefined;
  const anchor = decodeURIComponent(hash.slice(1));
  return readMarkdown(path).headings.some((heading) => heading.anchor === anchor)
    ? undefined
    : `${from}: ${href}: no such heading`;
}
