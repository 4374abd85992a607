/**
 * Markdown as elements of a page. The text is parsed into tokens and every token becomes an element here: raw HTML in it is
 * left out, and no string is ever inserted as markup.
 */
import { lexer, type Token, type Tokens } from "marked";
import type { ComponentChildren } from "preact";

interface MarkdownProps {
  readonly source: string;
  /** The target of a link; `undefined` shows its text without a link. */
  readonly linkTo?: (href: string) => string | undefined;
}

/** Accepts web addresses and fragments of this page; the text of any other link is shown without one. */
const safeLink = (href: string): string | undefined => (/^(https?:\/\/|#)/.test(href) ? href : undefined);

export function Markdown({ source, linkTo = safeLink }: MarkdownProps) {
  return <div class="markdown">{render(lexer(source), linkTo)}</div>;
}

type LinkTo = NonNullable<MarkdownProps["linkTo"]>;

function render(tokens: readonly Token[] | undefined, linkTo: LinkTo): ComponentChildren {
  return tokens?.map((token, index) => <Element key={index} token={token} linkTo={linkTo} />);
}

function Element({ token: any, linkTo }: { token: Token; linkTo: LinkTo }): ComponentChildren {
  const token = any as Tokens.Generic;
  const inner = () => render(token.tokens, linkTo);
  switch (token.type) {
    case "heading":
      return <Heading token={any as Tokens.Heading}>{inner()}</Heading>;
    case "paragraph":
      return <p>{inner()}</p>;
    case "text":
      return <>{token.tokens ? inner() : decode(token.text)}</>;
    case "escape":
      return <>{token.text}</>;
    case "strong":
      return <strong>{inner()}</strong>;
    case "em":
      return <em>{inner()}</em>;
    case "codespan":
      return <code>{token.text}</code>;
    case "br":
      return <br />;
    case "hr":
      return <hr />;
    case "blockquote":
      return <blockquote>{inner()}</blockquote>;
    case "code":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre tabIndex={0}>
          <code>{token.text}</code>
        </pre>
      );
    case "link": {
      const to = linkTo(token.href);
      return to === undefined ? inner() : <a href={to}>{inner()}</a>;
    }
    case "list":
      return <List token={any as Tokens.List} linkTo={linkTo} />;
    case "table":
      return <Table token={any as Tokens.Table} linkTo={linkTo} />;
    default:
      return null;
  }
}

/** Level 1 is the page's own heading. The ids equal those that code hosts give their headings. */
function Heading({ token, children }: { token: Tokens.Heading; children: ComponentChildren }) {
  const id = token.text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");
  if (token.depth === 1) return <h1 id={id}>{children}</h1>;
  return token.depth === 2 ? <h2 id={id}>{children}</h2> : <h3 id={id}>{children}</h3>;
}

function List({ token, linkTo }: { token: Tokens.List; linkTo: LinkTo }) {
  const items = token.items.map((item, index) => <li key={index}>{render(item.tokens, linkTo)}</li>);
  return token.ordered ? <ol start={token.start === "" ? 1 : token.start}>{items}</ol> : <ul>{items}</ul>;
}

function Table({ token, linkTo }: { token: Tokens.Table; linkTo: LinkTo }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div class="relative overflow-x-auto" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {token.header.map((cell, index) => (
              <th key={index} scope="col">
                {render(cell.tokens, linkTo)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, line) => (
            <tr key={line}>
              {row.map((cell, index) => (
                <td key={index}>{render(cell.tokens, linkTo)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** Decodes the common character entities, which the parser leaves in the text. */
const decode = (text: string): string => text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? "");
