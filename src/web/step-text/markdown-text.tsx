/** Markdown of a step. Loaded on demand. Raw HTML is shown as the text that it is. */
import type { Token, Tokens } from "marked";
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
  const levels = useMemo(() => headingLevels(tokens), [tokens]);
  return <div class={`step-text ${look}`}>{elementsOf(tokens, partsWith(ticks, keys, levels))}</div>;
}

/** Addresses that may be opened; a link to any other is shown as its text. */
const openable = /^(?:https?:\/\/\S|mailto:\S)/i;

function partsWith(
  ticks: Ticks | undefined,
  keys: ReadonlyMap<Tokens.ListItem, string>,
  levels: ReadonlyMap<number, number>,
): MarkdownParts {
  const parts: MarkdownParts = {
    heading: ({ depth }, children) => <Heading level={levels.get(depth) ?? 3}>{children}</Heading>,
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

/** The level of each depth of heading that the text uses: the first one is below the step's title, none is left out. */
function headingLevels(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const depths = tokens.flatMap((token) => (token.type === "heading" ? [(token as Tokens.Heading).depth] : []));
  return new Map([...new Set(depths)].sort((a, b) => a - b).map((depth, n) => [depth, Math.min(n + 2, 4)]));
}

function Heading({ level, children }: { level: number; children: ComponentChildren }) {
  if (level === 2) return <h2>{children}</h2>;
  return level === 3 ? <h3>{children}</h3> : <h4>{children}</h4>;
}
