/** The feedback presses of a class as bars over time, including minutes without any. Pure. */
import type { Minute } from "../../../client/fold/feedback.ts";

/** Presses from `at` on (ms since 1970), for one minute or several. */
export interface Bar {
  readonly at: number;
  readonly ok: number;
  readonly hard: number;
}

/** Maximum of bars. In a longer class each bar covers more minutes. */
const maxBars = 40;
const minute = 60_000;

/** Returns the bars from the first press to `now` (ms since 1970), without gaps. */
export function toBars(course: readonly Minute[], now: number): Bar[] {
  const first = Date.parse(course[0]?.at ?? "");
  if (Number.isNaN(first)) return [];
  const last = Math.max(now, Date.parse(course.at(-1)?.at ?? ""));
  const minutes = Math.floor((last - first) / minute) + 1;
  const width = Math.ceil(minutes / maxBars) * minute;
  const bars = Array.from({ length: Math.ceil((minutes * minute) / width) }, (_, n) => ({
    at: first + n * width,
    ok: 0,
    hard: 0,
  }));
  for (const { at, ok, hard } of course) {
    const bar = bars[Math.floor((Date.parse(at) - first) / width)];
    if (!bar) continue;
    bar.ok += ok;
    bar.hard += hard;
  }
  return bars;
}
