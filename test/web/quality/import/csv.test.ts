import { describe, expect, test } from "bun:test";
import { readTable, textOf } from "../../../../src/web/quality/import/csv.ts";

describe("a table", () => {
  test("has cells in quotes with separators, line breaks and quotes, and knows on which lines its rows begin", () => {
    const rows = [`3,"a, b"`, `1, "two\r\nlines" `, `2,"6"" pipe"`];
    const table = readTable(["\uFEFFvalue,note", ...rows, ",,", "", "4,"].join("\r\n"));
    expect(table.header).toEqual(["value", "note"]);
    expect(table.rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [2, "3", "a, b"],
      [3, "1", "two\r\nlines"],
      [5, "2", '6" pipe'],
      [8, "4", ""],
    ]);
  });

  test("has a quote that is never closed as part of its cell", () => {
    expect(readTable('value;note\n1;"open\n2;5" wide').rows.map(({ cells }) => cells)).toEqual([
      ["1", '"open'],
      ["2", '5" wide'],
    ]);
  });

  test("is split at semicolons and tabs, and at commas if there are neither", () => {
    const cells = (text: string) => readTable(text).rows[0]?.cells;
    expect(cells("a;b\n1,5;2")).toEqual(["1,5", "2"]);
    expect(cells("a\tb\n1,5\t2")).toEqual(["1,5", "2"]);
    expect(cells("a,b\n1.5,2")).toEqual(["1.5", "2"]);
  });

  test("of one column of decimal commas is not split at them", () => {
    expect(readTable("10,02\n9,97\n10").rows.map(({ cells }) => cells)).toEqual([["10,02"], ["9,97"], ["10"]]);
    expect(readTable("value\n10,02\n9,97").rows.map(({ cells }) => cells)).toEqual([["10,02"], ["9,97"]]);
  });

  test("without a header begins with its first row, even if that contains a text", () => {
    expect(readTable("10.02\n9.97").header).toBeUndefined();
    expect(readTable("Kim\t10.02\nLee\t9.97")).toMatchObject({ header: undefined, rows: [{ line: 1 }, { line: 2 }] });
    expect(readTable("2026-01-02 08:00\t10.02").header).toBeUndefined();
  });

  test("has no rows and no columns if the text is empty", () => {
    expect(readTable("")).toEqual({ header: undefined, rows: [], width: 0, commaSeparated: false });
  });
});

test("files from Excel are decoded: UTF-8, Unicode text, and Korean", async () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("값\t시각", "utf16le")]);
  expect(await textOf(new Blob([utf16]))).toContain("값\t시각");
  expect(await textOf(new Blob([Buffer.from("값,시각")]))).toBe("값,시각");
  expect(await textOf(new Blob([Buffer.from([0xb0, 0xaa])]))).toBe("값");
});
