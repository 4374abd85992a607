/** The words of a product: what is measured, to which specification, on which chart. */
import { z } from "zod";
import { Count, IntId, Time } from "../ids.ts";
import { Text } from "../text.ts";
import { largestValue } from "./alerts.ts";
import { defaultChart, defaultRules, largestSubgroup } from "./kinds.ts";
import { accessLevels } from "./permission.ts";
import { ChartKind, RuleNumber } from "./words.ts";

/** A value as it may be measured or specified. The bound is far beyond anything real; past it sums of squares lose it all. */
export const Value = z
  .number()
  .refine((value) => Math.abs(value) <= largestValue, `A value lies between -${largestValue} and ${largestValue}.`);

const Rules = z
  .array(RuleNumber)
  .max(8)
  .transform((rules) => [...new Set(rules)].sort((a, b) => a - b));
const SubgroupSize = z.number().int().min(1).max(largestSubgroup);
const Limit = Value.nullable();

/** What makes no sense in a product, if anything: the field and why. */
function misfitOf(product: {
  lsl: number | null;
  usl: number | null;
  target: number | null;
  subgroup_size: number;
  chart: ChartKind;
}): { path: string[]; message: string } | undefined {
  const { lsl, usl, target, subgroup_size, chart } = product;
  if (lsl === null && usl === null) return { path: ["lsl"], message: "One of lsl and usl at least is needed." };
  if (lsl !== null && usl !== null && lsl >= usl) return { path: ["lsl"], message: "lsl lies below usl." };
  if (target !== null && (target < (lsl ?? target) || target > (usl ?? target))) {
    return { path: ["target"], message: "target lies within the specification." };
  }
  if ((chart === "i-mr") !== (subgroup_size === 1)) {
    return { path: ["chart"], message: "i-mr is for subgroups of 1, the others are for larger ones." };
  }
  return undefined;
}

/** What is chosen of a product. */
const Chosen = z
  .object({
    code: Text(40),
    name: Text(200),
    lsl: Limit,
    usl: Limit,
    target: Limit,
    subgroup_size: SubgroupSize,
    chart: ChartKind,
    rules: Rules,
  })
  .superRefine((product, context) => {
    const misfit = misfitOf(product);
    if (misfit) context.addIssue({ code: "custom", ...misfit });
  });
export type ProductSettings = z.output<typeof Chosen>;

/** What a product is made from; its chart follows from its subgroups where none is chosen. */
export const ProductInput = z
  .object({
    code: Text(40),
    name: Text(200),
    lsl: Limit.default(null),
    usl: Limit.default(null),
    target: Limit.default(null),
    subgroup_size: SubgroupSize.default(1),
    chart: ChartKind.optional(),
    rules: Rules.default([...defaultRules]),
  })
  .transform((given) => ({ ...given, chart: given.chart ?? defaultChart(given.subgroup_size) }))
  .pipe(Chosen);

/** What may be changed of a product: its subgroups and its chart only as long as nothing is measured. */
export const ProductChange = z.object({
  code: Text(40).optional(),
  name: Text(200).optional(),
  lsl: Limit.optional(),
  usl: Limit.optional(),
  target: Limit.optional(),
  subgroup_size: SubgroupSize.optional(),
  chart: ChartKind.optional(),
  rules: Rules.optional(),
});
export type ProductChange = z.output<typeof ProductChange>;

/** A product as it would be with a change; what makes no sense is an issue. */
export const changed = (product: ProductSettings, change: ProductChange): ReturnType<typeof Chosen.safeParse> => {
  const { subgroup_size = product.subgroup_size } = change;
  const chart = change.chart ?? (subgroup_size === product.subgroup_size ? product.chart : defaultChart(subgroup_size));
  return Chosen.safeParse({ ...product, ...change, chart });
};

export const Product = z.object({
  id: IntId,
  code: z.string(),
  name: z.string(),
  lsl: z.number().nullable(),
  usl: z.number().nullable(),
  target: z.number().nullable(),
  subgroup_size: z.number().int(),
  chart: ChartKind,
  rules: z.array(RuleNumber),
  /** How many measurements there are. */
  measurements: Count,
  /** How many alerts are not resolved. */
  open_alerts: Count,
  /** The version of the control limits in force; `null` while they are computed from all data. */
  limits_version: IntId.nullable(),
  /** The teacher who made it; `null` if it belongs to every teacher. */
  owner: z.object({ id: IntId, name: z.string() }).nullable(),
  /** What the caller may do with it. */
  permission: z.enum(accessLevels),
  created_at: Time,
});
export type Product = z.infer<typeof Product>;
