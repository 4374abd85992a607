/** The countdown of the class in one line: its label, and what is left or that the time is up. */
import { type Timer, timeLeft } from "../../client/fold/timer.ts";
import { now } from "../now.ts";
import { clockText } from "./countdown.ts";
import { common } from "./texts.ts";

/** How little time makes it stand out, in milliseconds. */
const soonMs = 10_000;

/** Shows nothing if there is no countdown. `class` sets its type size. */
export function TimerMark({ timer, class: look }: { timer: Timer; class: string }) {
  const left = timeLeft(timer, now.value);
  if (left === undefined) return null;
  const soon = left <= soonMs;
  const words = common.value;
  return (
    <p
      class={`inline-flex max-w-full items-baseline gap-[0.4em] rounded-field px-[0.5em] py-[0.1em] font-bold tabular-nums ${look} ${
        soon ? "bg-behind-soft text-behind-ink" : "bg-base-300"
      }`}
    >
      {timer.label !== null && <span class="truncate font-semibold">{timer.label}</span>}
      {left > 0 ? (
        <>
          <span class="sr-only">{words.timeLeft}</span>
          <span>{clockText(left)}</span>
        </>
      ) : (
        <span aria-hidden="true">{words.timeUp}</span>
      )}
      <span class="sr-only" role="status">
        {left > 0 ? "" : words.timeUp}
      </span>
    </p>
  );
}
