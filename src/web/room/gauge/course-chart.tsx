/** How the class was understood over time: *understood* above the line, *hard* hatched below it. */

import { useComputed } from "@preact/signals";
import { locale } from "../../language.ts";
import type { LiveRoom } from "../../live.ts";
import { now } from "../../now.ts";
import { type Bar, toBars } from "./course.ts";
import { texts } from "./texts.ts";

/** The chart in its own units; a bar stands in a slot. */
const slot = 4;
const half = 20;
/** A class that has just begun has thin bars too. */
const fewest = 24;

const time = (ms: number) =>
  new Date(ms).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export function CourseChart({ live }: { live: LiveRoom }) {
  const course = useComputed(() => live.state.value.room?.feedback.course ?? []);
  const minute = useComputed(() => Math.floor(now.value / 60_000) * 60_000);
  const bars = useComputed(() => toBars(course.value, minute.value)).value;
  const first = bars[0];
  if (!first) return null;
  const words = texts.value;
  const slots = Math.max(bars.length, fewest);
  const high = Math.max(...bars.map(({ ok, hard }) => Math.max(ok, hard)), 1);
  const width = slots * slot;
  return (
    <figure class="flex w-28 shrink-0 flex-col">
      <svg viewBox={`0 0 ${width} ${2 * half}`} preserveAspectRatio="none" class="h-14 w-full" aria-hidden="true">
        <defs>
          <pattern id="hatched" width="2" height="2" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="1.2" height="2" class="fill-help" />
          </pattern>
        </defs>
        {bars.map((bar, n) => (
          <Column key={bar.at} bar={bar} x={n * slot} high={high} />
        ))}
        <path
          d={`M0 ${half}h${width}`}
          class="stroke-quiet"
          stroke-width="1"
          vector-effect="non-scaling-stroke"
          fill="none"
        />
      </svg>
      <figcaption class="text-sm text-quiet">
        <span class="sr-only">{words.course}. </span>
        {words.courseFrom(time(first.at))}
      </figcaption>
      {/* A table keeps its height whatever it is told; what is around it does not. */}
      <div class="sr-only">
        <Table bars={bars} />
      </div>
    </figure>
  );
}

function Column({ bar: { ok, hard }, x, high }: { bar: Bar; x: number; high: number }) {
  const tall = (n: number) => ((half - 1) * n) / high;
  return (
    <>
      {ok > 0 && <rect x={x + 0.5} y={half - tall(ok)} width={slot - 1} height={tall(ok)} class="fill-primary" />}
      {hard > 0 && (
        <rect
          x={x + 0.5}
          y={half}
          width={slot - 1}
          height={tall(hard)}
          fill="url(#hatched)"
          class="stroke-help"
          stroke-width="1"
          vector-effect="non-scaling-stroke"
        />
      )}
    </>
  );
}

function Table({ bars }: { bars: readonly Bar[] }) {
  const words = texts.value;
  return (
    <table>
      <caption>{words.course}</caption>
      <thead>
        <tr>
          <th scope="col">{words.time}</th>
          <th scope="col">{words.understood}</th>
          <th scope="col">{words.foundHard}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ at, ok, hard }) => (
          <tr key={at}>
            <th scope="row">{time(at)}</th>
            <td>{ok}</td>
            <td>{hard}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
