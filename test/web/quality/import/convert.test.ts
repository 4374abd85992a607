import { describe, expect, test } from "bun:test";
import { proposeMapping } from "../../../../src/web/quality/import/columns.ts";
import { convert, rowAt, sortByTime, timeOrderOf, toCsv } from "../../../../src/web/quality/import/convert.ts";
import { readTable } from "../../../../src/web/quality/import/csv.ts";

const latest = Date.UTC(2027, 0);

function converted(text: string, rejected?: ReadonlyMap<number, string>) {
  const table = readTable(text);
  return convert(table, proposeMapping(table), { order: "dmy", latest, ...(rejected && { rejected }) });
}

const instant = (...[year, month, ...rest]: [number, number, number, number, number]) =>
  new Date(year, month - 1, ...rest).toISOString();

test("a table from a spreadsheet becomes the CSV that the server reads", () => {
  const rows = converted(
    '\uFEFFOperator;Date;Time;Value [mm]\r\nKim;20.11.2026;08:00;10,02\r\n"Lee; Jo";20.11.2026;08:05;\r\n',
  );
  expect(rows.map(({ error }) => error?.reason)).toEqual([undefined, "missing"]);
  expect(toCsv(rows.slice(0, 1)).split("\n")).toEqual([
    "measurement_value,measured_at,subgroup_number,sample_number,tag:operator",
    `10.02,${instant(2026, 11, 20, 8, 0)},,,Kim`,
  ]);
});

test("tags are on one line and quoted if they contain a separator; a long one is an error", () => {
  const rows = converted(`value;lot;shift\n1;"A, B";\n2;"x\ny";early\n3;${"z".repeat(61)};`);
  expect(rows.map(({ error }) => error)).toEqual([
    undefined,
    undefined,
    { field: { tag: "lot" }, reason: "long", cell: "z".repeat(61) },
  ]);
  expect(toCsv(rows.slice(0, 2)).split("\n")).toEqual([
    "measurement_value,measured_at,subgroup_number,sample_number,tag:lot,tag:shift",
    '1,,,,"A, B",',
    "2,,,,x y,early",
  ]);
});

test("a date with midnight and a time of day in the next column are one time", () => {
  const [row] = converted("Date,Time,Value\n2026-11-20 00:00:00,08:05,10.02");
  expect(row?.at).toBe(Date.parse(instant(2026, 11, 20, 8, 5)));
});

test("subgroups and samples are kept, and a row may have no time", () => {
  expect(toCsv(converted("value,subgroup,sample,time\n1.5,4,2,\n"))).toEndWith("\n1.5,,4,2");
});

describe("every row that does not fit says why, and on which line it is:", () => {
  const cases: [row: string, field: string, reason: string][] = [
    ["ten,2026-11-20,1", "measurement_value", "number"],
    [",2026-11-20,1", "measurement_value", "missing"],
    ["2e12,2026-11-20,1", "measurement_value", "range"],
    ["10,soon,1", "measured_at", "time"],
    ["10,1899-12-31,1", "measured_at", "time"],
    ["10,2028-01-01,1", "measured_at", "future"],
    ["10,2026-11-20,1.5", "subgroup_number", "whole"],
    ["10,2026-11-20,0", "subgroup_number", "whole"],
  ];
  for (const [row, field, reason] of cases) {
    test(row, () => {
      const [good, bad] = converted(`value,time,subgroup\n10.5,2026-11-20,1\n\n${row}`);
      expect(good?.error).toBeUndefined();
      expect(bad).toMatchObject({ row: { line: 4, text: row }, error: { field, reason } });
    });
  }
});

test("a line that the server rejected is found in the file and marked", () => {
  const text = "value\n1.5\nten\n2.5\n";
  const sent = converted(text).filter(({ error }) => !error);
  const line = rowAt(sent, "line 3")?.row.line;
  expect(line).toBe(4);
  expect(rowAt(sent, "body")).toBeUndefined();
  expect(converted(text, new Map([[4, "Repeated."]])).map(({ error }) => error?.reason)).toEqual([
    undefined,
    "number",
    "rejected",
  ]);
});

describe("the order in time", () => {
  test("of a table that begins with the newest value is backwards, and can be sorted", () => {
    const rows = converted("value,time\n3,2026-03-02T12:00Z\n2,2026-03-02T11:00Z\n1,2026-03-02T10:00Z");
    expect(timeOrderOf(rows)).toEqual({
      backwards: 2,
      earliest: Date.UTC(2026, 2, 2, 10),
      latest: Date.UTC(2026, 2, 2, 12),
      sortable: true,
    });
    expect(sortByTime(rows).map(({ value }) => value)).toEqual([1, 2, 3]);
  });

  test("of values with the same time is kept, in any time zone", () => {
    const rows = converted("value,time\n1,2026-03-02T10:00Z\n2,2026-03-02T19:00+09:00\n3,2026-03-02T09:00Z");
    expect(timeOrderOf(rows).backwards).toBe(1);
    expect(sortByTime(rows).map(({ value }) => value)).toEqual([3, 1, 2]);
  });

  test("is not known without times, and cannot be sorted if a row has none", () => {
    expect(timeOrderOf(converted("value\n3\n2"))).toMatchObject({ backwards: 0, earliest: undefined, sortable: false });
    expect(timeOrderOf(converted("value,time\n3,2026-03-02\n2,\n1,2026-03-01"))).toMatchObject({
      backwards: 1,
      sortable: false,
    });
  });
});
