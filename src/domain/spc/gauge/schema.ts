/** Schemas of gauge studies: what a teacher chooses, what is measured, and what comes of it. */
import { z } from "zod";
import { Count, IntId, Time } from "../../ids.ts";
import { Text } from "../../text.ts";
import { Value } from "../product.ts";
import { componentNames } from "./components.ts";
import { gaugeOrders, maxCells, maxOperators, maxParts, maxRepeats } from "./design.ts";

/** The names of operators or parts: each different. */
const Names = (max: number) =>
  z
    .array(Text(60))
    .min(2)
    .max(max)
    .refine((names) => new Set(names).size === names.length, "Each name must be different.");
const Name = Text(100);
const Operators = Names(maxOperators);
const Parts = Names(maxParts);
/** The width of the specification; `null` if the variation is not compared with it. */
const Tolerance = Value.refine((value) => value > 0, "The tolerance must be greater than 0.").nullable();
/** The interaction is pooled with the repeatability if its p-value is over this. */
const Alpha = z.number().min(0).max(1);
/** How many standard deviations the study variation has. */
const Sigmas = z.number().min(1).max(10);

/** The input to create a study. The default tolerance is the product's. */
export const GaugeStudyInput = z
  .object({
    name: Name,
    operators: Operators,
    parts: Parts,
    repeats: z.number().int().min(2).max(maxRepeats),
    order: z.enum(gaugeOrders).default("random"),
    tolerance: Tolerance.optional(),
    alpha: Alpha.default(0.05),
    sigmas: Sigmas.default(6),
  })
  .refine(
    ({ operators, parts, repeats }) => operators.length * parts.length * repeats <= maxCells,
    `A study has at most ${maxCells} measurements.`,
  );
export type GaugeStudyInput = z.output<typeof GaugeStudyInput>;

/** A change of a study. The numbers of operators and parts stay as they are. */
export const GaugeStudyChange = z.object({
  name: Name.optional(),
  operators: Operators.optional(),
  parts: Parts.optional(),
  tolerance: Tolerance.optional(),
  alpha: Alpha.optional(),
  sigmas: Sigmas.optional(),
});
export type GaugeStudyChange = z.output<typeof GaugeStudyChange>;

const Number1 = z.number().int().positive();
/** A value of a study; `null` deletes it. All numbers count from 1. */
const GaugeValue = z.object({ operator: Number1, part: Number1, repeat: Number1, value: Value.nullable() });
export const GaugeValuesInput = z.object({
  values: z.array(GaugeValue).min(1).max(maxCells),
  /** Refuses all if one of the measurements has another value already. */
  only_new: z.boolean().default(false),
});
export type GaugeValuesInput = z.output<typeof GaugeValuesInput>;

export const GaugeStudy = z.object({
  id: IntId,
  product_id: IntId,
  name: z.string(),
  operators: z.array(z.string()),
  parts: z.array(z.string()),
  repeats: z.number().int(),
  order: z.enum(gaugeOrders),
  tolerance: z.number().nullable(),
  alpha: z.number(),
  sigmas: z.number(),
  /** How many values it has. */
  measured: Count,
  created_at: Time,
});
export type GaugeStudy = z.output<typeof GaugeStudy>;

const Limits = z.object({ center: z.number(), ucl: z.number(), lcl: z.number() });
const Percent = z.number().nullable();
const Component = z.object({
  name: z.enum(componentNames),
  variance: z.number(),
  sd: z.number(),
  /** `sigmas` standard deviations. */
  study_variation: z.number(),
  /** In percent of the total variance. */
  contribution: Percent,
  /** In percent of the total variation. */
  of_study: Percent,
  /** In percent of the tolerance. */
  of_tolerance: Percent,
});
const Result = {
  components: z.array(Component).readonly(),
  /** Number of distinct categories; `null` if the gauge has no variation. */
  ndc: z.number().int().nullable(),
};
const AnovaRow = z.object({
  source: z.enum(["part", "operator", "interaction", "repeatability", "total"]),
  df: z.number().int(),
  ss: z.number(),
  ms: z.number().nullable(),
  f: z.number().nullable(),
  p: z.number().nullable(),
});
const GaugeAnalysis = z.object({
  /** Whether every measurement of the study is in it. */
  complete: z.boolean(),
  /** The parts that it evaluates, by number. */
  parts: z.array(z.number().int()).readonly(),
  repeats: z.number().int(),
  anova: z.object({
    full: z.array(AnovaRow).readonly(),
    /** Without the interaction; `null` if it was significant. */
    pooled: z.array(AnovaRow).readonly().nullable(),
    ...Result,
  }),
  average_range: z.object({
    r_bar: z.number(),
    x_diff: z.number(),
    r_parts: z.number(),
    k1: z.number(),
    k2: z.number(),
    k3: z.number(),
    /** Standard deviations of equipment, appraisers and parts. */
    ev: z.number(),
    av: z.number(),
    pv: z.number(),
    range_limits: Limits,
    mean_limits: Limits,
    ...Result,
  }),
});

/** A study with its values in the order of measuring, and their evaluation. */
export const GaugeStudyDetails = GaugeStudy.extend({
  runs: z.array(z.object({ operator: Number1, part: Number1, repeat: Number1, value: z.number().nullable() })),
  /** `null` before all operators have measured two parts twice. */
  analysis: GaugeAnalysis.nullable(),
});
export type GaugeStudyDetails = z.output<typeof GaugeStudyDetails>;
