/** Earlier practices beside the last one: a small chart, and the same as a table. */
import { locale, number } from "../../language.ts";
import { Icon } from "../../ui/icon.tsx";
import type { Mark } from "./outcome.ts";
import { texts } from "./texts.ts";

/** How many are drawn, and the drawing's own units. */
const maxShown = 14;
const size = { height: 120, slot: 44, bar: 30, foot: 4, head: 20 };

interface HistoryProps {
  title: string;
  /** What the figures are. */
  what: string;
  /** Oldest first; the last one is now. */
  marks: readonly Mark[];
}

/** The chart shows the last fourteen, the table all. */
export function History({ title, what, marks }: HistoryProps) {
  const words = texts.value;
  const shown = marks.slice(-maxShown);
  const highest = Math.max(1, ...shown.map(({ value }) => value));
  const tall = (value: number) => (value / highest) * (size.height - size.head - size.foot);
  const when = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" });
  return (
    <section class="flex flex-col gap-3">
      <h3 class="text-2xl font-bold tracking-tight">{title}</h3>
      <svg viewBox={`0 0 ${maxShown * size.slot} ${size.height}`} class="w-full max-w-2xl" aria-hidden="true">
        {shown.map(({ at, value }, n) => {
          const x = n * size.slot + (size.slot - size.bar) / 2;
          const y = size.height - size.foot - tall(value);
          return (
            <g key={at}>
              <rect
                x={x}
                y={y}
                width={size.bar}
                height={Math.max(1, tall(value))}
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
        <summary class="flex min-h-11 items-center gap-2 font-semibold">
          <Icon name="down" />
          {words.when} · {what}
        </summary>
        <table class="mt-2 w-full max-w-md text-left">
          <thead>
            <tr>
              <th scope="col" class="py-1">
                {words.when}
              </th>
              <th scope="col" class="py-1 text-right">
                {what}
              </th>
            </tr>
          </thead>
          <tbody>
            {marks.toReversed().map(({ at, value }) => (
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
