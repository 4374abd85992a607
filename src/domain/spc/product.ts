/** Schemas of a product: its specification, its chart and its rules. */
import { z } from "zod";
import { Count, IntId, Time } from "../ids.ts";
import { Text } from "../text.ts";
import { maxValue } from "./alerts.ts";
import type { OptionName } from "./chart-options.ts";
import { chartTypes } from "./charts/index.ts";
import { defaultChart, defaultRules, maxSubgroupSize } from "./kinds.ts";
import { accessLevels } from "./permission.ts";
import { Simulation } from "./simulation.ts";
import { ChartKind, ChartOptions, RuleNumber } from "./words.ts";

/** A measured or specified value. Larger values would lose all precision in sums of squares. */
export const Value = z
  .number()
  .refine((value) => Math.abs(value) <= maxValue, `A value must be between -${maxValue} and ${maxValue}.`);

/** Numbers of rules, in order. */
export const Rules = z
  .array(RuleNumber)
  .max(8)
  .transform((rules) => [...new Set(rules)].sort((a, b) => a - b));
const SubgroupSize = z.number().int().min(1).max(maxSubgroupSize);
const Limit = Value.nullable();
/** The unit of the values, such as mm; it is shown and never converted. */
const Unit = Text(20).nullable();

/** A reason why a product's settings do not go together, and the path of the field. */
interface Misfit {
  readonly path: string[];
  readonly message: string;
}

interface Charted {
  readonly lsl: number | null;
  readonly usl: number | null;
  readonly target: number | null;
  readonly subgroup_size: number;
  readonly chart: ChartKind;
  readonly options: ChartOptions;
  readonly rules: readonly RuleNumber[];
}

/** Finds an inconsistent field of a product. */
const findInvalid = (product: Charted): Misfit | undefined => misfitOfSpec(product) ?? misfitOfChart(product);

function misfitOfSpec({ lsl, usl, target, chart }: Charted): Misfit | undefined {
  if (chartTypes[chart].counts && (lsl !== null || usl !== null || target !== null)) {
    return { path: ["lsl"], message: "A chart of counts has no specification limits." };
  }
  if (lsl !== null && usl !== null && lsl >= usl) return { path: ["lsl"], message: "lsl must be less than usl." };
  if (target !== null && (target < (lsl ?? target) || target > (usl ?? target))) {
    return { path: ["target"], message: "target must be within the specification." };
  }
  return undefined;
}

function misfitOfChart({ subgroup_size, chart, options, rules }: Charted): Misfit | undefined {
  const { sizes, rules: applicable, ...type } = chartTypes[chart];
  if (subgroup_size < sizes.min || subgroup_size > sizes.max) {
    return { path: ["chart"], message: `The chart ${chart} is for subgroups of ${sizes.min} to ${sizes.max}.` };
  }
  const { estimator, ...others } = options;
  if (estimator && !type.estimators(subgroup_size).includes(estimator)) {
    return { path: ["options", "estimator"], message: `The chart ${chart} has no estimator ${estimator}.` };
  }
  const option = (Object.keys(others) as OptionName[]).find((name) => !type.options.includes(name));
  if (option) return { path: ["options", option], message: `The chart ${chart} has no option ${option}.` };
  const rule = rules.find((rule) => !applicable.includes(rule));
  if (rule) return { path: ["rules"], message: `Rule ${rule} does not apply to the chart ${chart}.` };
  return undefined;
}

/** Returns those of the options and rules that a chart has. */
function fitting({
  chart,
  subgroup_size,
  options,
  rules,
}: Pick<Charted, "chart" | "subgroup_size" | "options" | "rules">) {
  const type = chartTypes[chart];
  const { estimator, ...others } = options;
  return {
    options: {
      ...Object.fromEntries(Object.entries(others).filter(([name]) => type.options.includes(name as OptionName))),
      ...(estimator && type.estimators(subgroup_size).includes(estimator) && { estimator }),
    } as ChartOptions,
    rules: rules.filter((rule) => type.rules.includes(rule)),
  };
}

/** The settings of a product. */
const Chosen = z
  .object({
    code: Text(40),
    name: Text(200),
    unit: Unit,
    lsl: Limit,
    usl: Limit,
    target: Limit,
    subgroup_size: SubgroupSize,
    chart: ChartKind,
    options: ChartOptions,
    rules: Rules,
  })
  .superRefine((product, context) => {
    const issue = findInvalid(product);
    if (issue) context.addIssue({ code: "custom", ...issue });
  });
export type ProductSettings = z.output<typeof Chosen>;

const givenFields = {
  code: Text(40),
  name: Text(200),
  unit: Unit.default(null),
  lsl: Limit.default(null),
  usl: Limit.default(null),
  target: Limit.default(null),
  subgroup_size: SubgroupSize.default(1),
  chart: ChartKind.optional(),
  options: ChartOptions.default({}),
  rules: Rules.optional(),
};
const Given = z.object(givenFields);

/** Adds the default chart, which depends on the subgroup size, and the rules that apply to it. */
function withDefaults<G extends z.output<typeof Given>>(given: G) {
  const chart = given.chart ?? defaultChart(given.subgroup_size);
  const { rules } = fitting({ ...given, chart, rules: defaultRules });
  return { ...given, chart, rules: given.rules ?? rules };
}

/** The settings of a new product. */
export const ProductInput = Given.transform(withDefaults).pipe(Chosen);

const inFolder = { folder_id: IntId.nullish() };
/** The input to create a product, in a folder or in none. */
export const NewProduct = z
  .object({ ...givenFields, ...inFolder })
  .transform(withDefaults)
  .pipe(Chosen.safeExtend(inFolder));
export type NewProduct = z.output<typeof NewProduct>;

/** A change of a product's settings. The subgroup size and the chart can change only before the first measurement. */
export const ProductChange = z.object({
  code: Text(40).optional(),
  name: Text(200).optional(),
  unit: Unit.optional(),
  lsl: Limit.optional(),
  usl: Limit.optional(),
  target: Limit.optional(),
  subgroup_size: SubgroupSize.optional(),
  chart: ChartKind.optional(),
  options: ChartOptions.optional(),
  rules: Rules.optional(),
});
export type ProductChange = z.output<typeof ProductChange>;

/** A change of the folder that a product is in (`null`: none), and whether it is archived. */
export const ProductMove = z.object({ folder_id: IntId.nullish(), archived: z.boolean().optional() });
export type ProductMove = z.output<typeof ProductMove>;

/** Applies a change to a product's settings and validates the result. */
export const applyChange = (product: ProductSettings, change: ProductChange): ReturnType<typeof Chosen.safeParse> => {
  const { subgroup_size = product.subgroup_size } = change;
  const { sizes } = chartTypes[product.chart];
  const isForAnySize = sizes.min === 1 && sizes.max > 1;
  const keepsChart = subgroup_size === product.subgroup_size || isForAnySize;
  const chart = change.chart ?? (keepsChart ? product.chart : defaultChart(subgroup_size));
  // Options and rules that the new chart does not have are dropped, unless this change names them.
  return Chosen.safeParse({ ...product, ...fitting({ ...product, subgroup_size, chart }), ...change, chart });
};

export const Product = z.object({
  id: IntId,
  code: z.string(),
  name: z.string(),
  /** The unit of the values, such as mm. */
  unit: z.string().nullable(),
  lsl: z.number().nullable(),
  usl: z.number().nullable(),
  target: z.number().nullable(),
  subgroup_size: z.number().int(),
  chart: ChartKind,
  /** The options of the chart that are not the default. */
  options: ChartOptions.optional(),
  rules: z.array(RuleNumber),
  /** The number of measurements. */
  measurements: Count,
  /** The number of unresolved alerts. */
  open_alerts: Count,
  /** The version of the control limits in force; `null` while they are computed from all data. */
  limits_version: IntId.nullable(),
  /** The teacher who created it; `null` if it belongs to every teacher. */
  owner: z.object({ id: IntId, name: z.string() }).nullable(),
  /** What the caller may do with it. */
  permission: z.enum(accessLevels),
  created_at: Time,
  /** The folder that it is in; `null` for none. */
  folder_id: IntId.nullable(),
  /** Whether it was put away: it can be read, and takes no values. */
  archived: z.boolean(),
  /** How its values are simulated; `null` if they are measured. */
  simulation: Simulation.nullable(),
});
export type Product = z.infer<typeof Product>;
