/** The violated rules of a point in words that agree with the limits that are drawn. */
import type { AlertRecord } from "../../../domain/spc/alert.ts";
import type { Chart, ChartPoint } from "../../../domain/spc/chart.ts";
import { digitsFor, formatFixed } from "../digits.ts";
import { ruleNames } from "../rule-names.ts";
import { texts } from "../texts.ts";
import { isBeyondFormerLimit } from "./model.ts";

/** Limits that were exceeded, by subgroup: each with the value that exceeded it. */
export type FormerLimits = ReadonlyMap<number, { readonly value: number; readonly limit: number }>;

/** Reads from alerts the limits by which points were judged. */
export function formerLimitsOf(alerts: readonly AlertRecord[]): FormerLimits {
  const limits = new Map<number, { value: number; limit: number }>();
  for (const { alert_type, detail } of alerts) {
    const { subgroup_number, value, limit } = detail ?? {};
    if (alert_type !== "OUT_OF_CONTROL" || subgroup_number === undefined) continue;
    if (value !== undefined && limit !== undefined) limits.set(subgroup_number, { value, limit });
  }
  return limits;
}

/** The names of the rules that a point violates. Rule 1 names the former limit if the limits have moved since. */
export function violationTexts(chart: Chart, point: ChartPoint, limits: FormerLimits): string[] {
  if (!isBeyondFormerLimit(chart, point)) return ruleNames(point.violations);
  const known = limits.get(point.subgroup_number);
  // The alert may be about the point of the spread chart.
  const isOfThisPoint = known !== undefined && Math.abs(known.value - point.value) <= 1e-9 * Math.abs(point.value);
  const { ucl, lcl } = chart;
  const digits = digitsFor(ucl !== null && lcl !== null ? ucl - lcl : 0);
  const text = isOfThisPoint
    ? texts.value.formerLimitOf(formatFixed(known.limit, digits + 1))
    : texts.value.formerLimit[0];
  return [text, ...ruleNames(point.violations.filter((rule) => rule !== 1))];
}
