/** Schemas of what to compute or change control limits from. */
import { z } from "zod";
import { IntId } from "../ids.ts";
import { Text } from "../text.ts";
import { maxValue } from "./alerts.ts";
import { maxBaseSubgroups } from "./kinds.ts";
import { Value } from "./product.ts";

/**
 * What to compute limits from: all subgroups of a range (default: from the first to the last), single subgroups, or a known
 * center and sigma of single values. The sigma of counts follows from their center, so it is not given.
 */
const baseFields = {
  from_subgroup: IntId.nullish(),
  to_subgroup: IntId.nullish(),
  subgroups: z
    .array(IntId)
    .min(2)
    .max(maxBaseSubgroups)
    .transform((numbers) => [...new Set(numbers)].sort((a, b) => a - b))
    .optional(),
  center: Value.optional(),
  sigma: z.number().positive().max(maxValue).optional(),
};
/** The name of a phase, such as "after new tool". */
const PhaseName = Text(100);

/** The limits to freeze. */
export const LimitsInput = z
  .object({
    ...baseFields,
    name: PhaseName.nullable().optional(),
    /**
     * The first subgroup of the new phase (default: the next one). Its points are judged again by the new limits.
     */
    starts_at: IntId.optional(),
  })
  .refine(({ center, sigma }) => center !== undefined || sigma === undefined, "Give center and sigma together.")
  .refine(
    ({ center, from_subgroup, to_subgroup, subgroups }) =>
      [center !== undefined, Boolean(from_subgroup || to_subgroup), subgroups !== undefined].filter(Boolean).length <=
      1,
    "Give a range of subgroups, single subgroups, or center and sigma: only one of them.",
  );
export type LimitsInput = z.output<typeof LimitsInput>;

/** A change of frozen limits: only the name of their phase can change. */
export const LimitsChange = z.object({ name: PhaseName.nullable() });
export type LimitsChange = z.output<typeof LimitsChange>;
