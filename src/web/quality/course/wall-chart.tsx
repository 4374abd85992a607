/** A team's chart on the wall: values, limits and specification on a given axis. */
import type { Chart } from "../../../domain/spc/chart.ts";
import { digitsFor, formatFixed } from "../digits.ts";
import { markOf } from "../overview/sparkline.tsx";
import { texts } from "./texts.ts";
import type { AxisRange } from "./wall-order.ts";

const size = { width: 420, height: 150, left: 52, right: 8, edge: 6 };

interface WallChartProps {
  name: string;
  chart: Chart;
  axis: AxisRange;
}

export function WallChart({ name, chart, axis }: WallChartProps) {
  const { low, high } = axis;
  const points = chart.points.filter(({ excluded }) => !excluded);
  const y = (value: number) => size.edge + ((high - value) / (high - low)) * (size.height - 2 * size.edge);
  const room = size.width - size.left - size.right - 12;
  const x = (index: number) => size.left + 6 + (index / Math.max(1, points.length - 1)) * room;
  const path = points.map(({ value }, n) => `${n ? "L" : "M"}${x(n).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const digits = Math.min(digitsFor(high - low), 4);
  /** The values at the axis, and how far below its line each is written. */
  const ticks: readonly [tick: number, below: number][] = [
    [high, 8],
    [(high + low) / 2, 4],
    [low, 0],
  ];
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      class="w-full"
      role="img"
      aria-label={texts.value.chartOf(name, chart.points_total)}
    >
      <Lines chart={chart} y={y} />
      {ticks.map(([tick, below]) => (
        <text
          key={tick}
          x={size.left - 6}
          y={y(tick) + below}
          text-anchor="end"
          class="fill-quiet text-[13px] tabular-nums"
        >
          {formatFixed(tick, digits)}
        </text>
      ))}
      <path d={path} fill="none" class="stroke-primary" stroke-width="2.5" stroke-linejoin="round" />
      {points.map((point, n) => {
        const mark = markOf(point, chart);
        const [cx, cy] = [x(n), y(point.value)];
        if (mark === "beyond") {
          return <path key={point.subgroup_number} d={`M${cx} ${cy - 6}l6 6-6 6-6-6z`} class="fill-error" />;
        }
        if (mark) {
          return <rect key={point.subgroup_number} x={cx - 4} y={cy - 4} width="8" height="8" class="fill-behind" />;
        }
        return n === points.length - 1 ? (
          <circle key={point.subgroup_number} cx={cx} cy={cy} r="4" class="fill-primary" />
        ) : null;
      })}
    </svg>
  );
}

/** The band between the control limits, the center, and the specification limits. */
function Lines({ chart, y }: { chart: Chart; y: (value: number) => number }) {
  const { ucl, lcl, center, spec } = chart;
  const across = { x1: size.left, x2: size.width - size.right };
  const line = (value: number | null, name: string, looks: { class: string; "stroke-dasharray"?: string }) =>
    value !== null && <line key={name} {...across} y1={y(value)} y2={y(value)} stroke-width="1.5" {...looks} />;
  return (
    <>
      {ucl !== null && lcl !== null && (
        <rect
          x={size.left}
          y={y(ucl)}
          width={size.width - size.left - size.right}
          height={y(lcl) - y(ucl)}
          class="fill-base-200"
        />
      )}
      {line(spec.usl, "usl", { class: "stroke-base-content", "stroke-dasharray": "7 4" })}
      {line(spec.lsl, "lsl", { class: "stroke-base-content", "stroke-dasharray": "7 4" })}
      {line(center, "center", { class: "stroke-quiet", "stroke-dasharray": "3 4" })}
      {line(ucl, "ucl", { class: "stroke-error" })}
      {line(lcl, "lcl", { class: "stroke-error" })}
    </>
  );
}
