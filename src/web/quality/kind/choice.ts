/** What a form knows of a chart while it is chosen, and the settings that result. */
import {
  type ChartOptions,
  defaultOptions,
  type EstimatorChoice,
  fixedOptions,
  type OptionName,
} from "../../../domain/spc/chart-options.ts";
import { chartTypes } from "../../../domain/spc/charts/index.ts";
import { type ChartKind, chartKinds, defaultChart } from "../../../domain/spc/kinds.ts";
import { formatPlain, parseNumber } from "../numbers.ts";

/** What is measured or counted. */
export const measureGroups = ["measured", "items", "defects"] as const;
export type MeasureGroup = (typeof measureGroups)[number];

/** The options that are typed as numbers. */
export const numberOptions = ["sample_size", "lambda", "width", "k", "h"] as const;
export type NumberOption = (typeof numberOptions)[number];

/** The options that are switched on. */
export const switchOptions = ["unequal", "laney", "headstart"] as const;
export type SwitchOption = (typeof switchOptions)[number];

/** A choice while it is edited; numbers as they are typed. */
export interface ChartDraft {
  readonly size: number;
  /** The chart that the user chose; `null` for the default of the size. */
  readonly kind: ChartKind | null;
  readonly numbers: Readonly<Partial<Record<NumberOption, string>>>;
  readonly switches: Readonly<Partial<Record<SwitchOption, boolean>>>;
  readonly estimator: EstimatorChoice | null;
}

export function toChartDraft(product?: {
  readonly subgroup_size: number;
  readonly chart: ChartKind;
  readonly options?: ChartOptions | undefined;
}): ChartDraft {
  const { subgroup_size = 1, chart = null, options = {} } = product ?? {};
  const typed = numberOptions.flatMap((name) => {
    const value = options[name];
    return value === undefined ? [] : [[name, formatPlain(value)] as const];
  });
  return {
    size: subgroup_size,
    kind: chart,
    numbers: Object.fromEntries(typed),
    switches: Object.fromEntries(switchOptions.map((name) => [name, options[name] === true])),
    estimator: options.estimator ?? null,
  };
}

const fits = (kind: ChartKind, size: number): boolean =>
  size >= chartTypes[kind].sizes.min && size <= chartTypes[kind].sizes.max;

export const groupOf = (kind: ChartKind): MeasureGroup => chartTypes[kind].counts?.counted ?? "measured";

/** The chart that results: the chosen one, if it is for this subgroup size. */
export const kindOf = ({ kind, size }: Pick<ChartDraft, "kind" | "size">): ChartKind =>
  kind && fits(kind, size) ? kind : defaultChart(size);

/** The charts of a group for a subgroup size. */
export const kindsFor = (group: MeasureGroup, size: number): ChartKind[] =>
  chartKinds.filter((kind) => groupOf(kind) === group && fits(kind, group === "measured" ? size : 1));

/** The options that can be changed: all of the chart's, or once there are values those that change no point. */
export function changeable(draft: ChartDraft, hasValues: boolean): ReadonlySet<OptionName> {
  const type = chartTypes[kindOf(draft)];
  const all: OptionName[] = [
    ...type.options,
    ...(type.estimators(draft.size).length > 0 ? (["estimator"] as const) : []),
  ];
  return new Set(all.filter((name) => !hasValues || !fixedOptions.includes(name)));
}

/** The options that the form means; `invalid` names a number that is none. */
export function optionsOf(draft: ChartDraft): { options: ChartOptions; invalid: NumberOption | undefined } {
  const type = chartTypes[kindOf(draft)];
  const typed = numberOptions
    .filter((name) => type.options.includes(name))
    .map((name) => [name, draft.numbers[name]?.trim() ?? ""] as const)
    .filter(([, text]) => text !== "");
  const on = switchOptions.filter((name) => type.options.includes(name) && draft.switches[name]);
  const { estimator } = draft;
  return {
    options: {
      ...Object.fromEntries(typed.map(([name, text]) => [name, parseNumber(text)])),
      ...Object.fromEntries(on.map((name) => [name, true])),
      ...(estimator && type.estimators(draft.size).includes(estimator) && { estimator }),
    },
    invalid: typed.find(([, text]) => parseNumber(text) === undefined)?.[0],
  };
}

/** What a number is if it is not entered. */
export const placeholderOf = (name: NumberOption): string =>
  name === "sample_size" ? "" : formatPlain(defaultOptions[name]);
