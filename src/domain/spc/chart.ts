/** Schemas of a product's chart: measurements, points, limits, capability. */
import { z } from "zod";
import { Count, IntId, Time } from "../ids.ts";
import { Text } from "../text.ts";
import { estimatorNames } from "./control-limits.ts";
import { maxBaseSubgroups } from "./kinds.ts";
import { Value } from "./product.ts";
import { Tags } from "./tags.ts";
import { ChartKind, ChartOptions, RuleNumber, SampleSize } from "./words.ts";

/** The earliest time of a measurement, the year 1900, in milliseconds since 1970. */
const minMeasuredAt = Date.UTC(1900, 0);

/** The maximum number of measurements in a list. */
export const maxMeasurements = 1000;

/** A sample or subgroup number chosen by a client. The bound leaves room for all later numbers. */
const ClientNumber = IntId.max(1e15);

export const MeasurementInput = z.object({
  product: IntId,
  measurement_value: Value,
  sample_number: ClientNumber.nullish(),
  subgroup_number: ClientNumber.nullish(),
  /** Parsed to milliseconds since 1970. */
  measured_at: z.iso
    .datetime({ offset: true })
    .transform((time) => Date.parse(time))
    .refine((at) => at >= minMeasuredAt, "A measurement cannot be from before 1900.")
    .nullish(),
  /** How many items were inspected, or the area of opportunity; for charts of counts. */
  sample_size: SampleSize.nullish(),
  /** Such as operator, shift, machine and lot. */
  tags: Tags.optional(),
});
export type MeasurementInput = z.output<typeof MeasurementInput>;
export const MeasurementsInput = z.union([MeasurementInput, z.array(MeasurementInput).min(1).max(maxMeasurements)]);

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

/** Measurements of one product from one call: the last ones, and the total number. */
export const MeasurementBatch = z.object({
  product_id: IntId,
  product_code: z.string(),
  total: Count,
  measurements: z.array(Measurement).max(maxMeasurements),
});
export type MeasurementBatch = z.infer<typeof MeasurementBatch>;

const TagsRecord = z.record(z.string(), z.string());

/** A measurement with the fields that the apps' frame does not have. */
export const MeasurementRecord = Measurement.extend({
  /** The user who measured it; `null` if unknown. */
  measured_by: IntId.nullable(),
  note: z.string().nullable(),
  /** The sample size of a count; absent for a measured value. */
  sample_size: z.number().optional(),
  tags: TagsRecord,
});
export type MeasurementRecord = z.infer<typeof MeasurementRecord>;

export const MeasurementChange = z
  .object({
    measurement_value: Value.optional(),
    sample_size: SampleSize.optional(),
    note: Text(500).nullable().optional(),
    /** All of its tags: those that are not given are removed. */
    tags: Tags.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "Give a measurement_value, a sample_size, a note or tags.");
export type MeasurementChange = z.output<typeof MeasurementChange>;

/** An entry of the history: a measurement before it was corrected or deleted. */
export const Correction = z.object({
  id: IntId,
  measurement_id: IntId,
  subgroup_number: IntId,
  sample_number: IntId,
  old_value: z.number(),
  old_note: z.string().nullable(),
  /** `null` if it was deleted. */
  new_value: z.number().nullable(),
  /** The sample size of a count before and after; `null` for a measured value, or if it was deleted. */
  old_size: z.number().nullable(),
  new_size: z.number().nullable(),
  old_tags: TagsRecord,
  /** `null` if it was deleted. */
  new_tags: TagsRecord.nullable(),
  /** The user who did it; `null` if nobody was signed in. */
  corrected_by: IntId.nullable(),
  corrected_at: Time,
});
export type Correction = z.infer<typeof Correction>;

/** The three lines of one chart. */
const Lines = z.object({ center: z.number(), ucl: z.number(), lcl: z.number() });
const MaybeLines = z.object({ center: z.number().nullable(), ucl: z.number().nullable(), lcl: z.number().nullable() });
const Estimator = z.enum(estimatorNames);
/** What the lines of some charts depend on besides. */
const LineDetails = {
  /** The average sample size, for which the lines are, if each point has lines for its own. */
  size: z.number().optional(),
  /** The variation between points relative to that within them, if the limits include it. */
  sigma_z: z.number().optional(),
  /** CUSUM: the value from which deviations are summed up, and how much of each is allowed. */
  target: z.number().optional(),
  allowance: z.number().optional(),
};

/** Control limits with their base. */
const LimitsOfBase = Lines.extend({
  /** `null` for given values. */
  from_subgroup: IntId.nullable(),
  to_subgroup: IntId.nullable(),
  /** The numbers of the subgroups if single ones were chosen; `null` for all of the range. */
  base: z.array(IntId).max(maxBaseSubgroups).nullable(),
  /** The number of complete subgroups in the base. */
  subgroups: Count,
  secondary: MaybeLines,
  sigma_within: z.number(),
  estimator: Estimator,
  ...LineDetails,
});

/** Frozen control limits: the limits of one phase. */
export const LimitsVersion = LimitsOfBase.extend({
  version: IntId,
  /** What people call the phase. */
  name: z.string().nullable(),
  /** The phase begins after this subgroup; earlier versions end there. */
  starts_after: Count,
  /** The last subgroup before the limits were unfrozen; `null` if they were not. */
  ended_after: Count.nullable(),
  created_at: Time,
});
export type LimitsVersion = z.infer<typeof LimitsVersion>;

/** Control limits that are not frozen yet. */
export const LimitsPreview = LimitsOfBase.extend({
  /** The first 100 subgroups of the base that are beyond them; for given values, of all subgroups. */
  beyond: z.array(IntId).max(100),
});
export type LimitsPreview = z.infer<typeof LimitsPreview>;

export const ChartPoint = z.object({
  subgroup_number: IntId,
  /** What the first chart draws: the single value, the mean, the count, the rate, the moving average or the sum. */
  value: z.number(),
  /** What the second chart draws: the moving range (`null` for the first), the range, the standard deviation or the sum. */
  secondary: z.number().nullable(),
  /** The number of its values or items, or its area, if that varies. */
  size: z.number().optional(),
  /** Its own value, if the chart draws a statistic that depends on the points before it. */
  measured: z.number().optional(),
  /** That statistic: how many points it includes, its value, and for sums also the one downwards. */
  track: z.object({ n: Count, value: z.number(), low: z.number().optional() }).optional(),
  /** The chosen rules that this point violates, by the limits in force when it was added. */
  violations: z.array(RuleNumber),
  is_within_control: z.boolean(),
  /** The version of the limits it was judged by; 0 for limits computed from all data at that time. */
  limits_version: Count,
  measured_at: Time,
  /** Whether limits, rules and capability are computed without it. Its `violations` stay as they were. */
  excluded: z.boolean(),
  /** The assigned cause, if somebody named one. */
  cause: z.string().nullable(),
  /** The tags that all of its measurements have in common; absent if there are none. */
  tags: z.record(z.string(), z.string()).optional(),
});
export type ChartPoint = z.infer<typeof ChartPoint>;

/** An update of a chart: its current lines, and the newest points, oldest first. */
export const ChartGrown = MaybeLines.extend({
  product_id: IntId,
  secondary: MaybeLines,
  sigma_within: z.number().nullable(),
  estimator: Estimator,
  ...LineDetails,
  /** The version in force; `null` while the limits are computed from all data. */
  limits_version: IntId.nullable(),
  points: z.array(ChartPoint),
  /** The total number of points, including these. */
  points_total: Count,
  /** The incomplete subgroup, with its values so far. */
  filling: z.object({ subgroup_number: IntId, values: z.array(z.number()) }).nullable(),
});
export type ChartGrown = z.infer<typeof ChartGrown>;

export const Chart = ChartGrown.extend({
  chart: ChartKind,
  subgroup_size: z.number().int().optional(),
  options: ChartOptions.optional(),
  spec: z.object({ lsl: z.number().nullable(), usl: z.number().nullable(), target: z.number().nullable() }),
  /** The newest 50 versions of the limits, newest first: each begins a phase with lines of its own. */
  versions: z.array(LimitsVersion).max(50).optional(),
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

/** The subgroups to analyze (default: the phase in force): a range, or the phase of a version of the limits. */
export const CapabilityInput = z
  .object({
    from_subgroup: z.coerce.number().int().min(1).max(1e15).optional(),
    to_subgroup: z.coerce.number().int().min(1).max(1e15).optional(),
    version: z.coerce.number().int().min(1).max(1e15).optional(),
  })
  .refine(
    ({ version, from_subgroup, to_subgroup }) => version === undefined || !(from_subgroup || to_subgroup),
    "Give a range of subgroups or a version, not both.",
  );
export type CapabilityInput = z.output<typeof CapabilityInput>;

const Interval = z.object({ lower: z.number(), upper: z.number() }).nullable();

/** A capability analysis with its inputs. Every figure is about the complete subgroups of one range. */
export const CapabilityAnalysis = Capability.extend({
  /** The number of single values. */
  count: Count,
  mean: z.number(),
  sigma_within: z.number().nullable(),
  sigma_overall: z.number().nullable(),
  estimator: Estimator,
  /** `limits_version`: the frozen limits of the phase; `null` if it has none or a range was requested. */
  range: z.object({ from_subgroup: IntId, to_subgroup: IntId, limits_version: IntId.nullable() }),
  points: Count,
  /** The first 100 subgroups of the range with too few values: they are on no chart and not in the figures. */
  short_subgroups: z.array(IntId),
  /** Whether the range has at least 25 points or 100 values. */
  is_sufficient: z.boolean(),
  /** Points beyond a limit, and patterns of the chosen rules, by the limits in force (or those of the range). */
  signals: Count,
  /** The average number of signals that a stable process of this length has by chance. */
  expected_signals: z.number(),
  /** Whether chance explains the signals. If not, cp and cpk do not predict the process. */
  is_stable: z.boolean(),
  /** 95 % confidence intervals. */
  intervals: z.object({ cp: Interval, cpk: Interval, pp: Interval, ppk: Interval }),
  /** For charts of counts, in place of the indices. */
  counts: z
    .object({
      counted: z.enum(["items", "defects"]),
      /** The number of nonconforming items or defects, and of inspected items or units. */
      total: z.number(),
      inspected: z.number(),
      /** The share of nonconforming items, or the defects per unit, with its 95 % confidence interval. */
      rate: z.number(),
      interval: z.object({ lower: z.number(), upper: z.number() }),
      per_million: z.number(),
      /** Items: the distance in sigma at which a normal distribution has this share beyond it. */
      process_z: z.number().nullable(),
      /** Defects: the share of units without any. */
      yield: z.number().nullable(),
      /** The variation between points relative to that within them (Laney's sigma z). */
      sigma_z: z.number().nullable(),
      /** Whether sigma z is larger than chance explains. */
      is_overdispersed: z.boolean(),
    })
    .optional(),
  /** Expected values outside the specification, per million, by sigma within and overall. */
  expected_ppm: z.object({ within: z.number().nullable(), overall: z.number().nullable() }),
});
export type CapabilityAnalysis = z.infer<typeof CapabilityAnalysis>;
