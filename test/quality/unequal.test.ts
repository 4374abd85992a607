/** Subgroups of unequal sizes, value by value: the first value of a subgroup ends the one before it. */
import { expect, test } from "bun:test";
import { openTestBoard, type TestBoard } from "../support/board.ts";
import { chart } from "./process.ts";

const openUnequal = (kind: "xbar-r" | "xbar-s" = "xbar-r") =>
  openTestBoard(5, { chart: kind, options: { unequal: true } });

/** Measures values of a subgroup, each in a request of its own. */
async function measure({ quality }: TestBoard, subgroup_number: number, ...values: number[]): Promise<number> {
  let id = 0;
  for (const measurement_value of values) {
    const [added] = await quality.measuring.record([{ product: 1, measurement_value, subgroup_number }], null);
    id = added?.id ?? 0;
  }
  return id;
}

const counts = (board: TestBoard) => chart(board).points.map(({ subgroup_number, size }) => [subgroup_number, size]);

for (const kind of ["xbar-r", "xbar-s"] as const) {
  test(`an ${kind} chart goes on after the value that ended a subgroup was deleted`, async () => {
    using board = await openUnequal(kind);
    await measure(board, 1, 10, 11, 12);
    await measure(board, 2, 10, 11, 13);
    const first = await measure(board, 3, 99);
    await board.quality.correcting.remove(first, board.access);
    expect(counts(board)).toEqual([[1, 3]]);
    expect(chart(board).filling).toMatchObject({ subgroup_number: 2 });
    expect(board.again().charts.chart(1, 2000)).toEqual(chart(board));
    await measure(board, 2, 12);
    await measure(board, 3, 10, 12);
    await measure(board, 4, 9, 10, 11, 12, 13);
    expect(counts(board)).toEqual([
      [1, 3],
      [2, 4],
      [3, 2],
      [4, 5],
    ]);
    expect(board.store.products.find(1)?.process.location).toMatchObject({ count: 4, weight: 14 });
  });
}

test("a point that the next subgroup completes has the tags and the time of its own measurements", async () => {
  using board = await openUnequal();
  const { record } = board.quality.measuring;
  for (const [n, subgroup_number] of [1, 1, 2].entries()) {
    const operator = subgroup_number === 1 ? "Kim" : "Lee";
    board.clock.now += 1000;
    await record([{ product: 1, measurement_value: 10 + n, subgroup_number, tags: { operator } }], null);
  }
  const [point] = board.store.measurements.lastPoints(1, 1);
  const own = board.store.measurements.ofSubgroup(1, 1);
  expect(own[1]?.tag_set).toBeGreaterThan(0);
  expect(point).toMatchObject({ tag_set: own[1]?.tag_set, measured_at: own[1]?.measured_at });
});
