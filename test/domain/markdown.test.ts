import { describe, expect, test } from "bun:test";
import { parseMarkdown, plainText } from "../../src/domain/markdown.ts";
import { hasMarkup } from "../../src/domain/markup.ts";

const cases: Record<string, [markdown: string, text: string]> = {
  "text stays as it is": ["One line.\nAnother one.", "One line.\nAnother one."],
  "headings, emphasis and code lose their marks": [
    "## Plot\n\n**Type** the *first* `line` ~~now~~",
    "Plot\n\nType the first line now",
  ],
  "a list has a line for each item": [
    "- one\n- two\n  - two and a half\n- three",
    "• one\n• two\n  • two and a half\n• three",
  ],
  "numbers of a list stay": ["3. three\n4. four", "3. three\n4. four"],
  "a task is an empty box": ["- [ ] save\n- [x] open", "☐ save\n☑ open"],
  "a link shows its address if its text does not": [
    "[the docs](https://example.org/a) <https://example.org/b> [mail](mailto:kim@example.org) [bad](javascript:alert(1))",
    "the docs (https://example.org/a) https://example.org/b mail (kim@example.org) bad",
  ],
  "a picture is its description": ["![A breadboard & LED](/uploads/x.png)", "A breadboard & LED"],
  "code keeps its lines": ["```python\nif a:\n    b()\n```\nthen", "if a:\n    b()\n\nthen"],
  "a table is lines of cells": ["| a | b |\n|---|---|\n| 1 | **2** |", "a, b\n1, 2"],
  "raw HTML is text": ["<b>x</b> &lt;i&gt;\n\n<div>\ny\n</div>", "<b>x</b> <i>\n\n<div>\ny\n</div>"],
};

describe("the text of Markdown without its markup", () => {
  for (const [name, [markdown, text]] of Object.entries(cases)) {
    test(name, () => {
      expect(plainText(markdown)).toBe(text);
    });
  }
});

test("text without markup is known as such before a parser is loaded", () => {
  const plain = ["Open the editor.\n\nThen wait (1 min): 50 % + 3 = x!", "다음을 눌러요", "a - b", "3.5 V"];
  expect(plain.filter(hasMarkup)).toEqual([]);
  for (const text of plain)
    expect(parseMarkdown(text).every(({ type }) => type === "paragraph" || type === "space")).toBe(true);
  const marked = cases;
  const unseen = Object.values(marked).filter(([markdown, text]) => markdown !== text && !hasMarkup(markdown));
  expect(unseen).toEqual([]);
  expect(["1. a", "- a", "    code", "Title\n---", "Title\n===", "+ a", "a\n\tb"].every(hasMarkup)).toBe(true);
});

test("texts made to be slow or deep for a parser are parsed with bounds", () => {
  const size = 20_000;
  const nested = Array.from({ length: 190 }, (_, depth) => `${" ".repeat(depth)}- a`).join("\n");
  for (const part of [
    ">",
    "> ",
    "- ",
    "*a_",
    "_a",
    "*",
    "[",
    "![",
    "[a](",
    "`",
    "a\n",
    "a**b\n",
    "<!--",
    "1. a\n",
    "|",
  ]) {
    const text = part.repeat(size / part.length);
    expect(depthOf(parseMarkdown(text))).toBeLessThan(40);
    plainText(text);
  }
  expect(depthOf(parseMarkdown(nested))).toBeLessThan(60);
});

/** Iterates with a list, because a tree as deep as a parser can be made to build would exceed the stack. */
function depthOf(tokens: readonly object[]): number {
  let depth = 0;
  for (let level: any[] = [...tokens]; level.length > 0 && depth < 1000; depth += 1) {
    level = level.flatMap((token) => [...(token.tokens ?? []), ...(token.items ?? [])]);
  }
  return depth;
}
