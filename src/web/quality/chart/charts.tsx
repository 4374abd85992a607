/** The pair of charts of a product, one below the other, and what part of them is in sight. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Chart } from "../../../domain/spc/chart.ts";
import { Icon } from "../../ui/icon.tsx";
import { fixed } from "../digits.ts";
import { moment } from "../moment.ts";
import { ruleNames } from "../rule-names.ts";
import { texts as qualityTexts } from "../texts.ts";
import { edgesOf, inSight, locationModel, type Mark, spreadModel } from "./model.ts";
import { PanBar } from "./pan-bar.tsx";
import { Plot } from "./plot.tsx";
import { ProjectorChart } from "./projector-chart.tsx";
import { ChartTable } from "./table.tsx";
import { texts } from "./texts.ts";

interface ChartsProps {
  /** What is measured, for who sees the charts alone. */
  name: string;
  chart: Chart;
  /** How many points are to be in sight. */
  width: number;
  onWidth: (width: number) => void;
}

/** Both charts with what part of them is in sight, what their shapes mean, and their table. */
export function Charts({ name, chart, width, onWidth }: ChartsProps) {
  const words = texts.value;
  // From which subgroup on is looked at; `undefined`: the newest, as they come.
  const held = useSignal<number | undefined>(undefined);
  const pointed = useSignal<number | undefined>(undefined);
  const wall = useSignal(false);
  const count = chart.points.length;
  const end = endOf(chart, held.value, width);
  const view = { width, end };
  const location = useMemo(() => locationModel(chart, view), [chart, width, end]);
  const spread = useMemo(() => spreadModel(chart, view), [chart, width, end]);
  const points = inSight(chart, view);
  const moveTo = (to: number) => {
    const next = Math.max(Math.min(width, count), Math.min(count, to));
    held.value = next >= count ? undefined : chart.points[next - 1]?.subgroup_number;
  };
  const nameOf = (mark: Mark): string => {
    const [first = qualityTexts.value.rules[1][0], ...rest] = ruleNames(mark.rules);
    return rest.length ? `${first} +${rest.length}` : first;
  };
  const under = pointed.value === undefined ? undefined : points[pointed.value];
  const edges = edgesOf([location, spread]);
  const panned = (by: number) => moveTo(end - by);
  return (
    <div class="charts">
      <div class="flex items-center gap-x-4">
        <h2 class="shrink-0 text-xl font-bold tracking-tight">{words.location[chart.chart]}</h2>
        <p class="min-w-0 flex-1 truncate text-base text-quiet tabular-nums" aria-hidden="true">
          {under &&
            `${qualityTexts.value.subgroupOf(under.subgroup_number)} · ${fixed(under.value, location.digits)}${
              under.secondary === null
                ? ""
                : ` · ${words.spreadShort[chart.chart]} ${fixed(under.secondary, spread.digits)}`
            } · ${moment(under.measured_at)}${under.violations.length ? ` · ${ruleNames(under.violations).join(", ")}` : ""}`}
        </p>
        <button
          type="button"
          class="btn btn-ghost shrink-0 px-3"
          onClick={() => {
            wall.value = true;
          }}
        >
          <Icon name="expand" />
          {words.large}
        </button>
      </div>
      <Plot
        class="plot-large"
        model={location}
        words={qualityTexts.value.plot}
        edges={edges}
        nameOf={nameOf}
        label={words.chartLabel(words.location[chart.chart], points.length, location.marks.length)}
        onPoint={(index) => {
          pointed.value = index;
        }}
        onPan={panned}
      />
      <h2 class="text-xl font-bold tracking-tight">{words.spread[chart.chart]}</h2>
      <Plot
        class="plot-small"
        model={spread}
        words={qualityTexts.value.plot}
        edges={edges}
        nameOf={() => words.spreadOut}
        label={words.chartLabel(words.spread[chart.chart], points.length, spread.marks.length)}
        onPoint={(index) => {
          pointed.value = index;
        }}
        onPan={panned}
      />
      {wall.value && (
        <ProjectorChart
          name={name}
          chart={chart}
          location={location}
          spread={spread}
          nameOf={nameOf}
          onClose={() => {
            wall.value = false;
          }}
        />
      )}
      <PanBar count={count} total={chart.points_total} width={width} end={end} onEnd={moveTo} onWidth={onWidth} />
      <Legend marks={[...location.marks, ...spread.marks]} />
      <ChartTable chart={chart} points={points} digits={location.digits} spreadDigits={spread.digits} />
    </div>
  );
}

/** The index after the last point in sight; a held place stays at its subgroup while others come. */
function endOf(chart: Chart, held: number | undefined, width: number): number {
  const count = chart.points.length;
  if (held === undefined) return count;
  const at = chart.points.findLastIndex(({ subgroup_number }) => subgroup_number <= held);
  return Math.max(Math.min(width, count), at + 1);
}

/** What the shapes in sight mean. */
function Legend({ marks }: { marks: readonly Mark[] }) {
  const words = qualityTexts.value;
  const rules = [...new Set(marks.flatMap(({ rules }) => rules))].sort((a, b) => a - b).filter((rule) => rule !== 1);
  const beyond = marks.some(({ kind }) => kind === "limit");
  if (!beyond && rules.length === 0) return null;
  return (
    <ul class="flex flex-wrap gap-x-6 gap-y-1 text-base">
      {beyond && (
        <li class="flex items-center gap-2">
          <svg viewBox="0 0 20 20" class="size-4 shrink-0" aria-hidden="true">
            <path d="M10 1l9 9-9 9-9-9z" class="fill-error" />
          </svg>
          {words.rules[1][1]}
        </li>
      )}
      {rules.map((rule) => (
        <li key={rule} class="flex items-center gap-2">
          <svg viewBox="0 0 20 20" class="size-4 shrink-0" aria-hidden="true">
            <rect x="2" y="2" width="16" height="16" class="fill-behind" />
          </svg>
          {words.rules[rule][1]}
        </li>
      ))}
    </ul>
  );
}
