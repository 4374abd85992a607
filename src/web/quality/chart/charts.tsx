/** A product's two control charts (location and spread), one below the other, with navigation, legend and table. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { AlertRecord } from "../../../domain/spc/alert.ts";
import type { Chart, ChartPoint } from "../../../domain/spc/chart.ts";
import { Icon } from "../../ui/icon.tsx";
import type { ControlState } from "../control-state.tsx";
import { formatFixed } from "../digits.ts";
import { formatTime } from "../format-time.ts";
import { formatPlain } from "../numbers.ts";
import { ruleNames } from "../rule-names.ts";
import { texts as qualityTexts } from "../texts.ts";
import { Legend } from "./legend.tsx";
import type { OnBrush } from "./listen-for-brush.ts";
import { edgesOf, locationModel, type Mark, type PlotModel, spreadModel, visiblePoints } from "./model.ts";
import { PanBar } from "./pan-bar.tsx";
import { Plot } from "./plot.tsx";
import type { NameOf } from "./points.ts";
import { ProjectorChart } from "./projector-chart.tsx";
import { type ChartNotes, useShownCharts } from "./shown-charts.ts";
import { ChartTable } from "./table.tsx";
import { texts } from "./texts.ts";
import { type ChartTitles, titlesOf } from "./titles.ts";
import { type Picking, useBrush, useSelect } from "./use-brush.ts";
import type { History } from "./use-history.ts";
import { usePan } from "./use-pan.ts";
import { type FormerLimits, formerLimitsOf, violationTexts } from "./violation-texts.ts";

interface ChartsProps {
  /** The product's name, shown in full screen. */
  name: string;
  /** The unit of the values, shown with the names of the charts. */
  unit: string | null;
  chart: Chart;
  /** The product's alerts: they name the limits by which points were judged. */
  alerts: readonly AlertRecord[];
  control: ControlState;
  /** How many points are visible at a time. */
  width: number;
  onWidth: (width: number) => void;
  /** Called with the subgroup of a point that is pressed. */
  onSelect: (subgroup: number) => void;
  /** The stratum of a point, which is drawn as its mark. */
  strata?: ((point: ChartPoint) => number | undefined) | undefined;
  /** Shown above the charts, also in full screen, such as the legend of the strata. */
  note?: ComponentChildren;
  /** What a print or a picture says in place of `note`. */
  notes?: ChartNotes | undefined;
  /** Whether these are the charts of a print or a picture of the page (default: true). */
  isForPrint?: boolean;
  /** The whole history of `chart`; without it, only the points that it has are shown. */
  history?: History | undefined;
  /** If given, points are chosen instead of opened. */
  picking?: Picking | undefined;
}

export function Charts(props: ChartsProps) {
  const { name, unit, alerts, control, width, onWidth, onSelect, strata, note, isForPrint = true, picking } = props;
  const pan = usePan(props.chart, props.history, width);
  const { chart, end } = pan;
  const titles = titlesOf(chart, unit);
  const hoveredIndex = useSignal<number | undefined>(undefined);
  const fullScreen = useSignal(false);
  const view = { width, end, picked: picking?.picked, isPast: pan.isPast };
  const seen = [chart, width, end, picking?.picked, pan.isPast];
  const location = useMemo(() => locationModel(chart, view), seen);
  const spread = useMemo(() => spreadModel(chart, view), seen);
  const points = visiblePoints(chart, view);
  const strataAt = useMemo(() => strata && visiblePoints(chart, view).map(strata), [chart, width, end, strata]);
  const limits = useMemo(() => formerLimitsOf(alerts), [alerts]);
  const select = useSelect(picking, onSelect);
  const onBrush = useBrush(picking, points);
  const nameOf = (mark: Mark) => markName(mark, { chart, point: points[mark.index], limits });
  useShownCharts(
    isForPrint ? { chart, notes: props.notes, titles, location, spread, nameOf, strata: strataAt } : undefined,
  );
  const hovered = hoveredIndex.value === undefined ? undefined : points[hoveredIndex.value];
  return (
    <div class="charts">
      {note}
      <PlotPair
        strata={strataAt}
        titles={titles}
        location={location}
        spread={spread}
        nameOf={nameOf}
        point={hovered && pointText(hovered, { chart, limits, digits: location.digits, spreadDigits: spread.digits })}
        onFullScreen={() => {
          fullScreen.value = true;
        }}
        onPoint={(index) => {
          hoveredIndex.value = index;
        }}
        onPress={(index) => {
          const point = points[index];
          if (point) select(point.subgroup_number);
        }}
        onPan={pan.panBy}
        onBrush={onBrush}
      />
      {fullScreen.value && (
        <ProjectorChart
          name={name}
          unit={unit}
          titles={titles}
          chart={chart}
          control={control}
          location={location}
          spread={spread}
          nameOf={nameOf}
          strata={strataAt}
          note={note}
          onClose={() => {
            fullScreen.value = false;
          }}
        />
      )}
      <PanBar pan={pan} history={props.history} points={points} width={width} onWidth={onWidth} />
      <Legend
        marks={[...location.marks, ...spread.marks]}
        excluded={location.excluded.size > 0}
        base={location.base.length > 0}
      />
      <ChartTable
        chart={chart}
        points={points}
        limits={limits}
        digits={location.digits}
        spreadDigits={spread.digits}
        picked={picking?.picked}
        onSelect={select}
      />
    </div>
  );
}

/** The label of a mark: its first rule, and how many more there are. */
function markName(
  { kind, rules }: Mark,
  { chart, point, limits }: { chart: Chart; point: ChartPoint | undefined; limits: FormerLimits },
): string {
  const names = kind === "former" && point ? violationTexts(chart, point, limits) : ruleNames(rules);
  const [first = qualityTexts.value.rules[1][0], ...rest] = names;
  return rest.length ? `${first} +${rest.length}` : first;
}

interface PairProps {
  strata: readonly (number | undefined)[] | undefined;
  titles: ChartTitles;
  location: PlotModel;
  spread: PlotModel;
  nameOf: NameOf;
  /** The text of the point under the pointer. */
  point: string | undefined;
  onFullScreen: () => void;
  onPoint: (index: number | undefined) => void;
  onPress: (index: number) => void;
  onPan: (points: number) => void;
  onBrush: OnBrush | undefined;
}

/** Both plots with their titles. */
function PlotPair({ titles, location, spread, nameOf, point, strata, onFullScreen, ...listeners }: PairProps) {
  const words = texts.value;
  const shared = { strata, words: qualityTexts.value.plot, edges: edgesOf([location, spread]), ...listeners };
  return (
    <>
      <ChartHeader title={titles.location} point={point} onFullScreen={onFullScreen} />
      <Plot
        class="plot-large"
        model={location}
        nameOf={nameOf}
        label={words.chartLabel(titles.location, location.values.length, location.marks.length)}
        {...shared}
      />
      {titles.spread !== undefined && (
        <>
          <h2 class="text-xl font-bold tracking-tight">{titles.spread}</h2>
          <Plot
            class="plot-small"
            model={spread}
            nameOf={() => titles.out}
            label={words.chartLabel(titles.spread, spread.values.length, spread.marks.length)}
            {...shared}
          />
        </>
      )}
    </>
  );
}

interface HeaderProps {
  title: string;
  /** The text of the point under the pointer. */
  point: string | undefined;
  onFullScreen: () => void;
}

const ChartHeader = ({ title, point, onFullScreen }: HeaderProps) => (
  <div class="flex items-center gap-x-4">
    <h2 class="shrink-0 text-xl font-bold tracking-tight">{title}</h2>
    <p class="min-w-0 flex-1 truncate text-base text-quiet tabular-nums" aria-hidden="true">
      {point}
    </p>
    <button type="button" class="btn btn-ghost shrink-0 px-3" onClick={onFullScreen}>
      <Icon name="expand" />
      {texts.value.large}
    </button>
  </div>
);

/** A point in words: subgroup, value, spread, time and violated rules. */
interface PointTextOptions {
  readonly chart: Chart;
  readonly limits: FormerLimits;
  readonly digits: number;
  readonly spreadDigits: number;
}

function pointText(point: ChartPoint, { chart, limits, digits, spreadDigits }: PointTextOptions): string {
  const { subgroup_number, value, secondary, size, measured, measured_at, violations, excluded, cause } = point;
  const parts = [qualityTexts.value.subgroupOf(subgroup_number), formatFixed(value, digits)];
  if (secondary !== null) parts.push(`${texts.value.spreadShort[chart.chart]} ${formatFixed(secondary, spreadDigits)}`);
  if (measured !== undefined) parts.push(texts.value.ownValueOf(formatPlain(measured)));
  if (size !== undefined) parts.push(`n = ${formatPlain(size)}`);
  parts.push(formatTime(measured_at));
  if (excluded) parts.push(texts.value.excludedFor(cause));
  else if (violations.length > 0) parts.push(violationTexts(chart, point, limits).join(", "));
  return parts.join(" · ");
}
