/** Bar chart of alerts per day, with the same numbers in a table. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Statistics } from "../../../domain/spc/alert.ts";
import { locale } from "../../language.ts";
import { Summary } from "../../ui/summary.tsx";
import { formatCount } from "../numbers.ts";
import { texts as qualityTexts } from "../texts.ts";
import { texts } from "./texts.ts";

/** Units of the SVG's view box. */
const size = { height: 190, head: 18, foot: 24 };
const narrow = matchMedia("(max-width: 40rem)");

/** Formats a calendar date in UTC, so that no time zone shifts the day. */
const formatDay = (date: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(Date.parse(date));

/** One bar a day, oldest first. */
export function DayBars({ days }: { days: Statistics["by_day"] }) {
  const words = texts.value;
  const width = useSignal(narrow.matches ? 340 : 940);
  useEffect(() => {
    const fit = () => {
      width.value = narrow.matches ? 340 : 940;
    };
    narrow.addEventListener("change", fit);
    return () => narrow.removeEventListener("change", fit);
  }, []);
  const maxCount = Math.max(1, ...days.map(({ count }) => count));
  const slot = width.value / Math.max(1, days.length);
  const bar = Math.max(1.5, Math.min(44, slot - 3));
  const baseline = size.height - size.foot;
  const labelStep = Math.max(1, Math.ceil(64 / slot));
  return (
    <figure class="card-plain flex flex-col gap-3">
      <figcaption class="text-xl font-bold tracking-tight">{words.byDay}</figcaption>
      <svg viewBox={`0 0 ${width.value} ${size.height}`} class="w-full" aria-hidden="true">
        {days.map(({ date, count }, n) => {
          const height = (count / maxCount) * (baseline - size.head);
          const x = n * slot + (slot - bar) / 2;
          const last = days.length - 1;
          return (
            <g key={date}>
              {count > 0 && (
                <rect x={x} y={baseline - height} width={bar} height={height} rx="2" class="fill-primary" />
              )}
              {count > 0 && (slot >= 18 || count === maxCount) && (
                <text x={x + bar / 2} y={baseline - height - 5} class="chart-text font-semibold" text-anchor="middle">
                  {formatCount(count)}
                </text>
              )}
              {(last - n) % labelStep === 0 && n * slot > 20 && (
                <text
                  x={n === last ? width.value : x + bar / 2}
                  y={size.height - 5}
                  class="chart-text"
                  text-anchor={n === last ? "end" : "middle"}
                >
                  {formatDay(date, { month: "numeric", day: "numeric" })}
                </text>
              )}
            </g>
          );
        })}
        <line x1={0} x2={width.value} y1={baseline} y2={baseline} class="stroke-base-content" stroke-width="1.5" />
      </svg>
      <details>
        <Summary class="text-base">{qualityTexts.value.asTable}</Summary>
        <table class="sheet-table">
          <thead>
            <tr>
              <th scope="col">{words.day}</th>
              <th scope="col" class="number">
                {qualityTexts.value.alerts}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ date, count }) => (
              <tr key={date}>
                <th scope="row">{formatDay(date, { dateStyle: "full" })}</th>
                <td class="number">{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
