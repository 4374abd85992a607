/** A team's chart on the wall: values, limits and specification on a given axis. */
import type { Chart } from "../../../domain/spc/chart.ts";
import type { Limits as LineValues } from "../../../domain/spc/control-limits.ts";
import { specOf } from "../chart/spec-of.ts";
import { digitsFor, formatFixed } from "../digits.ts";
import { markOf } from "../overview/sparkline.tsx";
import { texts } from "./texts.ts";
import { type AxisRange, ownLines } from "./wall-order.ts";

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
  const steps = ownLines(chart, points);
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
      {steps ? <Steps steps={steps} x={x} y={y} /> : <Limits chart={chart} y={y} />}
      <Specification chart={chart} y={y} />
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

/** How the lines look, also in the legend. */
export const wallLines = {
  limit: { class: "stroke-error" },
  center: { class: "stroke-quiet", "stroke-dasharray": "3 4" },
  spec: { class: "stroke-base-content", "stroke-dasharray": "7 4" },
} as const;

const across = { x1: size.left, x2: size.width - size.right };

interface LineProps {
  at: number | null;
  y: (value: number) => number;
  looks: (typeof wallLines)[keyof typeof wallLines];
}

const Line = ({ at, y, looks }: LineProps) =>
  at === null ? null : <line {...across} y1={y(at)} y2={y(at)} stroke-width="1.5" {...looks} />;

/** The band between the control limits, and the center. */
function Limits({ chart: { ucl, lcl, center }, y }: { chart: Chart; y: (value: number) => number }) {
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
      <Line at={center} y={y} looks={wallLines.center} />
      <Line at={ucl} y={y} looks={wallLines.limit} />
      <Line at={lcl} y={y} looks={wallLines.limit} />
    </>
  );
}

function Specification({ chart, y }: { chart: Chart; y: (value: number) => number }) {
  const { usl, lsl } = specOf(chart);
  return (
    <>
      <Line at={usl} y={y} looks={wallLines.spec} />
      <Line at={lsl} y={y} looks={wallLines.spec} />
    </>
  );
}

interface StepsProps {
  steps: readonly (LineValues | null)[];
  x: (index: number) => number;
  y: (value: number) => number;
}

/** The limits of each point. */
function Steps({ steps, x, y }: StepsProps) {
  const half = (x(1) - x(0)) / 2;
  const path = (which: "ucl" | "center" | "lcl") =>
    steps
      .map((lines, n) => {
        if (!lines) return "";
        const height = y(lines[which]).toFixed(1);
        return `${steps[n - 1] ? "L" : "M"}${(x(n) - half).toFixed(1)} ${height}H${(x(n) + half).toFixed(1)}`;
      })
      .join("");
  return (
    <g fill="none" stroke-width="1.5">
      <path d={path("center")} {...wallLines.center} />
      <path d={path("ucl")} {...wallLines.limit} />
      <path d={path("lcl")} {...wallLines.limit} />
    </g>
  );
}
