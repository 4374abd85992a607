import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ProductInput } from "../../src/domain/spc/product.ts";
import { receiptLifeMs } from "../../src/quality/recording.ts";
import { codeOf, openTestBoard, type TestBoard } from "../support/board.ts";
import { foldAgain } from "../support/fold.ts";
import { runs } from "../support/seed.ts";

type Step =
  | { readonly do: "measure"; readonly values: readonly number[] }
  | { readonly do: "place"; readonly subgroup: number; readonly value: number }
  | { readonly do: "undo"; readonly nth: number }
  | { readonly do: "exclude"; readonly nth: number; readonly excluded: boolean }
  | { readonly do: "freeze"; readonly from: number; readonly to: number };

const value = fc.integer({ min: -50, max: 250 }).map((tenths) => tenths / 10);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(value, { minLength: 1, maxLength: 12 }).map((values): Step => ({ do: "measure", values })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(40), value).map(([subgroup, of]): Step => ({ do: "place", subgroup, value: of })),
  },
  { weight: 2, arbitrary: fc.nat(6).map((nth): Step => ({ do: "undo", nth })) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(12), fc.boolean()).map(([nth, excluded]): Step => ({ do: "exclude", nth, excluded })),
  },
  { weight: 1, arbitrary: fc.tuple(fc.nat(10), fc.nat(40)).map(([from, to]): Step => ({ do: "freeze", from, to })) },
);
const steps = fc.array(step, { minLength: 1, maxLength: 25 });

async function carryOut(board: TestBoard, step: Step): Promise<void> {
  const { quality } = board;
  if (step.do === "measure") await board.measure(1, ...step.values);
  if (step.do === "place") {
    const input = { product: 1, measurement_value: step.value, subgroup_number: step.subgroup };
    await codeOf(quality.measuring.record([input], null));
  }
  if (step.do === "undo") {
    const measured = quality.measurements({ product: 1, limit: 7 }, board.access)[step.nth];
    if (measured) await quality.correcting.remove(measured.id, board.access);
  }
  if (step.do === "exclude") {
    const subgroup = quality.charts.chart(1, 13).points.at(-step.nth - 1)?.subgroup_number;
    const { excluded } = step;
    if (subgroup) await quality.points.change({ product: 1, subgroup }, { excluded }, board.access);
  }
  if (step.do === "freeze")
    await codeOf(quality.charts.freeze(1, { from_subgroup: step.from || null, to_subgroup: step.to || null }));
}

describe("the state in memory equals the stored state", () => {
  for (const size of [1, 3, 12]) {
    test(`in subgroups of ${size}, after any sequence of measuring, deleting, excluding and freezing`, async () => {
      await fc.assert(
        fc.asyncProperty(steps, async (all) => {
          using board = await openTestBoard(size);
          for (const step of all) await carryOut(board, step);
          expect(board.again().charts.chart(1, 2000)).toEqual(board.quality.charts.chart(1, 2000));
          const row = board.store.products.find(1);
          if (!row) throw new Error("the product is gone");
          // Deletions change the order in which the sums are computed: their last digits may differ.
          const { values, location, dispersion, block: _, ...process } = foldAgain(board.store, 1);
          expect(row.process).toMatchObject(process);
          for (const [kept, folded] of [
            [row.process.values, values],
            [row.process.location, location],
            [row.process.dispersion, dispersion],
          ] as const) {
            expect(kept.count).toBe(folded.count);
            expect(kept.mean).toBeCloseTo(folded.mean, 9);
            expect(kept.m2).toBeCloseTo(folded.m2, 6);
          }
        }),
        runs(40),
      );
    });
  }
});

describe("deleting a value", () => {
  test("frees its position for the next one, and leaves the chart as if it had never been measured", async () => {
    using board = await openTestBoard();
    using other = await openTestBoard();
    await board.measure(1, 10, 11, 10, 11);
    const [wrong = 0] = await board.measure(1, 110);
    await board.quality.correcting.remove(wrong, board.access);
    await board.measure(1, 11);
    await other.measure(1, 10, 11, 10, 11);
    await other.measure(1, 11);
    expect(board.quality.charts.chart(1, 10)).toEqual(other.quality.charts.chart(1, 10));
    expect(await codeOf(board.quality.correcting.remove(wrong, board.access))).toBe("measurement_not_found");
  });

  test("of a complete subgroup deletes its point, too; the last subgroup is filled again", async () => {
    using board = await openTestBoard(3);
    const ids = await board.measure(1, 10, 11, 12, 10, 11, 12);
    await board.quality.correcting.remove(ids[5] ?? 0, board.access);
    const { points, filling } = board.quality.charts.chart(1, 10);
    expect([points.map(({ subgroup_number }) => subgroup_number), filling]).toEqual([
      [1],
      { subgroup_number: 2, values: [10, 11] },
    ]);
    await board.measure(1, 13);
    expect(board.quality.charts.chart(1, 10).points.map(({ value }) => value)).toEqual([11, 34 / 3]);
  });
});

describe("measurements of one turn", () => {
  test("are one commit, and a rejection affects its sender only", async () => {
    using board = await openTestBoard();
    const { quality } = board;
    const one = (measurement_value: number, sample_number: number) =>
      codeOf(quality.measuring.record([{ product: 1, measurement_value, sample_number }], null));
    expect(await Promise.all([one(10, 1), one(11, 1), one(12, 2), codeOf(quality.remove(2)), one(13, 3)])).toEqual([
      "ok",
      "sample_repeated",
      "ok",
      "product_not_found",
      "ok",
    ]);
    expect(
      quality.measurements({ product: 1, limit: 9 }, board.access).map((taken) => taken.measurement_value),
    ).toEqual([13, 12, 10]);
    expect(quality.charts.chart(1, 9)).toEqual(board.again().charts.chart(1, 9));
  });

  test("are rolled back if one of them meets a bug, and then only that one fails", async () => {
    using board = await openTestBoard();
    const { quality, sqlite } = board;
    await quality.make(ProductInput.parse({ code: "NUT", name: "Nut", lsl: 0, usl: 20 }), board.access);
    sqlite.run(
      "CREATE TRIGGER bug BEFORE INSERT ON measurements WHEN NEW.value = 13 BEGIN SELECT RAISE(ABORT, 'bug'); END",
    );
    const sent = [board.measure(1, 10), board.measure(2, 13), board.measure(1, 11)];
    expect(await Promise.all(sent.map(codeOf))).toEqual(["ok", "internal", "ok"]);
    expect([quality.product(1, board.access).measurements, quality.product(2, board.access).measurements]).toEqual([
      2, 0,
    ]);
    expect(quality.charts.chart(1, 9)).toEqual(board.again().charts.chart(1, 9));
  });

  test("are not written if one value of their list is invalid", async () => {
    using board = await openTestBoard();
    await board.measure(1, 10, 11);
    const before = board.quality.charts.chart(1, 9);
    const late = board.clock.now + 60 * 60 * 1000;
    const list = [{ measurement_value: 10 }, { measurement_value: 30 }, { measurement_value: 11, measured_at: late }];
    expect(
      await codeOf(
        board.quality.measuring.record(
          list.map((input) => ({ product: 1, ...input })),
          null,
        ),
      ),
    ).toBe("future_measurement");
    expect([board.quality.charts.chart(1, 9), board.quality.alerts({ limit: 9 }, board.access)]).toEqual([before, []]);
  });

  test("are one measurement if they have the same key, in the same turn and later", async () => {
    using board = await openTestBoard();
    const send = () =>
      board.quality.measuring.record([{ product: 1, measurement_value: 10 }], null, { user_id: 1, key: "a" });
    const first = await Promise.all([send(), send(), send()]);
    expect([...first, await send()]).toEqual(Array.from({ length: 4 }, () => first[0] ?? []));
    expect(board.quality.product(1, board.access).measurements).toBe(1);
    board.clock.now += receiptLifeMs + 1;
    // A key expires: a board that is opened later no longer knows it.
    board.again().flush();
    await send();
    expect(board.quality.product(1, board.access).measurements).toBe(2);
  });
});

describe("D4 if the disk is full", () => {
  test("every sender gets `storage_full`, nothing is partly written, reads work, and writes work again once there is space", async () => {
    using board = await openTestBoard();
    const { quality, sqlite } = board;
    await board.measure(1, 10, 11, 10, 11);
    const { page_count } = sqlite.query<{ page_count: number }, []>("PRAGMA page_count").get() ?? { page_count: 0 };
    sqlite.run(`PRAGMA max_page_count = ${page_count}`);
    const many = Array.from({ length: 500 }, () => 10.5);
    let outcome = "ok";
    while (outcome === "ok") outcome = await codeOf(board.measure(1, ...many));
    expect(outcome).toBe("storage_full");
    const kept = quality.charts.chart(1, 2000);
    expect(await Promise.all([codeOf(board.measure(1, ...many)), codeOf(board.measure(1, ...many))])).toEqual([
      "storage_full",
      "storage_full",
    ]);
    expect(quality.charts.chart(1, 2000)).toEqual(kept);
    expect(board.again().charts.chart(1, 2000)).toEqual(kept);
    sqlite.run("PRAGMA max_page_count = 1073741823");
    expect(await codeOf(board.measure(1, ...many))).toBe("ok");
    expect(quality.charts.chart(1, 1).points_total).toBe(kept.points_total + many.length);
  });
});
