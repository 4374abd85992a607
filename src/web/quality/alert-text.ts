/** The text of an alert in the page's language, made from its numbers. A text that a person wrote is left as it is. */
import type { AlertRecord } from "../../domain/spc/alert.ts";
import { type AlertGroup, occurrencesOf } from "./alert-groups.ts";
import { formatFixed } from "./digits.ts";
import { formatPlain } from "./numbers.ts";
import { texts } from "./texts.ts";

const formatShort = (value: number): string => formatPlain(Number(value.toPrecision(6)));

/** The kind of alert in a few words. */
export const alertTitle = ({ alert_type, title }: AlertRecord): string =>
  alert_type === "CUSTOM" ? title : texts.value.types[alert_type];

/** The cause: subgroup, value, and the limit or rule. */
export function alertDetails({ alert_type, detail, message }: AlertRecord): string {
  const words = texts.value;
  if (!detail) return message;
  const { subgroup_number, value, limit, rule, points, cpk, count, from_subgroup, to_subgroup } = detail;
  const parts: string[] = [];
  if (count !== undefined && from_subgroup !== undefined && to_subgroup !== undefined) {
    if (rule !== undefined) parts.push(words.rules[rule][0]);
    parts.push(words.times(count), words.subgroupsFrom(from_subgroup, to_subgroup));
    return parts.join(" · ");
  }
  if (rule !== undefined && points?.length) {
    parts.push(words.rules[rule][0], words.subgroupsFrom(points[0] ?? 0, points.at(-1) ?? 0));
  } else if (subgroup_number !== undefined) parts.push(words.subgroupOf(subgroup_number));
  if (value !== undefined && limit !== undefined) {
    const compare = value > limit ? words.above : words.below;
    const comparison = compare(formatShort(value), formatShort(limit));
    // Control limits move with the data until they are frozen: the chart may show others by now.
    parts.push(alert_type === "OUT_OF_CONTROL" ? words.limitAtTheTime(comparison) : comparison);
  }
  if (cpk !== undefined) parts.push(`Cpk ${formatFixed(cpk, 2)}`);
  return parts.join(" · ");
}

/** The rule, the number of occurrences and their subgroups; for a single alert, its own details. */
export function groupDetails(group: AlertGroup): string {
  const { newest, alerts } = group;
  if (alerts.length === 1) return alertDetails(newest);
  const words = texts.value;
  const { count, subgroups } = occurrencesOf(group);
  const rule = newest.detail?.rule;
  return [
    ...(rule === undefined ? [] : [words.rules[rule][0]]),
    words.times(count),
    subgroups ? words.subgroupsFrom(...subgroups) : alertDetails(newest),
  ].join(" · ");
}
