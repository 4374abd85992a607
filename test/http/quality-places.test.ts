import { describe, expect, test } from "bun:test";
import type { Measurement } from "../../src/domain/spc/chart.ts";
import { openBoard, refusal } from "../support/board-calls.ts";
import { problem } from "../support/knock.ts";

const places = (all: Measurement[]) =>
  all.map(({ subgroup_number, sample_number }) => [subgroup_number, sample_number]);

describe("measurements get their positions:", () => {
  test("without numbers, they fill one subgroup after another", async () => {
    await using board = await openBoard();
    const { id } = await board.product({ subgroup_size: 3 });
    expect(places((await board.measure(id, [1, 2])).body)).toEqual([
      [1, 1],
      [1, 2],
    ]);
    const { filling, points } = (await board.ask("GET", `/products/${id}/chart`)).body;
    expect([filling, points]).toEqual([{ subgroup_number: 1, values: [1, 2] }, []]);
    expect(places((await board.measure(id, [3, 4, 5, 6, 7])).body)).toEqual([
      [1, 3],
      [2, 4],
      [2, 5],
      [2, 6],
      [3, 7],
    ]);
    const chart = (await board.ask("GET", `/products/${id}/chart`)).body;
    expect([chart.filling, chart.points_total]).toEqual([{ subgroup_number: 3, values: [7] }, 2]);
  });

  test("a new subgroup may begin early and skip numbers; a closed one stays closed", async () => {
    await using board = await openBoard();
    const { id } = await board.product({ subgroup_size: 2 });
    const at = async (subgroup_number: number | null, sample_number: number | null = null) => {
      const input = { product: id, measurement_value: 1, subgroup_number, sample_number };
      const { status, body } = await board.ask("POST", "/measurements", input);
      return status === 201 ? [body.subgroup_number, body.sample_number] : [status, body.code];
    };
    expect(await at(3, 10)).toEqual([3, 10]);
    expect(await at(2)).toEqual([422, "subgroup_over"]);
    expect(await at(7)).toEqual([7, 11]);
    expect(await at(3)).toEqual([422, "subgroup_over"]);
    expect(await at(7, 2)).toEqual([7, 2]);
    expect(await at(7)).toEqual([422, "subgroup_over"]);
    expect(await at(null)).toEqual([8, 12]);
    const over = await board.ask("POST", "/measurements", { product: id, measurement_value: 1, subgroup_number: 7 });
    const title = "This subgroup is closed: a later one has begun.";
    expect(over.body).toEqual(problem(422, "subgroup_over", title, "Subgroup 7 is closed: the last one is 8."));
    expect((await board.ask("GET", `/products/${id}/chart`)).body.points_total).toBe(1);
  });

  test("a sample number is unique in a product of single values, and in each subgroup otherwise", async () => {
    await using board = await openBoard();
    const single = (await board.product()).id;
    const threes = (await board.product({ subgroup_size: 3 })).id;
    const sample = (product: number, sample_number: number, rest = {}) => ({
      product,
      sample_number,
      measurement_value: 1,
      ...rest,
    });
    const writes: [inputs: object | object[], answer: number | string][] = [
      [sample(single, 5), 201],
      [sample(single, 5), "Sample 5 is already measured."],
      [[sample(single, 7), sample(single, 7)], "Sample 7 is already measured."],
      [[{ product: single, measurement_value: 1 }, sample(single, 6)], "Sample 6 is already measured."],
      [sample(single, 5, { subgroup_number: 9 }), 201],
      [sample(single, 3), 201],
      [sample(threes, 1), 201],
      [sample(threes, 1), "Sample 1 of subgroup 1 is already measured."],
      [[sample(threes, 2), sample(threes, 2)], "Sample 2 of subgroup 1 is already measured."],
      [[sample(threes, 2), sample(threes, 3)], 201],
      [[sample(threes, 1), sample(threes, 2), sample(threes, 3)], 201],
    ];
    for (const [inputs, expected] of writes) {
      const { status, body } = await board.ask("POST", "/measurements", inputs);
      const got = status === 409 && body.code === "sample_repeated" ? body.detail : status;
      expect([inputs, got]).toEqual([inputs, expected]);
    }
    expect([await board.count(single), await board.count(threes)]).toEqual([3, 6]);
  });
});

describe("a deleted measurement", () => {
  /** A chart without times and judgments. */
  const shape = ({ points, product_id: _, ...lines }: any) => ({
    ...lines,
    points: points.map(({ measured_at: _, violations: __, is_within_control: ___, ...point }: any) => point),
  });

  for (const [subgroup_size, values] of [
    [1, [10, 12, 11, 14, 9]],
    [3, [10, 12, 11, 14, 9, 12, 10]],
  ] as const) {
    test(`leaves a chart with subgroups of ${subgroup_size} as if it had never been measured, and the next value gets its position`, async () => {
      await using board = await openBoard();
      const never = await board.product({ subgroup_size });
      const { id } = await board.product({ subgroup_size });
      await board.measure(never.id, values);
      const { body } = await board.measure(id, [...values, 90]);
      expect(await board.ask("DELETE", `/measurements/${body.at(-1).id}/`)).toEqual({ status: 204, body: "" });
      const chartOf = async (product: number) => shape((await board.ask("GET", `/products/${product}/chart`)).body);
      expect(await chartOf(id)).toEqual(await chartOf(never.id));
      const [[last], [same]] = [(await board.measure(id, [13])).body, (await board.measure(never.id, [13])).body].map(
        places,
      ) as any;
      expect(last).toEqual(same);
      await board.measure(id, [11, 10, 12]);
      await board.measure(never.id, [11, 10, 12]);
      expect(await chartOf(id)).toEqual(await chartOf(never.id));
      const capability = async (product: number) => {
        const { mean, sigma_within, sigma_overall, cpk, ppk } = (
          await board.ask("GET", `/products/${product}/capability`)
        ).body;
        return [mean, sigma_within, sigma_overall, cpk, ppk].map((x) => x.toFixed(9));
      };
      expect(await capability(id)).toEqual(await capability(never.id));
    });
  }

  test("among single values leaves a moving range between its neighbors", async () => {
    await using board = await openBoard();
    const { id } = await board.product();
    await board.measure(id, [10, 20, 12, 15]);
    const ranges = async () => {
      const { points, secondary } = (await board.ask("GET", `/products/${id}/chart`)).body;
      return [points.map((point: { secondary: number }) => point.secondary), secondary.center];
    };
    expect(await ranges()).toEqual([[null, 10, 8, 3], 7]);
    await board.ask("DELETE", "/measurements/2");
    expect(await ranges()).toEqual([[null, 2, 3], 2.5]);
    await board.ask("DELETE", "/measurements/1");
    expect(await ranges()).toEqual([[null, 3], 3]);
  });

  test("reopens its subgroup if that is the last one, and leaves an earlier one without a point", async () => {
    await using board = await openBoard();
    const { id } = await board.product({ subgroup_size: 2 });
    await board.measure(id, [1, 3, 5, 7, 9, 11]);
    await board.ask("DELETE", "/measurements/6");
    const chart = async () => {
      const { points, filling } = (await board.ask("GET", `/products/${id}/chart`)).body;
      return [points.map(({ value }: { value: number }) => value), filling];
    };
    expect(await chart()).toEqual([[2, 6], { subgroup_number: 3, values: [9] }]);
    expect(places((await board.measure(id, [13])).body)).toEqual([[3, 6]]);
    await board.ask("DELETE", "/measurements/1");
    expect(await chart()).toEqual([[6, 11], null]);
    const left = (await board.ask("GET", "/measurements?before=3")).body;
    expect(left).toMatchObject([{ id: 2, is_within_control: null }]);
  });

  test("cannot be deleted again, and nor can an unknown one", async () => {
    await using board = await openBoard();
    const { id } = await board.product();
    await board.measure(id, [1, 2]);
    expect((await board.ask("DELETE", "/measurements/1")).status).toBe(204);
    for (const path of ["1", "99", "0", "-1", "x", "1.5", "9".repeat(30)]) {
      const gone = refusal(await board.ask("DELETE", `/measurements/${path}`));
      expect([path, ...gone]).toEqual([path, 404, "measurement_not_found", undefined]);
    }
    expect(await board.count(id)).toBe(1);
  });
});
