import { describe, expect, test } from "bun:test";
import { dateOrderOf, isTimeOfDay, parseTime } from "../../../../src/web/quality/import/times.ts";

const local = (...[year, month, ...rest]: [number, number, number, number?, number?, number?, number?]) =>
  new Date(year, month - 1, ...rest).getTime();

describe("a time is read as it is written", () => {
  const cases: [cell: string, expected: number][] = [
    ["2026-11-20 08:00", local(2026, 11, 20, 8)],
    ["2026-11-20T08:00:30.250", local(2026, 11, 20, 8, 0, 30, 250)],
    ["2026/11/20 8:05:09", local(2026, 11, 20, 8, 5, 9)],
    ["20.11.2026 08:00", local(2026, 11, 20, 8)],
    ["20.11.26, 08:00", local(2026, 11, 20, 8)],
    ["20/11/2026", local(2026, 11, 20)],
    ["20-Nov-26 4:30 PM", local(2026, 11, 20, 16, 30)],
    ["2026. 11. 20. 오후 3:05:00", local(2026, 11, 20, 15, 5)],
    ["2026년 11월 20일 오전 12:00", local(2026, 11, 20)],
    ["46346.3333333333", local(2026, 11, 20, 8)],
    ["46346,5", local(2026, 11, 20, 12)],
    ["2026-11-20T08:00:00Z", Date.UTC(2026, 10, 20, 8)],
    ["2026-11-20T08:00:00.5+09:00", Date.UTC(2026, 10, 19, 23, 0, 0, 500)],
    ["2026-11-20 08:00 -0130", Date.UTC(2026, 10, 20, 9, 30)],
  ];
  for (const [cell, expected] of cases) {
    test(cell, () => {
      expect(parseTime(cell, "dmy")).toBe(expected);
    });
  }
});

test("day and month are in the order of the column", () => {
  expect(parseTime("03/04/2026", "dmy")).toBe(local(2026, 4, 3));
  expect(parseTime("03/04/2026", "mdy")).toBe(local(2026, 3, 4));
  expect(parseTime("03.04.2026", "mdy")).toBe(local(2026, 4, 3));
  expect(dateOrderOf(["03/04/2026", "13/04/2026"])).toBe("dmy");
  expect(dateOrderOf(["03/04/2026", "04/13/2026 8:00 AM"])).toBe("mdy");
  expect(dateOrderOf(["", "03/04/2026"])).toBe("either");
  expect(dateOrderOf(["2026-11-20", "03.04.2026", "10.5"])).toBeUndefined();
});

test("days and times that do not exist are not read", () => {
  const cells = ["2026-02-30", "31.04.2026", "2026-11-20 24:00", "2026-11-20 13:00 PM", "20/13/2026", "yesterday"];
  for (const cell of [...cells, "", "10.02", "08:00", "2026-11-20 soon"]) {
    expect([cell, parseTime(cell, "dmy")]).toEqual([cell, undefined]);
  }
});

test("a time of day has no date", () => {
  expect(["08:00", "8:05:30 PM", "오후 3:05", "2026-11-20 08:00", "10.02"].map(isTimeOfDay)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
