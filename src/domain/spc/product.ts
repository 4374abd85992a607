/** Schemas of a product: its specification, its chart and its rules. */
import { z } from "zod";
import { Count, IntId, Time } from "../ids.ts";
import { Text } from "../text.ts";
import { maxValue } from "./alerts.ts";
import { chartTypes } from "./charts/index.ts";
import { defaultChart, defaultRules, maxSubgroupSize } from "./kinds.ts";
import { accessLevels } from "./permission.ts";
import { ChartKind, RuleNumber } from "./words.ts";

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

/** Finds an inconsistent field of a product: its path and the reason. */
function findInvalid(product: {
  lsl: number | null;
  usl: number | null;
  target: number | null;
  subgroup_size: number;
  chart: ChartKind;
}): { path: string[]; message: string } | undefined {
  const { lsl, usl, target, subgroup_size, chart } = product;
  if (lsl === null && usl === null) return { path: ["lsl"], message: "Give lsl, usl or both." };
  if (lsl !== null && usl !== null && lsl >= usl) return { path: ["lsl"], message: "lsl must be less than usl." };
  if (target !== null && (target < (lsl ?? target) || target > (usl ?? target))) {
    return { path: ["target"], message: "target must be within the specification." };
  }
  const { sizes } = chartTypes[chart];
  if (subgroup_size < sizes.min || subgroup_size > sizes.max) {
    return { path: ["chart"], message: "Use i-mr for subgroups of 1, and another chart for larger subgroups." };
  }
  return undefined;
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
    rules: Rules,
  })
  .superRefine((product, context) => {
    const issue = findInvalid(product);
    if (issue) context.addIssue({ code: "custom", ...issue });
  });
export type ProductSettings = z.output<typeof Chosen>;

/** The input to create a product. The default chart depends on the subgroup size. */
export const ProductInput = z
  .object({
    code: Text(40),
    name: Text(200),
    unit: Unit.default(null),
    lsl: Limit.default(null),
    usl: Limit.default(null),
    target: Limit.default(null),
    subgroup_size: SubgroupSize.default(1),
    chart: ChartKind.optional(),
    rules: Rules.default([...defaultRules]),
  })
  .transform((given) => ({ ...given, chart: given.chart ?? defaultChart(given.subgroup_size) }))
  .pipe(Chosen);

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
  rules: Rules.optional(),
});
export type ProductChange = z.output<typeof ProductChange>;

/** A change of the folder that a product is in (`null`: none), and whether it is archived. */
export const ProductMove = z.object({ folder_id: IntId.nullish(), archived: z.boolean().optional() });
export type ProductMove = z.output<typeof ProductMove>;

/** Applies a change to a product's settings and validates the result. */
export const applyChange = (product: ProductSettings, change: ProductChange): ReturnType<typeof Chosen.safeParse> => {
  const { subgroup_size = product.subgroup_size } = change;
  const chart = change.chart ?? (subgroup_size === product.subgroup_size ? product.chart : defaultChart(subgroup_size));
  return Chosen.safeParse({ ...product, ...change, chart });
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
});
export type Product = z.infer<typeof Product>;
