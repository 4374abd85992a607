/** The control chart of a question: tapped by students, and with what the rules flag once that is revealed. */
import type { Poll } from "../../client/fold/polls.ts";
import { texts } from "./chart-texts.ts";

type Chart = NonNullable<Poll["chart"]>;

/** `phone` has room for a narrow screen, `wide` for a page. */
const shapes = {
  phone: { width: 360, height: 230, text: 12 },
  wide: { width: 760, height: 260, text: 13 },
} as const;
const margin = { left: 8, right: 40, top: 10, bottom: 18 };
/** The height of the strip that shows how often each point was chosen. */
const stripHeight = 22;

/** Not in the style sheet, which every phone loads. */
const looks = {
  limit: { stroke: "var(--color-error)", strokeWidth: 1.5 },
  center: { stroke: "var(--quiet)", strokeWidth: 1.5, strokeDasharray: "3 4" },
  zone: { stroke: "var(--color-base-300)", strokeWidth: 1 },
  path: { stroke: "var(--color-primary)", strokeWidth: 2, fill: "none", strokeLinejoin: "round" },
  point: { fill: "var(--color-primary)" },
  flagged: { fill: "var(--color-error)" },
  flag: { fill: "var(--behind-soft)" },
  chosen: { fill: "none", stroke: "var(--color-info)", strokeWidth: 3 },
  heat: { fill: "var(--color-info)" },
  text: { fill: "var(--quiet)" },
  press: { fill: "transparent", cursor: "crosshair" },
} as const;

interface QuestionChartProps {
  chart: Chart;
  shape: keyof typeof shapes;
  /** The chosen point. */
  point?: number | null | undefined;
  onPoint?: (point: number) => void;
  flags?: Poll["flags"];
  /** How many votes chose which point. */
  heat?: NonNullable<Poll["counted"]>["points"];
}

export function QuestionChart({ chart, shape, point, onPoint, flags = [], heat }: QuestionChartProps) {
  const words = texts.value;
  const { values, first } = chart;
  const { width, height: plot, text } = shapes[shape];
  const height = plot + (heat ? stripHeight : 0);
  const { x, y, step, left } = scales(chart, width, plot);
  const flagged = new Set(flags.map(({ to }) => to));
  const every = values.length > 30 ? 10 : 5;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} class="w-full" role="img" aria-label={words.chart(values.length)}>
      {flags.map(({ from, to }) => (
        <rect
          key={`${from} ${to}`}
          x={x(from) - step / 2}
          y={margin.top}
          width={step * (to - from + 1)}
          height={plot - margin.top - margin.bottom}
          style={looks.flag}
        />
      ))}
      <Lines chart={chart} y={y} right={width - margin.right} text={text} />
      <path
        d={values.map((value, n) => `${n ? "L" : "M"}${x(first + n).toFixed(1)} ${y(value).toFixed(1)}`).join("")}
        style={looks.path}
      />
      {values.map((value, n) => {
        const number = first + n;
        const [cx, cy] = [x(number), y(value)];
        return flagged.has(number) ? (
          <path key={number} d={`M${cx} ${cy - 6}l6 6-6 6-6-6z`} style={looks.flagged} />
        ) : (
          <circle key={number} cx={cx} cy={cy} r="3" style={looks.point} />
        );
      })}
      {point != null && (
        <circle cx={x(point)} cy={y(values[point - first] ?? chart.center)} r="9" style={looks.chosen} />
      )}
      {values.map((_, n) =>
        (first + n) % every === 0 || n === 0 ? (
          <text key={first + n} x={x(first + n)} y={plot - 4} text-anchor="middle" font-size={text} style={looks.text}>
            {first + n}
          </text>
        ) : null,
      )}
      {heat?.map(({ point: chosen, count }) => (
        <g key={chosen}>
          <title>{words.chosen(chosen, count)}</title>
          <rect
            x={x(chosen) - step / 2}
            y={plot}
            width={step}
            height={stripHeight - 4}
            style={looks.heat}
            fill-opacity={0.25 + 0.75 * (count / Math.max(...heat.map((one) => one.count)))}
          />
        </g>
      ))}
      {onPoint && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the point can also be chosen by its number
        <rect
          width={width}
          height={plot}
          style={looks.press}
          onClick={({ clientX, currentTarget }) => {
            const shown = (currentTarget.ownerSVGElement ?? currentTarget).getBoundingClientRect();
            const at = Math.round((((clientX - shown.left) / shown.width) * width - left) / step);
            onPoint(first + Math.min(values.length - 1, Math.max(0, at)));
          }}
        />
      )}
    </svg>
  );
}

/** Where points and values are. */
function scales({ values, first, ucl, lcl }: Chart, width: number, plot: number) {
  const [high, low] = [Math.max(ucl, ...values), Math.min(lcl, ...values)];
  const step = (width - margin.left - margin.right) / values.length;
  const left = margin.left + step / 2;
  return {
    step,
    left,
    x: (point: number) => left + (point - first) * step,
    y: (value: number) =>
      margin.top + 8 + ((high - value) / (high - low || 1)) * (plot - margin.top - margin.bottom - 16),
  };
}

interface LinesProps {
  chart: Chart;
  y: (value: number) => number;
  right: number;
  text: number;
}

/** The limits with their names, and the lines at one and two sigma. */
function Lines({ chart: { center, ucl, lcl }, y, right, text }: LinesProps) {
  const sigma = (ucl - center) / 3;
  const zones = [-2, -1, 1, 2].map((n) => center + n * sigma).filter((value) => value > lcl);
  return (
    <>
      {zones.map((value) => (
        <line key={value} x1={margin.left} x2={right} y1={y(value)} y2={y(value)} style={looks.zone} />
      ))}
      {(
        [
          ["UCL", ucl],
          ["CL", center],
          ["LCL", lcl],
        ] as const
      ).map(([name, value]) => (
        <g key={name}>
          <line
            x1={margin.left}
            x2={right}
            y1={y(value)}
            y2={y(value)}
            style={name === "CL" ? looks.center : looks.limit}
          />
          <text x={right + 4} y={y(value) + text / 3} font-size={text} style={looks.text}>
            {name}
          </text>
        </g>
      ))}
    </>
  );
}
