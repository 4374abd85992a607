/**
 * Markdown as elements of a page: every token of the parser becomes an element here, and no string is ever inserted as
 * markup. What the pages show differently (links, code, pictures, raw HTML) is a table of parts.
 */
import type { Token, Tokens } from "marked";
import type { ComponentChildren } from "preact";
import { decodeEntities } from "../../domain/markdown.ts";

/** How a page shows those parts of Markdown that it does not have in common with the others. */
export interface MarkdownParts {
  readonly heading: (heading: Tokens.Heading, children: ComponentChildren) => ComponentChildren;
  readonly link: (href: string, children: ComponentChildren) => ComponentChildren;
  readonly code: (code: Tokens.Code) => ComponentChildren;
  readonly image: (image: Tokens.Image) => ComponentChildren;
  /** Raw HTML, as it was typed. */
  readonly html: (text: string) => ComponentChildren;
  /** An item with a check box; the box itself is not among the tokens. */
  readonly task: (item: Tokens.ListItem, tokens: readonly Token[]) => ComponentChildren;
}

/** The elements of the tokens that `marked` parsed. */
export function elementsOf(tokens: readonly Token[] | undefined, parts: MarkdownParts): ComponentChildren {
  return tokens?.map((token, index) => <Element key={index} token={token} parts={parts} />);
}

function Element({ token: any, parts }: { token: Token; parts: MarkdownParts }): ComponentChildren {
  const token = any as Tokens.Generic;
  const inner = () => elementsOf(token.tokens, parts);
  switch (token.type) {
    case "heading":
      return <>{parts.heading(any as Tokens.Heading, inner())}</>;
    case "paragraph":
      return <p>{inner()}</p>;
    case "text":
      return <>{token.tokens ? inner() : decodeEntities(token.text)}</>;
    case "escape":
      return <>{token.text}</>;
    case "strong":
      return <strong>{inner()}</strong>;
    case "em":
      return <em>{inner()}</em>;
    case "del":
      return <del>{inner()}</del>;
    case "codespan":
      return <code>{token.text}</code>;
    case "br":
      return <br />;
    case "hr":
      return <hr />;
    case "blockquote":
      return <blockquote>{inner()}</blockquote>;
    case "code":
      return <>{parts.code(any as Tokens.Code)}</>;
    case "html":
      return <>{parts.html(token.text)}</>;
    case "image":
      return <>{parts.image(any as Tokens.Image)}</>;
    case "link":
      return <>{parts.link(token.href, inner())}</>;
    case "list":
      return <List token={any as Tokens.List} parts={parts} />;
    case "table":
      return <Table token={any as Tokens.Table} parts={parts} />;
    default:
      return null;
  }
}

function List({ token, parts }: { token: Tokens.List; parts: MarkdownParts }) {
  const items = token.items.map((item, index) =>
    item.task ? (
      <li key={index} class="task">
        {parts.task(item, withoutBox(item.tokens))}
      </li>
    ) : (
      <li key={index}>{elementsOf(item.tokens, parts)}</li>
    ),
  );
  return token.ordered ? <ol start={token.start === "" ? 1 : token.start}>{items}</ol> : <ul>{items}</ul>;
}

/** The parser puts the check box of a task before its text or, in a list with blank lines, into its first paragraph. */
function withoutBox(tokens: readonly Token[]): Token[] {
  const [first, ...rest] = tokens.filter(({ type }) => type !== "checkbox");
  if (first?.type !== "paragraph") return first ? [first, ...rest] : [];
  return [{ ...first, tokens: first.tokens?.filter(({ type }) => type !== "checkbox") } as Token, ...rest];
}

function Table({ token, parts }: { token: Tokens.Table; parts: MarkdownParts }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div class="relative overflow-x-auto" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {token.header.map((cell, index) => (
              <th key={index} scope="col">
                {elementsOf(cell.tokens, parts)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, line) => (
            <tr key={line}>
              {row.map((cell, index) => (
                <td key={index}>{elementsOf(cell.tokens, parts)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
