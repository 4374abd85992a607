/** Markdown of a step. Loaded on demand. Raw HTML is shown as the text that it is. */
import type { Tokens } from "marked";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { parseMarkdown } from "../../domain/markdown.ts";
import { elementsOf, type MarkdownParts } from "../ui/markdown.tsx";
import { CodeBlock } from "./code-block.tsx";
import { StepPicture } from "./step-picture.tsx";
import { taskKeys } from "./task-keys.ts";
import type { Ticks } from "./ticks.ts";

interface MarkdownTextProps {
  readonly source: string;
  readonly ticks: Ticks | undefined;
  readonly look: string;
}

export function MarkdownText({ source, ticks, look }: MarkdownTextProps) {
  const tokens = useMemo(() => parseMarkdown(source), [source]);
  const keys = useMemo(() => taskKeys(tokens), [tokens]);
  return <div class={`step-text ${look}`}>{elementsOf(tokens, partsWith(ticks, keys))}</div>;
}

/** Addresses that may be opened; a link to any other is shown as its text. */
const openable = /^(?:https?:\/\/\S|mailto:\S)/i;

function partsWith(ticks: Ticks | undefined, keys: ReadonlyMap<Tokens.ListItem, string>): MarkdownParts {
  const parts: MarkdownParts = {
    heading: ({ depth }, children) => <Heading depth={depth}>{children}</Heading>,
    link(href, children) {
      if (!openable.test(href)) return children;
      return (
        <a href={href} target="_blank" rel="noopener noreferrer">
          {children}
        </a>
      );
    },
    code: ({ text, lang }) => <CodeBlock code={text} language={lang} />,
    image: ({ href, text }) => <StepPicture address={href} alt={text} />,
    html: (text) => text,
    task(item, [first, ...rest]) {
      const key = keys.get(item) ?? "";
      const initially = item.checked === true;
      return (
        <>
          <label>
            <input
              type="checkbox"
              checked={initially !== (ticks?.has(key) ?? false)}
              disabled={!ticks}
              onChange={() => ticks?.toggle(key)}
            />
            <span>{first && elementsOf([first], parts)}</span>
          </label>
          {elementsOf(rest, parts)}
        </>
      );
    },
  };
  return parts;
}

/** Below the step's title, which is the heading of the page. */
function Heading({ depth, children }: { depth: number; children: ComponentChildren }) {
  if (depth <= 2) return <h2>{children}</h2>;
  return depth === 3 ? <h3>{children}</h3> : <h4>{children}</h4>;
}
