import { expect, test } from "bun:test";
import { decimalMarkOf, parseDecimal } from "../../../../src/web/quality/import/decimals.ts";

/** The numbers of a column, as the import page reads them. */
const read = (cells: string[], commaSeparated = false) => {
  const mark = decimalMarkOf(cells, commaSeparated);
  return cells.map((cell) => parseDecimal(cell, mark));
};

test("a column's decimal mark is a comma or a point", () => {
  expect(read(["10,5", "1.234,5", "1.234"])).toEqual([10.5, 1234.5, 1234]);
  expect(read(["10.5", "1,234.5", "1,234"])).toEqual([10.5, 1234.5, 1234]);
  expect(read(["0,125", "12"])).toEqual([0.125, 12]);
  expect(read(["1,234,567"])).toEqual([1_234_567]);
  expect(read(["1.234.567"])).toEqual([1_234_567]);
});

test("three digits after the only mark are decimals, not thousands", () => {
  expect(read(["10.021", "9.998"])).toEqual([10.021, 9.998]);
  expect(read(["10,021", "9,998"])).toEqual([10.021, 9.998]);
  // In quotes in a file with commas between its cells: how an English spreadsheet writes thousands.
  expect(read(["1,021", "998"], true)).toEqual([1021, 998]);
});

test("signs, exponents and spaces between thousands are read", () => {
  expect(read(["−1.5", "+2.", ".5", "1e-3", "1 234.5"])).toEqual([-1.5, 2, 0.5, 0.001, 1234.5]);
});

test("what is not a number, or has the other decimal mark, is not read", () => {
  expect(read(["10.5", "ten", "", "10.5 mm", "0x10", "1e999", "9,97"])).toEqual([10.5, ...Array(6).fill(undefined)]);
});
