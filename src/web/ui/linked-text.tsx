/** Plain text with its web addresses as links and text in backticks as code. Anything else in it is shown as it is. */
import { textParts } from "./text-parts.ts";

export function LinkedText({ children }: { children: string }) {
  return (
    <>
      {textParts(children).map(({ kind, text }, n) =>
        kind === "link" ? (
          <a key={n} href={text} target="_blank" rel="noopener noreferrer" class="underline [overflow-wrap:anywhere]">
            {text}
          </a>
        ) : kind === "code" ? (
          <code key={n} class="rounded-md bg-base-300 px-1.5 py-0.5 font-code text-[0.9em]">
            {text}
          </code>
        ) : (
          text
        ),
      )}
    </>
  );
}
