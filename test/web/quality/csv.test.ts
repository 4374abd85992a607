import { expect, test } from "bun:test";
import { previewOf, timeOrderOf } from "../../../src/web/quality/import/csv.ts";

const at = (hour: number) => `2026-03-02T${String(hour).padStart(2, "0")}:00:00Z`;

test("a table that begins with the newest value runs backwards, and can be sorted", () => {
  const order = timeOrderOf(`measurement_value;measured_at\r\n3;${at(12)}\r\n2;${at(11)}\r\n1;"${at(10)}"\r\n`);
  expect(order).toEqual({
    backwards: 2,
    earliest: Date.parse(at(10)),
    sorted: `measurement_value;measured_at\n1;"${at(10)}"\n2;${at(11)}\n3;${at(12)}`,
  });
});

test("values of the same time keep their order, and time zones are read", () => {
  const rows = [`1,2026-03-02T10:00:00Z`, `2,2026-03-02T19:00:00+09:00`, `3,2026-03-02T09:00:00Z`];
  expect(timeOrderOf(["measurement_value,Measured_At", ...rows].join("\n"))).toMatchObject({
    backwards: 1,
    sorted: ["measurement_value,Measured_At", rows[2], rows[0], rows[1]].join("\n"),
  });
});

test("a table in order, or without times, runs forwards", () => {
  expect(timeOrderOf(`measurement_value,measured_at\n1,${at(10)}\n2,${at(11)}\n3,${at(11)}`).backwards).toBe(0);
  expect(timeOrderOf("measurement_value\n3\n2\n1")).toEqual({ backwards: 0, earliest: undefined, sorted: undefined });
});

test("with a row whose time cannot be read it can be said, but not sorted", () => {
  const order = timeOrderOf(`measurement_value,measured_at\n3,${at(12)}\n2,\n1,${at(10)}`);
  expect([order.backwards, order.sorted]).toEqual([1, undefined]);
});

test("cells in quotes can contain separators, line breaks and quotes", () => {
  const rows = [`3,${at(12)},"a, b"`, `1,${at(10)}, "two\r\nlines" `, `2,${at(11)},"6"" pipe"`] as const;
  const table = ["\uFEFFmeasurement_value,measured_at,note", ...rows, ",,", ""].join("\r\n");
  expect(previewOf(table)).toEqual({
    header: ["measurement_value", "measured_at", "note"],
    rows: [
      ["3", at(12), "a, b"],
      ["1", at(10), "two\r\nlines"],
      ["2", at(11), '6" pipe'],
    ],
    total: 3,
  });
  expect(timeOrderOf(table)).toMatchObject({
    backwards: 1,
    sorted: ["measurement_value,measured_at,note", rows[1], rows[2], rows[0]].join("\n"),
  });
});

test("a quote that is never closed is part of its cell", () => {
  expect(previewOf('measurement_value;note\n1;"open\n2;5" wide').rows).toEqual([
    ["1", '"open'],
    ["2", '5" wide'],
  ]);
});

test("an empty file has no header and no rows", () => {
  expect(previewOf("")).toEqual({ header: [], rows: [], total: 0 });
});
