/** Causes are offered for points, and counted for a Pareto chart. */
import { expect, test } from "bun:test";
import { openTestBoard, type TestBoard } from "../support/board.ts";

async function annotated(...causes: (string | null)[]): Promise<TestBoard> {
  const board = await openTestBoard();
  await board.measure(1, ...causes.map((_, n) => (n === 0 ? 10 : 10 + (n % 2))));
  for (const [n, cause] of causes.entries()) {
    if (cause !== null) await board.quality.points.change({ product: 1, subgroup: n + 1 }, { cause }, board.access);
  }
  return board;
}

test("causes are counted, the most frequent first, whatever their letter case, with the newest points first", async () => {
  using board = await annotated("tool worn", "chip", null, "Tool worn", "CHIP", "Tool Worn", "gauge");
  expect(board.quality.causes.pareto(1, "points")).toEqual({
    source: "points",
    total: 6,
    causes: [
      { cause: "Tool Worn", count: 3, subgroups: [6, 4, 1] },
      { cause: "CHIP", count: 2, subgroups: [5, 2] },
      { cause: "gauge", count: 1, subgroups: [7] },
    ],
    has_earlier: false,
  });
});

test("alerts are counted by the cause of their points; those without one are last", async () => {
  using board = await annotated(null, null, null, null, null, null);
  await board.measure(1, 30, 31, 10, 32);
  for (const subgroup of [7, 10]) {
    await board.quality.points.change({ product: 1, subgroup }, { cause: "chip" }, board.access);
  }
  const { causes, total } = board.quality.causes.pareto(1, "alerts");
  expect(causes.map(({ cause }) => cause)).toEqual(["chip", null]);
  expect(causes[0]?.subgroups).toEqual([10, 7]);
  expect(causes[1]?.subgroups).toContain(8);
  expect(causes.reduce((sum, { count }) => sum + count, 0)).toBe(total);
  expect(total).toBe(board.quality.alerts({ limit: 200 }, board.access).length);
});

test("the teacher offers causes; others that points have are listed, too", async () => {
  using board = await annotated("chip", "chip", "gauge", "TOOL WORN");
  expect(await board.quality.causes.offer(1, ["Tool worn", "Wrong gauge"])).toEqual({
    offered: ["Tool worn", "Wrong gauge"],
    used: ["chip", "gauge"],
  });
  expect(board.quality.causes.causes(1).offered).toEqual(["Tool worn", "Wrong gauge"]);
});
