/** The tree of sums: it equals a full computation, and a correction reads and writes few of its blocks. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { emptyBlock, type StoredBlock } from "../../src/domain/spc/blocks.ts";
import { add } from "../../src/domain/spc/moments.ts";
import { openTestBoard, type TestBoard } from "../support/board.ts";
import { runs } from "../support/seed.ts";
import { blockEnds, expectConsistent, wave } from "./process.ts";

const all = Number.MAX_SAFE_INTEGER;
const importTable = (board: TestBoard, values: readonly number[]) =>
  board.quality.measuring.importTable(
    values.map((measurement_value) => ({ product: 1, measurement_value })),
    null,
  );

/** The block over a range, computed from its rows. */
function computed({ store }: TestBoard, after: number, upTo: number) {
  let { values, location, dispersion } = emptyBlock;
  for (const value of store.corrections.values(1, after, upTo)) values = add(values, value);
  const points = store.corrections.points(1, after, upTo);
  for (const { value } of points) location = add(location, value);
  for (const { secondary } of points) if (secondary !== null) dispersion = add(dispersion, secondary);
  const excluded = store.corrections.excluded(1, after, upTo).length;
  const plotted = points.map(({ value }) => value);
  const extremes = plotted.length === 0 ? [null, null] : [Math.min(...plotted), Math.max(...plotted)];
  return close({ values, location, dispersion, excluded, low: extremes[0] ?? null, high: extremes[1] ?? null });
}

type Sums = Omit<StoredBlock, "last_subgroup" | "level" | "measured_until">;
const sumsOf = ({ values, location, dispersion, excluded, low, high }: Sums) =>
  JSON.parse(JSON.stringify({ values, location, dispersion, excluded, low, high }));

/** What these sums are but for rounding, as an expectation. */
const close = (sums: Sums): object =>
  JSON.parse(JSON.stringify(sumsOf(sums)), (_, x) => (typeof x === "number" ? expect.closeTo(x, 6) : x));

function expectTree(board: TestBoard): void {
  for (let level = 0; level <= board.store.blocks.topLevel(1); level++) {
    let after = 0;
    for (const block of board.store.blocks.list({ product: 1, level }, { after: 0, upTo: all })) {
      expect([level, block.last_subgroup, sumsOf(block)]).toEqual([
        level,
        block.last_subgroup,
        computed(board, after, block.last_subgroup),
      ]);
      after = block.last_subgroup;
    }
  }
  expectConsistent(board);
}

type Step =
  | { readonly do: "measure"; readonly count: number }
  | { readonly do: "correct" | "remove" | "exclude" | "restore"; readonly share: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.integer({ min: 1, max: 90 }).map((count): Step => ({ do: "measure", count })),
  fc
    .tuple(fc.constantFrom("correct", "remove", "exclude", "restore"), fc.integer({ min: 0, max: 1000 }))
    .map(([act, thousandths]): Step => ({ do: act as "correct", share: thousandths / 1000 })),
);

async function carryOut(board: TestBoard, step: Step): Promise<void> {
  const { correcting, points } = board.quality;
  if (step.do === "measure") {
    await board.measure(1, ...wave(step.count));
    return;
  }
  const { sqlite, access } = board;
  const pick = (rows: readonly { id: number }[]) =>
    rows[Math.min(rows.length - 1, Math.floor(step.share * rows.length))]?.id;
  const id = pick(sqlite.query<{ id: number }, []>("SELECT id FROM measurements ORDER BY id").all());
  const subgroup = pick(sqlite.query<{ id: number }, []>("SELECT subgroup_number AS id FROM points ORDER BY 1").all());
  if (step.do === "correct" && id) await correcting.correct(id, { measurement_value: 10 + step.share }, access);
  if (step.do === "remove" && id) await correcting.remove(id, access);
  if ((step.do === "exclude" || step.do === "restore") && subgroup) {
    await points.change({ product: 1, subgroup }, { excluded: step.do === "exclude" }, access);
  }
}

describe("the blocks of a product equal a full computation", () => {
  for (const size of [1, 3]) {
    test(`in subgroups of ${size}, after any sequence of measuring, correcting, deleting and excluding`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
          using board = await openTestBoard(size);
          await board.quality.charts.freeze(1, { center: 10.5, sigma: 1 });
          await importTable(board, wave(600 * size));
          for (const one of steps) await carryOut(board, one);
          expectTree(board);
        }),
        { ...runs(8), endOnFailure: true },
      );
    }, 60_000);
  }

  test("if the newest values are deleted back into a closed block, and measured again", async () => {
    using board = await openTestBoard();
    await importTable(board, wave(130));
    for (let id = 130; id > 125; id--) await board.quality.correcting.remove(id, board.access);
    expect(blockEnds(board, 0)).toEqual([64]);
    await board.measure(1, 10, 11, 12, 13, 14, 15, 16);
    await board.quality.correcting.correct(131, { measurement_value: 12 }, board.access);
    await board.quality.correcting.correct(100, { measurement_value: 12 }, board.access);
    expect(blockEnds(board, 0)).toEqual([64, 128]);
    expectTree(board);
  });
});

test("a correction in 20,000 values reads and writes only the blocks around it, and few of the higher levels", async () => {
  using board = await openTestBoard();
  await board.quality.charts.freeze(1, { center: 10.5, sigma: 1 });
  await importTable(board, wave(20_000));
  expect([0, 1, 2].map((level) => blockEnds(board, level).length)).toEqual([312, 39, 4]);
  // A block that is not JSON would fail the correction if it was read.
  board.sqlite.run(
    `UPDATE blocks SET sums = 'unread' WHERE level = 0 AND NOT (last_subgroup > 5120 AND last_subgroup <= 5632)
      OR level = 1 AND NOT (last_subgroup > 4096 AND last_subgroup <= 8192 OR last_subgroup > 16384)`,
  );
  const { total } = board.sqlite.query("SELECT total_changes() AS total").get() as { total: number };
  await board.quality.correcting.correct(5500, { measurement_value: 12 }, board.access);
  await board.quality.points.change({ product: 1, subgroup: 5501 }, { excluded: true, cause: "x" }, board.access);
  await board.quality.correcting.remove(5502, board.access);
  const after = board.sqlite.query("SELECT total_changes() AS total").get() as { total: number };
  expect(after.total - total).toBeLessThan(100);
  expectConsistent(board);
});

test("a correction, an exclusion and an undo in 20,000 values are one commit each", async () => {
  using board = await openTestBoard();
  await board.quality.charts.freeze(1, { center: 10.5, sigma: 1 });
  await importTable(board, wave(20_000));
  const { turns } = board.store;
  const next = turns.next;
  let commits = 0;
  turns.next = (commit) => {
    commits += 1;
    next(commit);
  };
  await board.quality.correcting.correct(5500, { measurement_value: 30 }, board.access);
  await board.quality.points.change({ product: 1, subgroup: 700 }, { excluded: true }, board.access);
  await board.quality.correcting.remove(20_000, board.access);
  expect(commits).toBe(3);
});
