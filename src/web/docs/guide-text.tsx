/** The text of a guide: Markdown with headings that can be linked to. Raw HTML and pictures are left out. */
import { lexer, type Tokens } from "marked";
import type { ComponentChildren } from "preact";
import { elementsOf, type MarkdownParts } from "../ui/markdown.tsx";
import { guideLink } from "./guides.ts";

const parts: MarkdownParts = {
  heading: ({ depth, text }, children) => <Heading level={depth} text={text} children={children} />,
  link(href, children) {
    const to = guideLink(href);
    return to === undefined ? children : <a href={to}>{children}</a>;
  },
  code: ({ text }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre tabIndex={0}>
      <code>{text}</code>
    </pre>
  ),
  image: () => null,
  html: () => null,
  task: (_: Tokens.ListItem, tokens) => elementsOf(tokens, parts),
};

export function GuideText({ source }: { source: string }) {
  return <div class="markdown">{elementsOf(lexer(source), parts)}</div>;
}

/** Level 1 is the page's own heading. The ids equal those that code hosts give their headings. */
function Heading({ level, text, children }: { level: number; text: string; children: ComponentChildren }) {
  const id = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");
  if (level === 1) return <h1 id={id}>{children}</h1>;
  return level === 2 ? <h2 id={id}>{children}</h2> : <h3 id={id}>{children}</h3>;
}
