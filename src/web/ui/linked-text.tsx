/** Plain text in which addresses can be followed and code is set as code. Nothing else in it is markup. */
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
