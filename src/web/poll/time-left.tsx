/** How long a poll stays open, by the server's clock. */
import { now } from "../now.ts";
import { clockText } from "../ui/countdown.ts";
import { texts } from "./texts.ts";

/** How little time makes it stand out, in milliseconds. */
const soonMs = 10_000;

/** Shows nothing without a limit. `class` sets its type size. */
export function TimeLeft({ endsAt, class: look = "text-base" }: { endsAt: string | null; class?: string }) {
  if (endsAt === null) return null;
  const words = texts.value;
  const left = Math.max(0, Date.parse(endsAt) - now.value);
  return (
    <p
      class={`inline-flex items-baseline rounded-full px-[0.7em] py-[0.15em] font-bold tabular-nums ${look} ${
        left <= soonMs ? "bg-behind-soft text-behind-ink" : "bg-base-300"
      }`}
    >
      <span class="sr-only">{words.timeLeft} </span>
      {left > 0 ? clockText(left) : words.timeUp}
    </p>
  );
}
