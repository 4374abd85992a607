import { expect, test } from "bun:test";
import type { Chart, ChartPoint } from "../../../src/domain/spc/chart.ts";
import { markOf } from "../../../src/web/quality/overview/sparkline.tsx";

const lines = { center: 10, ucl: 12, lcl: 8 };
const point = (value: number, more: Partial<ChartPoint> = {}): ChartPoint =>
  ({ subgroup_number: 1, value, violations: [], is_within_control: true, limits_version: 2, ...more }) as ChartPoint;
const mark = (of: ChartPoint, limits_version: number | null = 2) => markOf(of, { ...lines, limits_version } as Chart);

test("a point is marked by the limits that are drawn, not by those of an earlier version", () => {
  expect(mark(point(13))).toBe("beyond");
  expect(mark(point(13, { limits_version: 1 }))).toBe("beyond");
  expect(mark(point(11, { limits_version: 1, violations: [1, 2], is_within_control: false }))).toBeUndefined();
  expect(mark(point(11, { violations: [2] }))).toBe("pattern");
  expect(mark(point(11, { is_within_control: false }))).toBe("pattern");
  expect(mark(point(11))).toBeUndefined();
});

test("without frozen limits, a point that was beyond the limits of its moment is not marked inside those of now", () => {
  const then = { limits_version: 0, violations: [1 as const], is_within_control: false };
  expect(mark(point(11, then), null)).toBeUndefined();
  expect(mark(point(11, { limits_version: 0, violations: [2] }), null)).toBe("pattern");
  expect(mark(point(13, then), null)).toBe("beyond");
});
