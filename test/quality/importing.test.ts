/** Many values in one call: in slices, yet all or nothing, and in order with everything else. */
import { describe, expect, test } from "bun:test";
import { ProductInput } from "../../src/domain/spc/product.ts";
import { codeOf, openTestBoard, type TestBoard } from "../support/board.ts";
import { foldAgain } from "../support/fold.ts";
import { blockEnds, chart, expectConsistent, wave } from "./process.ts";

const inputs = (values: readonly number[]) => values.map((measurement_value) => ({ product: 1, measurement_value }));
const kinds = (board: TestBoard) =>
  board.quality.alerts({ limit: 200 }, board.access).map(({ alert_type, detail }) => [alert_type, detail?.count ?? 1]);
const rowsOf = ({ sqlite }: TestBoard) =>
  ["measurements", "points", "imports"].map((table) => sqlite.query(`SELECT count(*) AS n FROM ${table}`).get());
const nothing = [{ n: 0 }, { n: 0 }, { n: 0 }];

describe("an import", () => {
  for (const size of [1, 3]) {
    test(`gives the same chart as the same values in one commit, in subgroups of ${size}`, async () => {
      using board = await openTestBoard(size);
      using other = await openTestBoard(size);
      await board.measure(1, 10, 11);
      await other.measure(1, 10, 11);
      expect(await board.quality.measuring.importTable(inputs(wave(700)), null)).toBe(700);
      for (let n = 0; n < 700; n += 100) await other.measure(1, ...wave(700).slice(n, n + 100));
      const lines = ({ points, ...rest }: ReturnType<typeof chart>) => ({
        ...rest,
        points: points.map(({ subgroup_number, value, secondary }) => [subgroup_number, value, secondary]),
      });
      expect(lines(chart(board))).toEqual(lines(chart(other)));
      expect(chart(board)).toEqual(board.again().charts.chart(1, 2000));
      const { block: _, ...process } = board.store.products.find(1)?.process ?? foldAgain(board.store, 1);
      const { block: __, ...folded } = foldAgain(board.store, 1);
      expect(process).toEqual({
        ...folded,
        values: expect.objectContaining({ count: folded.values.count }),
        location: expect.objectContaining({ count: folded.location.count }),
        dispersion: expect.objectContaining({ count: folded.dispersion.count }),
      });
    });
  }

  test("is invisible until it is complete; other values of the product wait for it", async () => {
    using board = await openTestBoard();
    await board.measure(1, 10, 11);
    const order: string[] = [];
    const seen = new Set<number>();
    let running = true;
    const whole = board.quality.measuring.importTable(inputs(wave(3000)), null).then(() => {
      running = false;
      order.push("import");
    });
    const single = board.measure(1, 12).then(() => order.push("single"));
    let turns = 0;
    while (running) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
      if (!running) break;
      const { points, points_total } = chart(board);
      seen.add(points.length).add(points_total);
      seen.add(board.quality.measurements({ product: 1, limit: 200 }, board.access).length);
      seen.add(board.quality.measurements({ limit: 200 }, board.access).length);
      seen.add(board.quality.product(1, board.access).measurements);
    }
    await Promise.all([whole, single]);
    expect([...seen]).toEqual([2]);
    // Others had turns of the event loop in between. How many depends on the speed of the machine.
    expect(turns).toBeGreaterThan(1);
    expect(order).toEqual(["import", "single"]);
    expect(chart(board).points_total).toBe(3003);
    expect(chart(board).points.at(-1)).toMatchObject({ subgroup_number: 3003, value: 12 });
  });

  test("with one invalid value writes nothing, and the error names the value", async () => {
    using board = await openTestBoard();
    const late = { product: 1, measurement_value: 10, measured_at: board.clock.now + 60 * 60 * 1000 };
    const twice = { product: 1, measurement_value: 10, sample_number: 5 };
    for (const [wrong, code] of [
      [late, "future_measurement"],
      [twice, "sample_repeated"],
    ] as const) {
      const list = inputs(wave(900)).toSpliced(700, 1, wrong);
      expect(await codeOf(board.quality.measuring.importTable(list, null))).toBe(code);
      const thrown = await board.quality.measuring.record(list, null).catch((cause: unknown) => cause);
      expect(thrown).toMatchObject({ code, errors: [{ path: "700" }] });
      expect(rowsOf(board)).toEqual(nothing);
    }
    expect((await board.measure(1, 10)).length).toBe(1);
    expect(chart(board)).toMatchObject({ points_total: 1, points: [{ subgroup_number: 1 }] });
  });

  test("that fails on a full disk stays invisible, and is deleted before the next value", async () => {
    using board = await openTestBoard();
    board.sqlite.run(
      "CREATE TRIGGER full BEFORE INSERT ON points WHEN NEW.subgroup_number = 600 BEGIN SELECT RAISE(ABORT, 'bug'); END",
    );
    board.sqlite.run("CREATE TRIGGER stuck BEFORE DELETE ON measurements BEGIN SELECT RAISE(ABORT, 'bug'); END");
    expect(await codeOf(board.quality.measuring.importTable(inputs(wave(900)), null))).toBe("internal");
    expect([chart(board).points, board.quality.measurements({ limit: 9 }, board.access)]).toEqual([[], []]);
    board.sqlite.run("DROP TRIGGER stuck");
    await board.measure(1, 10);
    expect(rowsOf(board)).toEqual([{ n: 1 }, { n: 1 }, { n: 0 }]);
  });

  test("that fails leaves the sums and blocks of earlier values as they were", async () => {
    using board = await openTestBoard();
    await board.quality.measuring.importTable(inputs(wave(600)), null);
    board.sqlite.run(
      "CREATE TRIGGER full BEFORE UPDATE ON products WHEN NEW.process LIKE '%\"last_subgroup\":1500,%' BEGIN SELECT RAISE(ABORT, 'bug'); END",
    );
    expect(await codeOf(board.quality.measuring.importTable(inputs(wave(900)), null))).toBe("internal");
    expect([blockEnds(board, 0).length, blockEnds(board, 1)]).toEqual([9, [512]]);
    await board.quality.correcting.correct(5, { measurement_value: 11 }, board.access);
    expectConsistent(board);
  });

  test("that a crash interrupted is deleted at the next start", async () => {
    using board = await openTestBoard();
    await board.measure(1, 10, 11);
    board.store.imports.begin(1);
    await board.measure(1, 12, 13, 14);
    const again = board.again();
    expect(again.measurements({ product: 1, limit: 9 }, board.access).map((one) => one.measurement_value)).toEqual([
      11, 10,
    ]);
    expect(rowsOf(board)).toEqual([{ n: 2 }, { n: 2 }, { n: 0 }]);
  });

  test("raises one alert per cause, however many values are outside", async () => {
    using board = await openTestBoard();
    await board.measure(1, ...wave(50));
    await board.quality.charts.freeze(1, {});
    await board.quality.measuring.importTable(
      inputs(Array.from({ length: 400 }, (_, n) => [30, -5, 10][n % 3] ?? 0)),
      null,
    );
    const raised = kinds(board);
    expect(raised.length).toBeLessThan(10);
    expect(raised).toContainEqual(["OUT_OF_SPEC", 134]);
    expect(raised).toContainEqual(["OUT_OF_SPEC", 133]);
    expect(raised.filter(([type]) => type === "OUT_OF_CONTROL")).toHaveLength(1);
  });

  test("repeated with its key is written once; a key of a list is not valid for a table", async () => {
    using board = await openTestBoard();
    const { measuring } = board.quality;
    const [table, list] = [
      { user_id: 1, key: "table" },
      { user_id: 1, key: "list" },
    ];
    const created = await Promise.all([1, 2, 3].map(() => measuring.importTable(inputs(wave(300)), null, table)));
    expect(created).toEqual([300, 300, 300]);
    const first = await measuring.record(inputs(wave(300)), null, list);
    expect(await measuring.record(inputs(wave(300)), null, list)).toEqual(first);
    expect(await codeOf(measuring.importTable(inputs(wave(300)), null, list))).toBe("key_used");
    expect(await codeOf(measuring.record(inputs(wave(3)), null, table))).toBe("key_used");
    expect(board.quality.product(1, board.access).measurements).toBe(600);
  });

  test("that too many others wait for rejects the next one, with the time to retry", async () => {
    using board = await openTestBoard();
    const first = board.quality.measuring.importTable(inputs(wave(500)), null);
    const others = Array.from({ length: 110 }, () => codeOf(board.measure(1, 10)));
    const codes = await Promise.all(others);
    await first;
    const rejected = codes.filter((code) => code !== "ok");
    expect([...new Set(rejected)]).toEqual(["product_busy"]);
    expect(rejected.length).toBe(10);
    expect(chart(board).points_total).toBe(600);
  });
});

describe("a deleted product", () => {
  test("disappears at once and frees its code; its rows are deleted in slices, also after a crash", async () => {
    using board = await openTestBoard();
    await board.quality.measuring.importTable(inputs(wave(1500)), null);
    await board.measure(1, 50);
    const left = () => board.sqlite.query<{ n: number }, []>("SELECT count(*) AS n FROM measurements").get()?.n ?? 0;
    await board.quality.remove(1);
    expect(left()).toBeGreaterThan(1000);
    const again = await board.quality.make(
      ProductInput.parse({ code: "BOLT", name: "Bolt", lsl: 0, usl: 20 }),
      board.access,
    );
    expect([again.id, board.quality.products(board.access, { limit: 9 }).map(({ id }) => id)]).toEqual([2, [2]]);
    expect(board.quality.measurements({ limit: 9 }, board.access)).toEqual([]);
    expect(board.quality.alerts({ limit: 9 }, board.access)).toEqual([]);
    expect(board.store.alerts.statistics({ days: 1, offset_minutes: 0, at: board.clock.now }).total).toBe(0);
    expect(await codeOf(board.quality.remove(1))).toBe("product_not_found");
    // Another board on the same database continues the deletion, as after a restart.
    using next = board.again();
    while (board.store.products.removedIds().length > 0) await new Promise((resolve) => setImmediate(resolve));
    expect([left(), next.products(board.access, { limit: 9 }).length]).toEqual([0, 1]);
  });
});
