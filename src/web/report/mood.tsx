/** The feedback by minute as a chart: *understood* upwards, *hard* downwards. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ReportRow } from "../../features/index.ts";
import { FeedbackTable } from "../ui/feedback-table.tsx";
import { texts } from "./texts.ts";
import { formatTime } from "./time.ts";

const minute = 60_000;
/** In units of the drawing. */
const size = { height: 176, foot: 22 };
const halfHeight = (size.height - size.foot) / 2;
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
  const max = Math.max(1, ...rows.flatMap(({ ok, hard }) => [ok, hard]));
  const slot = width.value / Math.max(minutes, 12);
  const bar = Math.max(1, Math.min(slot - 2, 28));
  const labelInterval = Math.max(1, Math.ceil(64 / slot));
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
          return <Minute key={at} ok={ok} hard={hard} x={x} width={bar} max={max} />;
        })}
        <line x1={0} x2={width.value} y1={halfHeight} y2={halfHeight} class="stroke-base-content" stroke-width="1.5" />
        {Array.from({ length: Math.ceil(minutes / labelInterval) }, (_, n) => n * labelInterval).map((n) => (
          <text key={n} x={(n + 0.5) * slot} y={size.height - 4} class="chart-text" text-anchor="middle">
            {formatTime(new Date(first + n * minute).toISOString())}
          </text>
        ))}
      </svg>
      <FeedbackTable
        caption={words.mood}
        headings={{ time: words.minute, ok: words.understood, hard: words.hard }}
        rows={rows}
        formatTime={formatTime}
      />
    </figure>
  );
}

interface MinuteProps {
  ok: number;
  hard: number;
  x: number;
  width: number;
  /** The highest number of the chart. */
  max: number;
}

/** The two bars of a minute, with their numbers if these fit or are the highest. */
function Minute({ ok, hard, x, width, max }: MinuteProps) {
  const barHeight = (n: number) => (n / max) * (halfHeight - 16);
  const middle = x + width / 2;
  return (
    <g>
      <rect x={x} y={halfHeight - barHeight(ok)} width={width} height={barHeight(ok)} rx="3" class="fill-primary" />
      <rect
        x={x}
        y={halfHeight}
        width={width}
        height={barHeight(hard)}
        rx="3"
        class="fill-help-soft stroke-error"
        stroke-width="1.5"
      />
      {(width >= 12 || ok === max) && ok > 0 && (
        <text x={middle} y={halfHeight - barHeight(ok) - 4} class="chart-text" text-anchor="middle">
          {ok}
        </text>
      )}
      {(width >= 12 || hard === max) && hard > 0 && (
        <text x={middle} y={halfHeight + barHeight(hard) + 13} class="chart-text" text-anchor="middle">
          {hard}
        </text>
      )}
    </g>
  );
}
