/**
 * A chart's last points as a small line with the limits in force. Marks are by the limits that are drawn: points beyond
 * them, and patterns of points that were judged by them, not by an earlier version.
 */
import type { Chart, ChartPoint } from "../../../domain/spc/chart.ts";
import { linesAtPoints } from "../chart/point-lines.ts";

const size = { width: 300, height: 72, edge: 8 };

/** How a point is marked: `pattern` also if its spread is out of control, which the line does not show. */
export function markOf(point: ChartPoint, chart: Chart | undefined): "beyond" | "pattern" | undefined {
  const { limits_version = null } = chart ?? {};
  const hasOwnLines = point.size !== undefined || point.track !== undefined;
  const [own] = (chart && hasOwnLines && linesAtPoints(chart, [point])) || [];
  const { ucl = null, lcl = null } = own ?? chart ?? {};
  const { value, violations, is_within_control } = point;
  if ((ucl !== null && value > ucl) || (lcl !== null && value < lcl)) return "beyond";
  const isOfThisVersion = limits_version !== null && point.limits_version === limits_version;
  if (limits_version === null) return violations.some((rule) => rule !== 1) ? "pattern" : undefined;
  return isOfThisVersion && (!is_within_control || violations.length > 0) ? "pattern" : undefined;
}

/** Without excluded points. Keeps its height if there are no points. */
export function Sparkline({ chart }: { chart: Chart | undefined }) {
  const points = (chart?.points ?? []).filter(({ excluded }) => !excluded);
  const { center = null, ucl = null, lcl = null } = chart ?? {};
  const values = [...points.map(({ value }) => value), ucl, lcl].filter((value) => value !== null);
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const y = (value: number) => size.height - size.edge - ((value - low) / span) * (size.height - 2 * size.edge);
  const x = (index: number) => size.edge + (index / Math.max(1, points.length - 1)) * (size.width - 2 * size.edge);
  const path = points.map(({ value }, index) => `${index ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`);
  return (
    <svg viewBox={`0 0 ${size.width} ${size.height}`} class="h-18 w-full" preserveAspectRatio="none" aria-hidden="true">
      {points.length > 0 && (
        <>
          {ucl !== null && lcl !== null && (
            <rect x={0} y={y(ucl)} width={size.width} height={y(lcl) - y(ucl)} class="fill-base-200" />
          )}
          {[ucl, center, lcl].map(
            (line, n) =>
              line !== null && (
                <line
                  key={["ucl", "center", "lcl"][n]}
                  x1={0}
                  x2={size.width}
                  y1={y(line)}
                  y2={y(line)}
                  class={n === 1 ? "stroke-quiet" : "stroke-error"}
                  stroke-width={n === 1 ? 1 : 1.5}
                  stroke-dasharray={n === 1 ? "3 4" : undefined}
                  vector-effect="non-scaling-stroke"
                />
              ),
          )}
          <path
            d={path.join("")}
            fill="none"
            class="stroke-primary"
            stroke-width="2.5"
            stroke-linejoin="round"
            vector-effect="non-scaling-stroke"
          />
          {points.map((point, index) => {
            const { subgroup_number, value } = point;
            const mark = markOf(point, chart);
            if (!mark) return null;
            const [cx, cy] = [x(index), y(value)];
            return mark === "beyond" ? (
              <path key={subgroup_number} d={`M${cx} ${cy - 6}l6 6-6 6-6-6z`} class="fill-error" />
            ) : (
              <rect key={subgroup_number} x={cx - 4} y={cy - 4} width="8" height="8" class="fill-behind" />
            );
          })}
        </>
      )}
    </svg>
  );
}
