/** What the tests of a product's process share: values, and what the board shows of product 1. */
import { expect } from "bun:test";
import type { Chart } from "../../src/domain/spc/chart.ts";
import { weightOf } from "../../src/domain/spc/moments.ts";
import type { TestBoard } from "../support/board.ts";
import { foldAgain, plotAgain } from "../support/fold.ts";

/** Values from 10 to 11, in an order that repeats after 11 of them. */
export const wave = (count: number): number[] => Array.from({ length: count }, (_, n) => 10 + ((n * 7) % 11) / 10);

export const chart = (board: TestBoard, last = 2000): Chart => board.quality.charts.chart(1, last);

/** The last subgroups of the blocks of a level. */
export const blockEnds = ({ store }: TestBoard, level: number): number[] =>
  store.blocks
    .list({ product: 1, level }, { after: 0, upTo: Number.MAX_SAFE_INTEGER })
    .map(({ last_subgroup }) => last_subgroup);

/** The unresolved alerts, oldest first: each its type and subgroup. */
export const openAlerts = (board: TestBoard): string[] =>
  board.quality
    .alerts({ limit: 200, unresolved: true }, board.access)
    .map(({ alert_type, detail }) => `${alert_type} ${detail?.subgroup_number}`)
    .reverse();

/** What is in memory is what is stored, and its sums are those of all that is counted. */
export function expectConsistent(board: TestBoard): void {
  expect(board.again().charts.chart(1, 2000)).toEqual(chart(board));
  const points = board.store.corrections.points(1, 0, Number.MAX_SAFE_INTEGER);
  expect(
    points.map(({ subgroup_number, value, secondary, size }) => ({ subgroup_number, value, secondary, size })),
  ).toEqual(plotAgain(board.store, 1).map(({ size = null, ...point }) => ({ ...point, size })));
  const { values, location, dispersion, block: _, ...process } = foldAgain(board.store, 1);
  const kept = board.store.products.find(1)?.process;
  if (!kept) throw new Error("the product is gone");
  expect(kept).toMatchObject(process);
  for (const [is, folded] of [
    [kept.values, values],
    [kept.location, location],
    [kept.dispersion, dispersion],
  ] as const) {
    expect(is.count).toBe(folded.count);
    expect(is.mean).toBeCloseTo(folded.mean, 9);
    expect(is.m2).toBeCloseTo(folded.m2, 6);
    expect(weightOf(is)).toBeCloseTo(weightOf(folded), 6);
  }
}
