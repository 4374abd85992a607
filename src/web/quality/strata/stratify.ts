/** Divides points by a tag, for colours and shapes. */
import type { ChartPoint } from "../../../domain/spc/chart.ts";
import { otherStratum, stratumShapes } from "../chart/strata-marks.ts";

/** The values of a tag that have a shape, and the stratum of a point. */
export interface Stratification {
  /** The value of each stratum, with its number of points. */
  readonly strata: readonly { readonly value: string; readonly count: number }[];
  /** The number of points with a value that has no shape, because others are more frequent. */
  readonly others: number;
  /** `undefined` for a point without the tag. */
  readonly of: (point: Pick<ChartPoint, "tags">) => number | undefined;
}

/** The most frequent values get shapes, in the natural order of the values, so that a value keeps its shape. */
export function stratify(points: readonly Pick<ChartPoint, "tags">[], tag: string): Stratification {
  const counts = new Map<string, number>();
  for (const { tags } of points) {
    const value = tags?.[tag];
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const frequent = [...counts].sort(([, a], [, b]) => b - a).slice(0, stratumShapes.length);
  const strata = frequent
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => a.value.localeCompare(b.value, undefined, { numeric: true }));
  const indexOf = new Map(strata.map(({ value }, index) => [value, index]));
  const shown = strata.reduce((sum, { count }) => sum + count, 0);
  return {
    strata,
    others: [...counts.values()].reduce((sum, count) => sum + count, 0) - shown,
    of({ tags }) {
      const value = tags?.[tag];
      return value === undefined ? undefined : (indexOf.get(value) ?? otherStratum);
    },
  };
}
