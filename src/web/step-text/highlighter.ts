/** Splits code into tokens, by highlight.js' grammars. Loaded on demand. */
import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import css from "highlight.js/lib/languages/css";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import sql from "highlight.js/lib/languages/sql";
import xml from "highlight.js/lib/languages/xml";
import { createLowlight } from "lowlight";

/** A piece of code; pieces without a kind have the colour of the text. */
export interface CodeToken {
  readonly text: string;
  readonly kind?: "comment" | "keyword" | "string" | "number" | "name" | "type" | undefined;
}

const lowlight = createLowlight({ bash, c, cpp, css, java, javascript, json, python, sql, xml });
lowlight.registerAlias({ javascript: ["ts", "typescript", "tsx"], cpp: ["arduino", "ino"], python: ["micropython"] });

/** Our kind of a token for the first word of highlight.js' class, such as `hljs-title`. */
const kinds: Readonly<Record<string, CodeToken["kind"]>> = {
  comment: "comment",
  quote: "comment",
  doctag: "comment",
  keyword: "keyword",
  literal: "keyword",
  operator: "keyword",
  "selector-tag": "keyword",
  tag: "keyword",
  meta: "keyword",
  string: "string",
  regexp: "string",
  char: "string",
  link: "string",
  number: "number",
  symbol: "number",
  title: "name",
  name: "name",
  attr: "name",
  attribute: "name",
  property: "name",
  "selector-class": "name",
  "selector-id": "name",
  type: "type",
  built_in: "type",
  class: "type",
  variable: "type",
  params: undefined,
};

/** The tree that lowlight returns, as far as it is read here. */
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly properties?: { readonly className?: unknown };
  readonly children?: readonly Node[];
}

export function tokensOf(code: string, language: string): readonly CodeToken[] | undefined {
  if (!lowlight.registered(language)) return undefined;
  const tokens: CodeToken[] = [];
  const visit = ({ value, properties, children }: Node, outer: CodeToken["kind"]): void => {
    const [name = ""] = Array.isArray(properties?.className) ? properties.className : [];
    const kind = kinds[String(name).replace(/^hljs-/, "")] ?? outer;
    if (value !== undefined) tokens.push({ text: value, kind: outer });
    for (const child of children ?? []) visit(child, kind);
  };
  visit(lowlight.highlight(language, code) as Node, undefined);
  return tokens;
}
