/** What other rules, or another chart, would say: the points that they flag, beside those flagged at the time. */
import { useSignal } from "@preact/signals";
import type { ComponentProps } from "preact";
import type { QualityApi } from "../../../client/quality-api.ts";
import { chartTypes } from "../../../domain/spc/charts/index.ts";
import type { EvaluatedPoint, Evaluation } from "../../../domain/spc/evaluation.ts";
import { chartKinds } from "../../../domain/spc/kinds.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Loading, Problem } from "../../ui/notice.tsx";
import { Charts } from "../chart/charts.tsx";
import { ringStratum } from "../chart/strata-marks.ts";
import { texts as kindTexts } from "../kind/texts.ts";
import { RuleChoice } from "../rule-choice.tsx";
import { ruleNames } from "../rule-names.ts";
import { texts as qualityTexts } from "../texts.ts";
import { StratumMark } from "./stratum-mark.tsx";
import { texts } from "./texts.ts";
import { applicableRules, isPossible, type Trial } from "./trial.ts";
import { useLatest, versionOf } from "./use-latest.ts";

/** How many points can be evaluated. */
const windows = [100, 200, 500, 1000, 2000] as const;
/** The most differences that are listed. */
const maxListed = 100;

interface RulesProps {
  api: QualityApi;
  product: Product;
  charts: Pick<ComponentProps<typeof Charts>, "chart" | "control" | "onSelect">;
  /** Whether the caller may change the product's rules. */
  writes: boolean;
}

/** A point that was flagged at the time, for a rule or beyond a limit. */
const wasFlagged = ({ flagged }: EvaluatedPoint) => flagged.violations.length > 0 || !flagged.is_within_control;
const isFlagged = ({ violations, is_within_control }: EvaluatedPoint) => violations.length > 0 || !is_within_control;

export function OtherRules({ api, product, charts, writes }: RulesProps) {
  const words = texts.value;
  const trial = useSignal<Trial>({
    rules: product.rules,
    chart: product.chart,
    estimator: product.options?.estimator ?? null,
    limits: "product",
    last: windows[1],
  });
  const width = useSignal<number>(50);
  const tried = { ...trial.value, rules: applicableRules(trial.value) };
  const request = { ...tried, rules: [...tried.rules] };
  const { data, problem } = useLatest({
    key: JSON.stringify(request),
    version: versionOf(charts.chart),
    read: () => api.evaluate(product.id, request),
  });
  return (
    <>
      <TrialForm
        trial={tried}
        product={product}
        onTry={(change) => {
          trial.value = { ...trial.value, ...change };
        }}
      />
      {problem && <Problem says={problem} />}
      {!data && !problem && <Loading />}
      {data && data.points.length === 0 && <p class="text-quiet">{words.noPoints}</p>}
      {data && data.points.length > 0 && (
        <>
          <Summary evaluation={data} />
          <Charts
            name={product.name}
            unit={product.unit}
            chart={data}
            alerts={[]}
            control={charts.control}
            width={width.value}
            onWidth={(next) => {
              width.value = next;
            }}
            onSelect={charts.onSelect}
            strata={ringOfFlagged}
            isForPrint={false}
            note={data.points.some(wasFlagged) && <RingLegend />}
          />
          <Differences evaluation={data} onSelect={charts.onSelect} />
        </>
      )}
      {writes && <UseRules api={api} product={product} trial={tried} />}
    </>
  );
}

interface TrialProps {
  trial: Trial;
  product: Product;
  onTry: (change: Partial<Trial>) => void;
}

/** The choice of rules, chart, estimator, limits and points. */
function TrialForm({ trial, product, onTry }: TrialProps) {
  const words = texts.value;
  const { rules, chart, estimator, limits, last } = trial;
  const kinds = chartKinds.filter((kind) => isPossible(kind, product));
  const estimators = chartTypes[chart].estimators(product.subgroup_size);
  const usual = chart === product.chart ? (product.options?.estimator ?? null) : null;
  const hasOwnLimits = chart !== product.chart || estimator !== usual;
  return (
    <>
      <RuleChoice
        title={words.rulesToTry(rules.length)}
        rules={rules}
        applicable={chartTypes[chart].rules}
        onRules={(next) => onTry({ rules: next })}
      />
      <div class="flex flex-wrap items-center gap-x-5 gap-y-2">
        {kinds.length > 1 && (
          <Select
            label={words.chart}
            value={chart}
            options={kinds.map((kind) => [kind, qualityTexts.value.charts[kind]])}
            onChoose={(kind) => onTry({ chart: kind, estimator: null })}
          />
        )}
        {estimators.length > 0 && (
          <Select
            label={words.estimator}
            value={estimator ?? ""}
            options={[
              ["", kindTexts.value.usual],
              ...estimators.map((one) => [one, kindTexts.value.estimators[one]] as const),
            ]}
            onChoose={(chosen) => onTry({ estimator: estimators.find((one) => one === chosen) ?? null })}
          />
        )}
        <Select
          label={words.limits}
          value={hasOwnLimits ? "own" : limits}
          options={(["product", "own"] as const).map((of) => [of, words.limitsOf[of]])}
          disabled={hasOwnLimits}
          onChoose={(of) => onTry({ limits: of })}
        />
        <Select
          label={words.points}
          value={String(last)}
          options={windows.map((n) => [String(n), words.lastPoints(n)])}
          onChoose={(n) => onTry({ last: Number(n) })}
        />
      </div>
    </>
  );
}

const ringOfFlagged = (point: object): number | undefined =>
  "flagged" in point && wasFlagged(point as EvaluatedPoint) ? ringStratum : undefined;

const RingLegend = () => (
  <p class="flex items-center gap-2 text-base">
    <StratumMark stratum={ringStratum} />
    {texts.value.ringLegend}
  </p>
);

interface SelectProps<T extends string> {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  disabled?: boolean;
  onChoose: (value: T) => void;
}

const Select = <T extends string>({ label, value, options, disabled = false, onChoose }: SelectProps<T>) => (
  <label class="flex items-center gap-3 text-base font-semibold">
    {label}
    <select
      class="select w-auto"
      value={value}
      disabled={disabled}
      onChange={({ currentTarget }) => {
        const [chosen] = options.find(([option]) => option === currentTarget.value) ?? [];
        if (chosen !== undefined) onChoose(chosen);
      }}
    >
      {options.map(([option, name]) => (
        <option key={option} value={option}>
          {name}
        </option>
      ))}
    </select>
  </label>
);

function Summary({ evaluation: { points, limits } }: { evaluation: Evaluation }) {
  const words = texts.value;
  const [now, then] = [points.filter(isFlagged), points.filter(wasFlagged)];
  const both = now.filter(wasFlagged).length;
  return (
    <p class="rounded-field bg-base-200 px-4 py-2" role="status">
      <strong>{words.flaggedNow(now.length, points.length)}</strong> {words.flaggedThen(then.length, both)}{" "}
      <span class="text-quiet">{words.nothingStored[limits]}</span>
    </p>
  );
}

/** The points that are judged differently, newest first. */
function Differences({ evaluation, onSelect }: { evaluation: Evaluation; onSelect: (subgroup: number) => void }) {
  const words = texts.value;
  const different = evaluation.points.filter((point) => flagText(point) !== flagText(point.flagged)).toReversed();
  if (different.length === 0) return <p class="text-quiet">{words.noDifference}</p>;
  return (
    <table class="sheet-table text-base">
      <caption class="pb-1 text-left font-semibold">{words.differences(different.length)}</caption>
      <thead>
        <tr>
          <th scope="col">{words.subgroup}</th>
          <th scope="col">{words.atTheTime}</th>
          <th scope="col">{words.byTheseRules}</th>
        </tr>
      </thead>
      <tbody>
        {different.slice(0, maxListed).map((point) => (
          <tr key={point.subgroup_number}>
            <th scope="row">
              <button
                type="button"
                class="min-h-11 min-w-11 cursor-pointer text-left tabular-nums underline decoration-1 underline-offset-4"
                onClick={() => onSelect(point.subgroup_number)}
              >
                {point.subgroup_number}
              </button>
            </th>
            <td>{flagText(point.flagged) || "–"}</td>
            <td>{flagText(point) || "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The names of the violated rules; a point beyond a limit of the spread only has none of them. */
function flagText({ violations, is_within_control }: Pick<EvaluatedPoint, "violations" | "is_within_control">): string {
  const names = ruleNames(violations);
  const isSpread = !is_within_control && !violations.includes(1);
  return [...names, ...(isSpread ? [qualityTexts.value.control.out] : [])].join(", ");
}

/** The button that makes the chosen rules those of the product. */
function UseRules({ api, product, trial: { rules, chart } }: { api: QualityApi; product: Product; trial: Trial }) {
  const words = texts.value;
  const { busy, problem, attempt } = useAttempt();
  const isOtherChart = chart !== product.chart;
  const isSame = String(rules) === String(applicableRules(product));
  return (
    <div class="flex flex-wrap items-center gap-3">
      <button
        type="button"
        class="btn btn-primary"
        disabled={busy.value || isOtherChart || isSame}
        onClick={() => void attempt(() => api.changeProduct(product.id, { rules: [...rules] }))}
      >
        {words.useRules}
      </button>
      <p class="min-w-0 flex-1 basis-60 text-base text-quiet" role="status">
        {isOtherChart ? words.rulesOfOtherChart : isSame ? words.rulesInUse : words.useRulesHint}
      </p>
      {problem.value && <Problem says={problem.value} />}
    </div>
  );
}
