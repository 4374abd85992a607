import { expect, test } from "bun:test";
import { toNumber } from "../../src/domain/typed-number.ts";

const table: [string, number | undefined][] = [
  ["56", 56],
  [" -3.5 ", -3.5],
  ["\u22125", -5],
  ["3,14", 3.14],
  ["0,125", 0.125],
  ["1,000", 1000],
  ["-9,700,000", -9_700_000],
  ["1,234.5", 1234.5],
  ["1234,567", 1234.567],
  ["1e-7", 1e-7],
  [".5", 0.5],
  ["1.2.3", undefined],
  ["1,00,000", undefined],
  ["1,000,00", undefined],
  ["1e400", undefined],
  ["ten", undefined],
  ["", undefined],
];
test.each(table)("%p is read as %p", (text, value) => expect(toNumber(text)).toBe(value));
