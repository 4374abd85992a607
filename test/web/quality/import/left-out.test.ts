import { expect, test } from "bun:test";
import { convert } from "../../../../src/web/quality/import/convert.ts";
import { readTable } from "../../../../src/web/quality/import/csv.ts";
import { leftOutOf } from "../../../../src/web/quality/import/left-out.ts";

const options = { order: "dmy", latest: Date.parse("2026-11-20T09:00:00.000Z") } as const;

test("the rows with errors stay with the header, in the order of the file, with the server's reasons", () => {
  const text = 'value;note\r\n10,1;a\r\nbroken;"two\nlines"\r\n10,2;b\r\n10,3;c';
  const table = readTable(text);
  const rejected = new Map([[6, "Too late."]]);
  const rows = convert(table, { measurement_value: 0 }, { ...options, rejected }).reverse();
  const left = leftOutOf(text, true, rows);
  expect(left.text).toBe('value;note\nbroken;"two\nlines"\n10,3;c');
  expect([...left.rejected]).toEqual([[4, "Too late."]]);
});

test("nothing is left without errors", () => {
  const text = "value\n1\n2";
  expect(leftOutOf(text, true, convert(readTable(text), { measurement_value: 0 }, options)).text).toBe("");
});
