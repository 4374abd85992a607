/** What is typed into the form of a correction, as a change. */
import type { MeasurementChange, MeasurementRecord } from "../../../domain/spc/chart.ts";
import type { TagRecord } from "../../../domain/spc/tag-names.ts";

const withoutEmpty = (tags: TagRecord): TagRecord =>
  Object.fromEntries(
    Object.entries(tags).flatMap(([name, value]) => (value.trim() === "" ? [] : [[name, value.trim()]])),
  );

/** The change that corrects a measurement: its value, and what else differs. Tags with empty texts are removed. */
export function changeOf(
  value: MeasurementRecord,
  { number, size, tags: typed }: { number: number; size: number | undefined; tags: TagRecord },
): MeasurementChange {
  const tags = withoutEmpty(typed);
  const names = new Set([...Object.keys(tags), ...Object.keys(value.tags)]);
  const differs = [...names].some((name) => tags[name] !== value.tags[name]);
  return {
    measurement_value: number,
    ...(size !== undefined && size !== value.sample_size && { sample_size: size }),
    ...(differs && { tags }),
  };
}
