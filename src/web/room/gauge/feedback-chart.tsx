/** The class's feedback over time: *understood* above the line, *hard* hatched below it. */

import { useComputed } from "@preact/signals";
import { locale } from "../../language.ts";
import type { LiveRoom } from "../../live.ts";
import { now } from "../../now.ts";
import { FeedbackTable } from "../../ui/feedback-table.tsx";
import { type Bar, toBars } from "./feedback-bars.ts";
import { texts } from "./texts.ts";

/** The width of a bar's slot and half of the height, in units of the drawing. */
const slot = 4;
const halfHeight = 20;
/** Minimum number of slots, so that the first bars are not too wide. */
const minSlots = 24;

const formatTime = (ms: number) =>
  new Date(ms).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export function FeedbackChart({ live }: { live: LiveRoom }) {
  const course = useComputed(() => live.state.value.room?.feedback.course ?? []);
  const minute = useComputed(() => Math.floor(now.value / 60_000) * 60_000);
  const bars = useComputed(() => toBars(course.value, minute.value)).value;
  const first = bars[0];
  if (!first) return null;
  const words = texts.value;
  const slots = Math.max(bars.length, minSlots);
  const max = Math.max(...bars.map(({ ok, hard }) => Math.max(ok, hard)), 1);
  const width = slots * slot;
  return (
    <figure class="flex w-28 shrink-0 flex-col">
      <svg viewBox={`0 0 ${width} ${2 * halfHeight}`} preserveAspectRatio="none" class="h-14 w-full" aria-hidden="true">
        <defs>
          <pattern id="hatched" width="2" height="2" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="1.2" height="2" class="fill-help" />
          </pattern>
        </defs>
        {bars.map((bar, n) => (
          <Column key={bar.at} bar={bar} x={n * slot} max={max} />
        ))}
        <path
          d={`M0 ${halfHeight}h${width}`}
          class="stroke-quiet"
          stroke-width="1"
          vector-effect="non-scaling-stroke"
          fill="none"
        />
      </svg>
      <figcaption class="text-sm text-quiet">
        <span class="sr-only">{words.course}. </span>
        {words.courseFrom(formatTime(first.at))}
      </figcaption>
      <FeedbackTable
        caption={words.course}
        headings={{ time: words.time, ok: words.understood, hard: words.foundHard }}
        rows={bars}
        formatTime={formatTime}
      />
    </figure>
  );
}

function Column({ bar: { ok, hard }, x, max }: { bar: Bar; x: number; max: number }) {
  const barHeight = (n: number) => ((halfHeight - 1) * n) / max;
  return (
    <>
      {ok > 0 && (
        <rect x={x + 0.5} y={halfHeight - barHeight(ok)} width={slot - 1} height={barHeight(ok)} class="fill-primary" />
      )}
      {hard > 0 && (
        <rect
          x={x + 0.5}
          y={halfHeight}
          width={slot - 1}
          height={barHeight(hard)}
          fill="url(#hatched)"
          class="stroke-help"
          stroke-width="1"
          vector-effect="non-scaling-stroke"
        />
      )}
    </>
  );
}
