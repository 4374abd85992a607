/** The words of a product's chart: measurements, points, limits, capability. */
import { z } from "zod";
import { Count, IntId, Time } from "../ids.ts";
import { Text } from "../text.ts";
import { largestValue } from "./alerts.ts";
import { Value } from "./product.ts";
import { ChartKind, RuleNumber } from "./words.ts";

/** When the earliest measurement can have been, in milliseconds since 1970: 1900. */
const earliest = Date.UTC(1900, 0);

/** How many measurements a list may have. */
export const largestList = 1000;

/** A number that a client chose: with room for as many after it as will ever come. */
const GivenNumber = IntId.max(1e15);

export const MeasurementInput = z.object({
  product: IntId,
  measurement_value: Value,
  sample_number: GivenNumber.nullish(),
  subgroup_number: GivenNumber.nullish(),
  /** In milliseconds since 1970 once it is read. */
  measured_at: z.iso
    .datetime({ offset: true })
    .transform((time) => Date.parse(time))
    .refine((at) => at >= earliest, "Nothing was measured so long ago.")
    .nullish(),
});
export type MeasurementInput = z.output<typeof MeasurementInput>;
export const MeasurementsInput = z.union([MeasurementInput, z.array(MeasurementInput).min(1).max(largestList)]);

export const Measurement = z.object({
  id: IntId,
  product_id: IntId,
  product_code: z.string(),
  measurement_value: z.number(),
  sample_number: IntId,
  subgroup_number: IntId,
  is_within_spec: z.boolean(),
  /** `null` until its subgroup is complete; then whether that is within the limits of both charts. */
  is_within_control: z.boolean().nullable(),
  measured_at: Time,
});
export type Measurement = z.infer<typeof Measurement>;

/** Measurements of one product that came in one call: the last ones, and how many there were in all. */
export const MeasurementBatch = z.object({
  product_id: IntId,
  product_code: z.string(),
  total: Count,
  measurements: z.array(Measurement).max(largestList),
});
export type MeasurementBatch = z.infer<typeof MeasurementBatch>;

/** A measurement with what the app's frame has no field for. */
export const MeasurementRecord = Measurement.extend({
  /** The user who measured it; `null` if that is not known. */
  measured_by: IntId.nullable(),
  note: z.string().nullable(),
});
export type MeasurementRecord = z.infer<typeof MeasurementRecord>;

export const MeasurementChange = z
  .object({ measurement_value: Value.optional(), note: Text(500).nullable().optional() })
  .refine((change) => Object.keys(change).length > 0, "Give a measurement_value, a note, or both.");
export type MeasurementChange = z.output<typeof MeasurementChange>;

/** What a measurement was before it was corrected or deleted. */
export const Correction = z.object({
  id: IntId,
  measurement_id: IntId,
  subgroup_number: IntId,
  sample_number: IntId,
  old_value: z.number(),
  old_note: z.string().nullable(),
  /** `null` if it was deleted. */
  new_value: z.number().nullable(),
  /** The user who did it; `null` if nobody was signed in. */
  corrected_by: IntId.nullable(),
  corrected_at: Time,
});
export type Correction = z.infer<typeof Correction>;

/** The three lines of one chart; `null` as long as there are none. */
const Lines = z.object({ center: z.number(), ucl: z.number(), lcl: z.number() });
const MaybeLines = z.object({ center: z.number().nullable(), ucl: z.number().nullable(), lcl: z.number().nullable() });
const Estimator = z.enum(["R-bar/d2", "S-bar/c4", "MR-bar/d2", "given"]);

/**
 * From which subgroups limits are to be computed: without one, from the first or to the last there is. Or the given
 * center and sigma of single values, if they are known.
 */
export const LimitsInput = z
  .object({
    from_subgroup: IntId.nullish(),
    to_subgroup: IntId.nullish(),
    center: Value.optional(),
    sigma: z.number().positive().max(largestValue).optional(),
  })
  .refine(({ center, sigma }) => (center === undefined) === (sigma === undefined), "Give center and sigma together.")
  .refine(
    ({ center, from_subgroup, to_subgroup }) => center === undefined || !(from_subgroup || to_subgroup),
    "Give subgroups, or center and sigma, not both.",
  );
export type LimitsInput = z.output<typeof LimitsInput>;

/** Control limits, frozen. */
export const LimitsVersion = Lines.extend({
  version: IntId,
  /** `null` for given values. */
  from_subgroup: IntId.nullable(),
  to_subgroup: IntId.nullable(),
  /** How many complete subgroups there are between them. */
  subgroups: Count,
  secondary: Lines,
  sigma_within: z.number(),
  estimator: Estimator,
  created_at: Time,
});
export type LimitsVersion = z.infer<typeof LimitsVersion>;

export const ChartPoint = z.object({
  subgroup_number: IntId,
  /** The single value or the mean. */
  value: z.number(),
  /** The moving range (`null` for the first), the range or the standard deviation. */
  secondary: z.number().nullable(),
  /** The chosen rules that this point completes, by the limits in force when it came. */
  violations: z.array(RuleNumber),
  is_within_control: z.boolean(),
  /** The version of the limits it was judged by; 0 for those computed from all data then. */
  limits_version: Count,
  measured_at: Time,
});
export type ChartPoint = z.infer<typeof ChartPoint>;

/** A chart that has grown: its lines as they are now, and the points that came last, oldest first. */
export const ChartGrown = MaybeLines.extend({
  product_id: IntId,
  secondary: MaybeLines,
  sigma_within: z.number().nullable(),
  estimator: Estimator,
  /** The version in force; `null` while the limits are computed from all data. */
  limits_version: IntId.nullable(),
  points: z.array(ChartPoint),
  /** How many points there are in all, these included. */
  points_total: Count,
  /** The subgroup that is being filled, with its values so far. */
  filling: z.object({ subgroup_number: IntId, values: z.array(z.number()) }).nullable(),
});
export type ChartGrown = z.infer<typeof ChartGrown>;

export const Chart = ChartGrown.extend({
  chart: ChartKind,
  spec: z.object({ lsl: z.number().nullable(), usl: z.number().nullable(), target: z.number().nullable() }),
});
export type Chart = z.infer<typeof Chart>;

export const Capability = z.object({
  id: IntId,
  product_id: IntId,
  product_code: z.string(),
  cp: z.number().nullable(),
  cpk: z.number().nullable(),
  pp: z.number().nullable(),
  ppk: z.number().nullable(),
  analyzed_at: Time,
});
export type Capability = z.infer<typeof Capability>;

/** Which subgroups to analyze; without one, the phase in force. */
export const CapabilityInput = z.object({
  from_subgroup: z.coerce.number().int().min(1).max(1e15).optional(),
  to_subgroup: z.coerce.number().int().min(1).max(1e15).optional(),
});
export type CapabilityInput = z.output<typeof CapabilityInput>;

const Interval = z.object({ lower: z.number(), upper: z.number() }).nullable();

/** A capability analysis with what it was computed from. Everything is of the complete subgroups of one range. */
export const CapabilityAnalysis = Capability.extend({
  /** How many single values. */
  count: Count,
  mean: z.number(),
  sigma_within: z.number().nullable(),
  sigma_overall: z.number().nullable(),
  estimator: Estimator,
  /** `limits_version`: the frozen limits in force; `null` if there are none or another range was asked for. */
  range: z.object({ from_subgroup: IntId, to_subgroup: IntId, limits_version: IntId.nullable() }),
  points: Count,
  /** Subgroups of the range with too few values: on no chart and not in the figures. The first 100. */
  short_subgroups: z.array(IntId),
  /** Whether the range has at least 25 points or 100 values. */
  is_sufficient: z.boolean(),
  /** Points beyond a limit, and patterns of the chosen rules, by the limits in force (else by those of the range). */
  signals: Count,
  /** How many signals a stable process of this length has by chance, on average. */
  expected_signals: z.number(),
  /** Whether chance explains the signals. If not, cp and cpk say nothing about the process to come. */
  is_stable: z.boolean(),
  /** Of 95 % confidence. */
  intervals: z.object({ cp: Interval, cpk: Interval, pp: Interval, ppk: Interval }),
  /** Expected values outside the specification, per million, by sigma within and overall. */
  expected_ppm: z.object({ within: z.number().nullable(), overall: z.number().nullable() }),
});
export type CapabilityAnalysis = z.infer<typeof CapabilityAnalysis>;
