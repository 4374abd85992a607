/** What an alert says in the page's language: made of its numbers; what a person wrote stays as it is. */
import type { AlertRecord } from "../../domain/spc/alert.ts";
import { fixed } from "./digits.ts";
import { plain } from "./numbers.ts";
import { texts } from "./texts.ts";

const short = (value: number): string => plain(Number(value.toPrecision(6)));

/** What it is, in a few words. */
export const alertTitle = ({ alert_type, title }: AlertRecord): string =>
  alert_type === "CUSTOM" ? title : texts.value.types[alert_type];

/** What is behind it: where, which value, which limit or rule. */
export function alertWords({ detail, message }: AlertRecord): string {
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
    parts.push(value > limit ? words.above(short(value), short(limit)) : words.below(short(value), short(limit)));
  }
  if (cpk !== undefined) parts.push(`Cpk ${fixed(cpk, 2)}`);
  return parts.join(" · ");
}
