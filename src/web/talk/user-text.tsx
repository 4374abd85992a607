/** What somebody wrote: text and nothing else, in its own direction, never larger than its place. */

import { useSignal } from "@preact/signals";
import { locale } from "../language.ts";
import { texts } from "./texts.ts";

/** Characters or lines from which on a text is folded. */
const maxChars = 480;
const maxLines = 8;

export function UserText({ children: said, class: name = "" }: { children: string; class?: string }) {
  const open = useSignal(false);
  const folds = said.length > maxChars || said.split("\n", maxLines + 1).length > maxLines;
  const shape = folds && !open.value ? "line-clamp-6" : "overflow-clip";
  return (
    <div class="min-w-0">
      <p dir="auto" class={`max-w-prose break-words whitespace-pre-line [overflow-wrap:anywhere] ${shape} ${name}`}>
        {said}
      </p>
      {folds && (
        <button
          type="button"
          class="btn btn-ghost -ml-3 min-h-11 px-3"
          aria-expanded={open.value}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          {open.value ? texts.value.less : texts.value.all}
        </button>
      )}
    </div>
  );
}

/** A name, on one line, apart from the direction of what is around it. */
export const Name = ({ children: name, class: look = "" }: { children: string; class?: string }) => (
  <bdi class={`line-clamp-1 min-w-0 break-all ${look}`}>{name}</bdi>
);

/** When something was said, as a clock shows it. */
export function At({ time, class: name = "" }: { time: string; class?: string }) {
  const clock = new Date(time).toLocaleTimeString(locale(), {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (
    <time dateTime={time} class={`shrink-0 tabular-nums ${name}`}>
      {clock}
    </time>
  );
}
