/** A figure of the last practice and of the earlier ones: as a small chart and as a table. */
import { locale, number } from "../../language.ts";
import { Summary } from "../../ui/summary.tsx";
import type { DataPoint } from "./outcome.ts";
import { texts } from "./texts.ts";

/** How many bars are drawn, and their dimensions in units of the drawing. */
const maxShown = 14;
const size = { height: 120, slot: 44, bar: 30, foot: 4, head: 20 };

interface HistoryProps {
  title: string;
  /** The name of the figure. */
  figure: string;
  /** Oldest first; the last one is of the practice that just ended. */
  points: readonly DataPoint[];
}

/** The chart shows the last `maxShown`, the table all. */
export function History({ title, figure, points }: HistoryProps) {
  const words = texts.value;
  const shown = points.slice(-maxShown);
  const highest = Math.max(1, ...shown.map(({ value }) => value));
  const barHeight = (value: number) => (value / highest) * (size.height - size.head - size.foot);
  const when = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" });
  return (
    <section class="flex flex-col gap-3">
      <h3 class="text-2xl font-bold tracking-tight">{title}</h3>
      <svg viewBox={`0 0 ${maxShown * size.slot} ${size.height}`} class="w-full max-w-2xl" aria-hidden="true">
        {shown.map(({ at, value }, n) => {
          const x = n * size.slot + (size.slot - size.bar) / 2;
          const y = size.height - size.foot - barHeight(value);
          return (
            <g key={at}>
              <rect
                x={x}
                y={y}
                width={size.bar}
                height={Math.max(1, barHeight(value))}
                rx="4"
                class={n === shown.length - 1 ? "fill-primary" : "fill-quiet"}
              />
              <text x={x + size.bar / 2} y={y - 5} class="fill-base-content text-[13px] font-bold" text-anchor="middle">
                {number(Math.round(value))}
              </text>
            </g>
          );
        })}
        <line
          x1="0"
          x2={maxShown * size.slot}
          y1={size.height - size.foot}
          y2={size.height - size.foot}
          class="stroke-quiet"
          stroke-width="1.5"
        />
      </svg>
      <details>
        <Summary>
          {words.when} · {figure}
        </Summary>
        <table class="mt-2 w-full max-w-md text-left">
          <thead>
            <tr>
              <th scope="col" class="py-1">
                {words.when}
              </th>
              <th scope="col" class="py-1 text-right">
                {figure}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.toReversed().map(({ at, value }) => (
              <tr key={at} class="border-t border-base-300">
                <td class="py-1">{when.format(Date.parse(at))}</td>
                <td class="py-1 text-right font-semibold tabular-nums">{number(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
