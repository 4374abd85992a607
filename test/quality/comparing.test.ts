/** Strata are compared by their values: number, mean, s, capability and quantiles. */
import { expect, test } from "bun:test";
import { StrataInput } from "../../src/domain/spc/strata.ts";
import { openTestBoard, type TestBoard } from "../support/board.ts";
import { machines, tagged } from "./strata.ts";

const compare = (board: TestBoard, input: object) =>
  board.quality.comparing.compare(1, StrataInput.parse(input), board.access);
const rounded = (_: string, value: unknown) => (typeof value === "number" ? Number(value.toPrecision(10)) : value);

for (const size of [1, 3]) {
  test(`a stratum has the figures of a product with only its values, in subgroups of ${size}`, async () => {
    using board = await tagged(size, machines(40, size));
    const { strata, ...rest } = await compare(board, { tag: "Machine" });
    expect(strata.map(({ value, count, points }) => [value, count, points])).toEqual([
      ["1", 20 * size, 20],
      ["2", 20 * size, 20],
    ]);
    for (const stratum of strata) {
      using alone = await openTestBoard(size);
      const values = machines(40, size).flatMap(([value, { machine }]) => (machine === stratum.value ? [value] : []));
      await alone.measure(1, ...values);
      const { mean, sigma_overall, cpk, ppk } = await alone.quality.charts.capability(1);
      const figures = { mean: stratum.mean, sigma: stratum.sigma, cpk: stratum.cpk, ppk: stratum.ppk };
      expect(JSON.stringify(figures, rounded)).toBe(JSON.stringify({ mean, sigma: sigma_overall, cpk, ppk }, rounded));
      expect([stratum.quantiles[0], stratum.quantiles[4]]).toEqual([Math.min(...values), Math.max(...values)]);
      expect(stratum.newest).toEqual(values);
    }
    expect(rest).toEqual({
      tag: "machine",
      strata_total: 2,
      count: 40 * size,
      from_subgroup: 1,
      to_subgroup: 40,
      has_earlier: false,
    });
  });
}

test("quartiles are those of R and Excel", async () => {
  using board = await tagged(
    1,
    [1, 2, 3, 4, 10].map((value) => [value, { lot: "A" }]),
  );
  const [{ quantiles } = { quantiles: [] }] = (await compare(board, { tag: "lot" })).strata;
  expect(quantiles).toEqual([1, 2, 3, 4, 10]);
});

test("values without the tag are the last stratum; excluded points and other values of a filter do not count", async () => {
  using board = await tagged(1, [...machines(6), [10, {}], [12, {}]]);
  await board.quality.points.change({ product: 1, subgroup: 2 }, { excluded: true, cause: "typo" }, board.access);
  const counts = async (input: object) =>
    (await compare(board, input)).strata.map(({ value, count, cpk }) => [value, count, cpk === null]);
  expect(await counts({ tag: "machine" })).toEqual([
    ["1", 3, false],
    ["2", 2, false],
    [null, 2, false],
  ]);
  expect(await counts({ tag: "machine", tags: { shift: ["B"] } })).toEqual([
    ["1", 1, true],
    ["2", 1, true],
  ]);
});

test("the values of a subgroup of both machines are in their own strata, its point in neither", async () => {
  using board = await tagged(2, [
    [10, { machine: "1" }],
    [12, { machine: "2" }],
    [11, { machine: "2" }],
    [13, { machine: "2" }],
  ]);
  const { strata } = await compare(board, { tag: "machine" });
  expect(strata.map(({ value, count, points }) => [value, count, points])).toEqual([
    ["1", 1, 0],
    ["2", 3, 1],
  ]);
});

test("a comparison is up to date after each change", async () => {
  using board = await tagged(1, machines(4));
  expect((await compare(board, { tag: "machine" })).count).toBe(4);
  await board.measure(1, 10);
  expect((await compare(board, { tag: "machine" })).count).toBe(5);
});
