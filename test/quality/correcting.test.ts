/** A measurement is corrected or deleted: the chart, its flags and the alerts are as if it had come right. */
import { describe, expect, test } from "bun:test";
import { openTestBoard, type TestBoard } from "../support/board.ts";
import { foldAgain } from "../support/fold.ts";
import { blockEnds, chart, expectConsistent, openAlerts, wave } from "./process.ts";

const correct = ({ quality, access }: TestBoard, id: number, measurement_value: number) =>
  quality.correcting.correct(id, { measurement_value }, access);
/** The measurements of a subgroup, by whether they are within control. */
const judged = (board: TestBoard, subgroup: number) =>
  board.quality
    .measurements({ product: 1, limit: 200 }, board.access)
    .filter(({ subgroup_number }) => subgroup_number === subgroup)
    .map(({ is_within_control }) => is_within_control);

/** 20 values, frozen, then a typing error and a good value. */
async function withTypo(): Promise<{ board: TestBoard; typo: number; next: number }> {
  const board = await openTestBoard();
  await board.measure(1, ...wave(20));
  await board.quality.charts.freeze(1, {});
  const [typo = 0] = await board.measure(1, 105);
  const [next = 0] = await board.measure(1, 10.5);
  return { board, typo, next };
}

describe("a typing error under frozen limits", () => {
  const alerts = ["OUT_OF_SPEC 21", "OUT_OF_CONTROL 21", "OUT_OF_CONTROL 22"];

  for (const how of ["deleted", "corrected"] as const) {
    test(`if it is ${how}, the next point is within control again, and the alerts of both are closed`, async () => {
      const { board, typo } = await withTypo();
      using _ = board;
      expect([judged(board, 22), openAlerts(board)]).toEqual([[false], alerts]);
      if (how === "deleted") await board.quality.correcting.remove(typo, board.access);
      else await correct(board, typo, 10.4);
      expect([judged(board, 22), openAlerts(board)]).toEqual([[true], []]);
      expect(chart(board, 1).points).toMatchObject([
        { subgroup_number: 22, is_within_control: true, limits_version: 1 },
      ]);
      expectConsistent(board);
    });
  }

  test("if it is corrected to another outlier, that value is judged", async () => {
    const { board, typo } = await withTypo();
    using _ = board;
    await correct(board, typo, -105);
    expect(openAlerts(board)).toEqual(["OUT_OF_CONTROL 21", "OUT_OF_CONTROL 22", "OUT_OF_SPEC 21"]);
    expectConsistent(board);
  });

  test("keeps its old value in the history, with user, time and note", async () => {
    const { board, typo, next } = await withTypo();
    using _ = board;
    const { correcting } = board.quality;
    const after = await correcting.correct(typo, { measurement_value: 10.5, note: "typed 105" }, board.access);
    expect(after).toMatchObject({ id: typo, measurement_value: 10.5, note: "typed 105", is_within_control: true });
    await correcting.correct(typo, { note: null }, board.access);
    await correcting.remove(next, board.access);
    const row = { corrected_by: null, old_note: null, corrected_at: new Date(board.clock.now).toISOString() };
    expect(board.quality.corrections(1, { limit: 9 })).toMatchObject([
      { ...row, measurement_id: next, old_value: 10.5, new_value: null, subgroup_number: 22 },
      { ...row, measurement_id: typo, old_value: 10.5, old_note: "typed 105", new_value: 10.5 },
      { ...row, measurement_id: typo, old_value: 105, new_value: 10.5, subgroup_number: 21 },
    ]);
  });
});

describe("after a correction the rules are evaluated again", () => {
  test("deleting the only value below the center line leaves nine in a row above it: flagged, with an alert", async () => {
    using board = await openTestBoard();
    await board.quality.change(1, { rules: [2] }, board.access);
    await board.quality.charts.freeze(1, { center: 10, sigma: 1 });
    const ids = await board.measure(1, 10.5, 10.5, 10.5, 10.5, 9.5, 10.5, 10.5, 10.5, 10.5, 10.5);
    expect(openAlerts(board)).toEqual([]);
    await board.quality.correcting.remove(ids[4] ?? 0, board.access);
    expect(chart(board).points.at(-1)).toMatchObject({ subgroup_number: 10, violations: [2] });
    expect(openAlerts(board)).toEqual(["RUN_RULE_VIOLATION 10"]);
    await correct(board, ids[2] ?? 0, 9.5);
    expect(chart(board).points.at(-1)?.violations).toEqual([]);
    expect(openAlerts(board)).toEqual([]);
    expectConsistent(board);
  });

  test("for each point by its own version of the limits", async () => {
    using board = await openTestBoard();
    await board.quality.charts.freeze(1, { center: 10, sigma: 1 });
    const [first = 0] = await board.measure(1, 10, 12);
    await board.quality.charts.freeze(1, { center: 10, sigma: 0.1 });
    await board.measure(1, 12);
    expect(chart(board).points.map((point) => point.is_within_control)).toEqual([true, true, false]);
    await correct(board, first, 11);
    expect(chart(board).points.map((point) => [point.is_within_control, point.limits_version])).toEqual([
      [true, 1],
      [true, 1],
      [false, 2],
    ]);
    expectConsistent(board);
  });

  test("for all later points by the current limits, if none are frozen", async () => {
    using board = await openTestBoard();
    const [typo = 0] = await board.measure(1, 1e6);
    await board.measure(1, ...wave(40).slice(0, 40));
    await board.measure(1, 15);
    await board.measure(1, ...wave(30));
    expect(judged(board, 42)).toEqual([true]);
    await correct(board, typo, 10);
    expect(judged(board, 42)).toEqual([false]);
    const raised = board.quality.alerts({ limit: 9, unresolved: true }, board.access);
    expect(raised).toMatchObject([{ alert_type: "OUT_OF_CONTROL", detail: { from_subgroup: 42, to_subgroup: 43 } }]);
    expectConsistent(board);
  });
});

describe("one value of a subgroup", () => {
  test("is corrected in place, in a complete subgroup and in one that is being filled", async () => {
    using board = await openTestBoard(3);
    const ids = await board.measure(1, 10, 11, 12, 10, 11, 12, 100, 10, 12, 10, 11);
    await correct(board, ids[6] ?? 0, 11);
    await correct(board, ids[9] ?? 0, 12);
    expect(chart(board).points.at(-1)).toMatchObject({ subgroup_number: 3, value: 11, secondary: 2 });
    expect(chart(board).filling).toEqual({ subgroup_number: 4, values: [12, 11] });
    expect(openAlerts(board)).toEqual([]);
    await board.measure(1, 13);
    expect(chart(board).points.at(-1)).toMatchObject({ subgroup_number: 4, value: 12 });
    expectConsistent(board);
  });
});

/** How many turns of the event loop pass until the work is done. */
async function turnsUntil(work: Promise<unknown>): Promise<number> {
  let running = true;
  const done = work.finally(() => {
    running = false;
  });
  let turns = 0;
  for (; running; turns++) await new Promise((resolve) => setImmediate(resolve));
  await done;
  return turns;
}

describe("a product with many measurements", () => {
  test("recomputes one block after a correction: an early one, the last one, and at the edge of two", async () => {
    using board = await openTestBoard();
    await board.quality.measuring.importTable(
      wave(1500).map((measurement_value) => ({ product: 1, measurement_value })),
      null,
    );
    expect(blockEnds(board, 0)).toEqual(Array.from({ length: 23 }, (_, n) => 64 * (n + 1)));
    expect(blockEnds(board, 1)).toEqual([512, 1024]);
    for (const id of [1, 64, 65, 700, 1280, 1281, 1500]) await correct(board, id, 1e6 + id);
    for (const id of [1, 64, 700, 1281, 1500]) await board.quality.correcting.remove(id, board.access);
    for (const id of [65, 1280]) await correct(board, id, 10);
    expectConsistent(board);
  });

  test("gets its blocks first if an earlier version measured it", async () => {
    using board = await openTestBoard(2);
    for (let n = 0; n < 13; n++) await board.measure(1, ...wave(100));
    const row = board.store.products.find(1);
    if (!row) throw new Error("the product is gone");
    board.sqlite.run("DELETE FROM blocks");
    board.store.products.saveProcess(1, { ...row.process, block: null });
    const again = board.again();
    await again.correcting.correct(40, { measurement_value: 11 }, again.access(undefined));
    expect(blockEnds(board, 0)).toEqual(Array.from({ length: 10 }, (_, n) => 64 * (n + 1)));
    const { values, block } = board.store.products.find(1)?.process ?? row.process;
    expect([values.count, block?.location.count]).toEqual([1300, 10]);
    expect(values.mean).toBeCloseTo(foldAgain(board.store, 1).values.mean, 9);
  });

  test("stays responsive while points are judged again, and a crash meanwhile leaves no partial result", async () => {
    using board = await openTestBoard();
    await board.quality.measuring.importTable(
      wave(3000).map((measurement_value) => ({ product: 1, measurement_value })),
      null,
    );
    expect(await turnsUntil(correct(board, 5, 500))).toBeGreaterThan(5);
    // A crash in between: the first subgroup to judge is stored.
    board.store.corrections.setRejudge(1, 1);
    board.sqlite.run("UPDATE points SET is_within_control = 0 WHERE subgroup_number = 7");
    const again = board.again();
    await again.correcting.remove(2900, again.access(undefined));
    expect(board.store.corrections.productsToRejudge()).toEqual([]);
    expect(board.store.corrections.points(1, 6, 7)).toMatchObject([{ is_within_control: true }]);
  });

  test("stays responsive while limits are frozen from all data; values that arrive meanwhile are judged by them", async () => {
    using board = await openTestBoard();
    await board.quality.measuring.importTable(
      wave(20_000).map((measurement_value) => ({ product: 1, measurement_value })),
      null,
    );
    const frozen = board.quality.charts.freeze(1, {});
    const measured = board.measure(1, 15);
    expect(await turnsUntil(frozen)).toBeGreaterThan(2);
    expect(await frozen).toMatchObject({ version: 1, from_subgroup: 1, to_subgroup: 20_000, subgroups: 20_000 });
    await measured;
    expect(chart(board, 1).points).toMatchObject([{ subgroup_number: 20_001, limits_version: 1 }]);
    expect(judged(board, 20_001)).toEqual([false]);
  });
});
