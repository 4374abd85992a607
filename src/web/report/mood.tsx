/** How the class understood over time: what was understood goes up, what was hard goes down, minute by minute. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ReportRow } from "../../features/index.ts";
import { texts } from "./texts.ts";
import { clock } from "./time.ts";

const minute = 60_000;
/** The chart's own units. */
const size = { height: 176, foot: 22 };
const narrow = matchMedia("(max-width: 40rem)");

export function Mood({ rows }: { rows: readonly ReportRow<"feedback">[] }) {
  const words = texts.value;
  const width = useSignal(narrow.matches ? 340 : 760);
  useEffect(() => {
    const fit = () => {
      width.value = narrow.matches ? 340 : 760;
    };
    narrow.addEventListener("change", fit);
    return () => narrow.removeEventListener("change", fit);
  }, []);
  const times = rows.map(({ at }) => Date.parse(at));
  const first = Math.min(...times);
  const minutes = (Math.max(...times) - first) / minute + 1;
  const most = Math.max(1, ...rows.flatMap(({ ok, hard }) => [ok, hard]));
  const slot = width.value / Math.max(minutes, 12);
  const bar = Math.max(1, Math.min(slot - 2, 28));
  const half = (size.height - size.foot) / 2;
  const tall = (n: number) => (n / most) * (half - 16);
  const every = Math.max(1, Math.ceil(64 / slot));
  return (
    <figure class="flex flex-col gap-2">
      <figcaption class="flex flex-wrap gap-x-6 gap-y-1 text-base text-quiet">
        <span class="flex items-center gap-2">
          <span class="inline-block size-3 rounded-sm bg-primary" aria-hidden="true" />↑ {words.understood}
        </span>
        <span class="flex items-center gap-2">
          <span class="inline-block size-3 rounded-sm border-2 border-error bg-help-soft" aria-hidden="true" />↓{" "}
          {words.hard}
        </span>
        <span>{words.moodHint}</span>
      </figcaption>
      <svg viewBox={`-16 0 ${width.value + 32} ${size.height}`} class="w-full" aria-hidden="true">
        {rows.map(({ at, ok, hard }, n) => {
          const x = (((times[n] ?? first) - first) / minute) * slot + (slot - bar) / 2;
          const middle = x + bar / 2;
          return (
            <g key={at}>
              <rect x={x} y={half - tall(ok)} width={bar} height={tall(ok)} rx="3" class="fill-primary" />
              <rect
                x={x}
                y={half}
                width={bar}
                height={tall(hard)}
                rx="3"
                class="fill-help-soft stroke-error"
                stroke-width="1.5"
              />
              {(bar >= 12 || ok === most) && ok > 0 && (
                <text x={middle} y={half - tall(ok) - 4} class="chart-text" text-anchor="middle">
                  {ok}
                </text>
              )}
              {(bar >= 12 || hard === most) && hard > 0 && (
                <text x={middle} y={half + tall(hard) + 13} class="chart-text" text-anchor="middle">
                  {hard}
                </text>
              )}
            </g>
          );
        })}
        <line x1={0} x2={width.value} y1={half} y2={half} class="stroke-base-content" stroke-width="1.5" />
        {Array.from({ length: Math.ceil(minutes / every) }, (_, n) => n * every).map((n) => (
          <text key={n} x={(n + 0.5) * slot} y={size.height - 4} class="chart-text" text-anchor="middle">
            {clock(new Date(first + n * minute).toISOString())}
          </text>
        ))}
      </svg>
      <table class="sr-only">
        <caption>{words.mood}</caption>
        <thead>
          <tr>
            <th scope="col">{words.minute}</th>
            <th scope="col">{words.understood}</th>
            <th scope="col">{words.hard}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, ok, hard }) => (
            <tr key={at}>
              <th scope="row">{clock(at)}</th>
              <td>{ok}</td>
              <td>{hard}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
