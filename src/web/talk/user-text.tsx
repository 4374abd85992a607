/** Text that a user wrote: without markup, in its own writing direction, folded if long; and its author and time. */
import { useSignal } from "@preact/signals";
import { locale } from "../language.ts";
import { texts } from "./texts.ts";

/** A text with more characters or lines is folded. */
const maxChars = 480;
const maxLines = 8;

export function UserText({ children: text, class: name = "" }: { children: string; class?: string }) {
  const open = useSignal(false);
  const folds = text.length > maxChars || text.split("\n", maxLines + 1).length > maxLines;
  const shape = folds && !open.value ? "line-clamp-6" : "overflow-clip";
  return (
    <div class="min-w-0">
      <p dir="auto" class={`max-w-prose break-words whitespace-pre-line [overflow-wrap:anywhere] ${shape} ${name}`}>
        {text}
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

/** A name on one line, isolated from the writing direction of the text around it. */
export const Name = ({ children: name, class: look = "" }: { children: string; class?: string }) => (
  <bdi class={`line-clamp-1 min-w-0 break-all ${look}`}>{name}</bdi>
);

/** A time of day. */
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
