/** All points of a product in one strip, with the visible ones in a frame that is moved by dragging or keys. */
import type { Chart } from "../../../domain/spc/chart.ts";
import type { Overview } from "../../../domain/spc/overview.ts";
import { phasesOf } from "../../../domain/spc/phases.ts";
import { formatCount } from "../numbers.ts";
import { positionOf, subgroupAt } from "./history.ts";
import { texts } from "./texts.ts";

/** The strip's height in its own units; its width is the number of points. */
const height = 100;

interface StripProps {
  chart: Chart;
  overview: Overview;
  /** The first and the last visible subgroup. */
  from: number;
  to: number;
  width: number;
  /** Called with the last subgroup of the wanted window, or `undefined` for the newest. */
  onMove: (until: number | undefined) => void;
}

export function HistoryStrip({ chart, overview, from, to, width, onMove }: StripProps) {
  const words = texts.value;
  const { points_total: total } = overview;
  const end = Math.min(total, Math.round(positionOf(overview, to)));
  const moveTo = (position: number) => {
    const next = Math.max(Math.min(width, total), Math.min(total, Math.round(position)));
    onMove(next >= total ? undefined : subgroupAt(overview, next));
  };
  const steps: Record<string, number> = {
    ArrowLeft: end - Math.max(1, Math.round(width / 10)),
    ArrowRight: end + Math.max(1, Math.round(width / 10)),
    ArrowDown: end - Math.max(1, Math.round(width / 10)),
    ArrowUp: end + Math.max(1, Math.round(width / 10)),
    PageDown: end - width,
    PageUp: end + width,
    Home: 0,
    End: total,
  };
  const drag = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const { left, width: pixels } = event.currentTarget.getBoundingClientRect();
    // The window is centered at the pointer.
    moveTo(((event.clientX - left) / pixels) * total + width / 2);
  };
  const start = Math.max(0, positionOf(overview, from) - 1);
  return (
    <div
      class="history-strip"
      role="slider"
      tabIndex={0}
      aria-label={words.pan}
      aria-valuemin={1}
      aria-valuemax={total}
      aria-valuenow={end}
      aria-valuetext={words.panAt(Math.max(0, total - end))}
      onKeyDown={(event) => {
        const next = steps[event.key];
        if (next === undefined) return;
        event.preventDefault();
        moveTo(next);
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons > 0) drag(event);
      }}
    >
      <svg viewBox={`0 0 ${total} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <title>{words.pointsOf(formatCount(width), formatCount(total))}</title>
        <Shapes chart={chart} overview={overview} />
        <rect
          class="history-window"
          x={start}
          y={1}
          width={Math.max(total / 200, end - start)}
          height={height - 2}
          vector-effect="non-scaling-stroke"
        />
      </svg>
    </div>
  );
}

/** The range of values, their mean, flagged places, where phases begin, and the bases of the limits. */
function Shapes({ chart, overview }: { chart: Chart; overview: Overview }) {
  const { buckets, points_total: total } = overview;
  const low = Math.min(...buckets.flatMap(({ low }) => low ?? []));
  const high = Math.max(...buckets.flatMap(({ high }) => high ?? []));
  const y = (value: number) => 8 + (1 - (value - low) / (high - low || 1)) * (height - 24);
  let position = 0;
  const places = buckets.map((bucket) => {
    const x = position;
    position += bucket.points;
    return { ...bucket, x, end: position };
  });
  const band = places
    .flatMap(({ x, end, low, high }) =>
      low === null || high === null ? [] : `M${x} ${y(high) - 0.5}H${end}V${y(low) + 0.5}H${x}z`,
    )
    .join("");
  const mean = places.flatMap(({ x, end, mean }) => (mean === null ? [] : `${(x + end) / 2} ${y(mean)}`)).join("L");
  const flags = places.flatMap(({ x, end, flagged }) => (flagged === null ? [] : `M${(x + end) / 2} 0v7`)).join("");
  const { versions = [] } = chart;
  const phases = phasesOf(versions);
  const begins = phases.slice(1).map(({ from }) => positionOf(overview, from - 1));
  const bases = versions.filter(({ version }) => phases.some((phase) => phase.version === version));
  return (
    <>
      <path d={band} class="fill-primary opacity-25" />
      <path d={`M${mean}`} class="fill-none stroke-primary" stroke-width="1.5" vector-effect="non-scaling-stroke" />
      <path d={flags} class="stroke-error" stroke-width="2" vector-effect="non-scaling-stroke" />
      {bases.map(({ version, from_subgroup, to_subgroup }) =>
        from_subgroup === null || to_subgroup === null ? null : (
          <rect
            key={version}
            class="fill-info"
            x={positionOf(overview, from_subgroup) - 1}
            width={Math.max(total / 400, positionOf(overview, to_subgroup) - positionOf(overview, from_subgroup) + 1)}
            y={height - 7}
            height={7}
          />
        ),
      )}
      <path
        d={begins.map((x) => `M${x} 0V${height}`).join("")}
        class="stroke-base-content"
        stroke-width="1.5"
        stroke-dasharray="4 3"
        vector-effect="non-scaling-stroke"
      />
    </>
  );
}
