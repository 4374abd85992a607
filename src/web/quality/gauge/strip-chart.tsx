/** Draws points over named places: ranges and means by operator, values by part or operator, and the interaction. */
import { formatFixed, stepDigits } from "../digits.ts";
import { texts as qualityTexts } from "../texts.ts";
import { type StripData, type StripSeries, ticksBetween } from "./chart-data.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { dashes, lineColour, markerPath, outPath, pointColour } from "./markers.ts";
import { texts } from "./texts.ts";

const height = 250;
/** Room for the legend or the names of groups, and for the names of places. */
const head = 26;
const foot = 24;
/** About the width of a character of the type, in CSS pixels. */
const letter = 7;

interface StripProps {
  title: string;
  hint?: string;
  data: StripData;
  /** The lowest value that the y axis may show. */
  floor?: number;
}

/** Scales of a chart. */
interface Scale {
  readonly x: (place: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
}

export function StripChart({ title, hint, data, floor }: StripProps) {
  const { labels, limits, series } = data;
  const points = series.flatMap((one) => one.points);
  const known = [...points.map(({ y }) => y), ...(limits ? [limits.ucl, limits.center, limits.lcl] : [])];
  const [low, high] = axisOf(known, floor);
  const ticks = ticksBetween(low, high, 4);
  const digits = stepDigits(Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0)));
  const left = Math.max(...ticks.map((tick) => formatFixed(tick, digits).length), 2) * letter + 12;
  return (
    <ChartFrame title={title} hint={hint} label={texts.value.chartLabel(title, points.length)} height={height}>
      {(width) => {
        const right = width - (limits ? 42 : 10);
        const slot = (right - left) / Math.max(1, labels.length);
        const scale: Scale = {
          x: (place) => left + (place + 0.5) * slot,
          y: (value) => head + ((high - value) / (high - low)) * (height - head - foot),
          left,
          right,
        };
        return (
          <>
            {ticks.map((tick) => (
              <g key={tick}>
                <line x1={left} x2={right} y1={scale.y(tick)} y2={scale.y(tick)} class="stroke-base-300" />
                <text x={left - 6} y={scale.y(tick) + 4} text-anchor="end" class="chart-text fill-quiet">
                  {formatFixed(tick, digits)}
                </text>
              </g>
            ))}
            <Places data={data} slot={slot} scale={scale} />
            <LimitLines data={data} scale={scale} />
            {series.map((one, n) => (
              <Series
                key={one.name ?? n}
                series={one}
                number={one.name === undefined ? 0 : n}
                slot={slot}
                scale={scale}
              />
            ))}
            <Legend series={series} left={left} width={right - left} />
          </>
        );
      }}
    </ChartFrame>
  );
}

/** The ends of the y axis, with room above and below. */
function axisOf(values: readonly number[], floor: number | undefined): [low: number, high: number] {
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || Math.abs(high) * 0.1 || 1;
  return [Math.max(floor ?? Number.NEGATIVE_INFINITY, low - span * 0.08), high + span * 0.08];
}

/** The names below the axis, as many as there is room for, and the names of groups above with lines between them. */
function Places({ data: { labels, groups }, slot, scale }: { data: StripData; slot: number; scale: Scale }) {
  const longest = Math.max(1, ...labels.map((label) => Math.min(8, label.length)));
  const every = Math.max(1, Math.ceil((longest * letter + 6) / slot));
  const first = groups[0]?.to ?? labels.length - 1;
  const isLabelled = (place: number) => {
    const inGroup = place % (first + 1);
    // Not next to the first label of the next group.
    const isClear = inGroup === 0 || first + 1 - inGroup >= every || place > labels.length - every;
    return inGroup % every === 0 && isClear;
  };
  return (
    <>
      <line x1={scale.left} x2={scale.right} y1={height - foot} y2={height - foot} class="stroke-base-content" />
      {labels.map((label, place) =>
        isLabelled(place) ? (
          <text key={place} x={scale.x(place)} y={height - 7} text-anchor="middle" class="chart-text fill-quiet">
            {short(label, Math.max(2, Math.floor((slot * every) / letter)))}
          </text>
        ) : null,
      )}
      {groups.map(({ name, from, to }) => (
        <g key={name}>
          {from > 0 && (
            <line
              x1={scale.x(from) - slot / 2}
              x2={scale.x(from) - slot / 2}
              y1={head - 4}
              y2={height - foot}
              class="stroke-quiet"
              stroke-dasharray="3 3"
            />
          )}
          <text x={(scale.x(from) + scale.x(to)) / 2} y={14} text-anchor="middle" class="chart-text font-semibold">
            {short(name, Math.floor(((to - from + 1) * slot) / letter))}
          </text>
        </g>
      ))}
    </>
  );
}

const short = (text: string, letters: number): string =>
  text.length <= letters ? text : `${text.slice(0, Math.max(1, letters - 1))}…`;

/** Centre line and limits, with their names at the right. */
function LimitLines({ data: { limits }, scale }: { data: StripData; scale: Scale }) {
  if (!limits) return null;
  const names = qualityTexts.value.plot;
  return (
    <>
      {(["ucl", "center", "lcl"] as const).map((which) => (
        <g key={which}>
          <line
            x1={scale.left}
            x2={scale.right}
            y1={scale.y(limits[which])}
            y2={scale.y(limits[which])}
            class={which === "center" ? "stroke-primary" : "stroke-error"}
            stroke-width={1.5}
          />
          <text x={scale.right + 6} y={scale.y(limits[which]) + 4} class="chart-text fill-quiet">
            {names[which]}
          </text>
        </g>
      ))}
    </>
  );
}

interface SeriesProps {
  series: StripSeries;
  /** Chooses its shape and colour. */
  number: number;
  slot: number;
  scale: Scale;
}

function Series({ series: { points, small, line }, number, slot, scale }: SeriesProps) {
  const r = small ? 2.5 : Math.min(4.5, Math.max(2, slot * 0.22));
  const path = points.map(({ x, y }, n) => `${n === 0 ? "M" : "L"}${scale.x(x)} ${scale.y(y)}`).join("");
  return (
    <>
      {line && (
        <path d={path} fill="none" class={lineColour(number)} stroke-width={1.75} stroke-dasharray={dashes(number)} />
      )}
      {points.map(({ x, y, out }, n) => (
        <path
          key={n}
          d={out ? outPath(r) : markerPath(small ? 0 : number, r)}
          transform={`translate(${scale.x(x)} ${scale.y(y)})`}
          class={out ? "fill-error" : small ? "fill-none stroke-quiet" : pointColour(number)}
        />
      ))}
    </>
  );
}

/** The names of the series above the chart, shortened to the room that each has. */
function Legend({ series, left, width }: { series: readonly StripSeries[]; left: number; width: number }) {
  const named = series.filter(({ name }) => name !== undefined);
  if (named.length === 0) return null;
  const room = Math.min(110, width / named.length);
  return (
    <>
      {named.map(({ name = "" }, n) => (
        <g key={name} transform={`translate(${left + n * room + 6} 10)`}>
          <path d={markerPath(n, 4)} class={pointColour(n)} />
          <text x={9} y={4} class="chart-text">
            {short(name, Math.floor((room - 16) / letter))}
          </text>
        </g>
      ))}
    </>
  );
}
