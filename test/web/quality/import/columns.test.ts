import { describe, expect, test } from "bun:test";
import { assign, ownTag, proposeMapping } from "../../../../src/web/quality/import/columns.ts";
import { readTable } from "../../../../src/web/quality/import/csv.ts";

const propose = (text: string) => proposeMapping(readTable(text));

describe("columns are recognized by their names", () => {
  const cases: [header: string, row: string, expected: object][] = [
    [
      "measurement_value,sample_number,subgroup_number,measured_at",
      "10,1,1,2026-11-20T08:00Z",
      { measurement_value: 0, sample_number: 1, subgroup_number: 2, measured_at: 3 },
    ],
    [
      "Operator;Measured value [mm];Date/Time",
      "Kim;10,02;20.11.2026 08:00",
      { measurement_value: 1, measured_at: 2, tags: { operator: 0 } },
    ],
    ["설비 번호,로트,근무조,값", "3,17,주간,10.02", { measurement_value: 3, tags: { machine: 0, lot: 1, shift: 2 } }],
    ["Tag\tUhrzeit\tWert", "20.11.2026\t08:00\t10,02", { measurement_value: 2, measured_at: 0, time_of_day: 1 }],
    ["날짜,시각,측정값(mm)", "2026-11-20,오전 8:00,10.02", { measurement_value: 2, measured_at: 0, time_of_day: 1 }],
    ["Time,Value", "2026-11-20 08:00,10.02", { measurement_value: 1, measured_at: 0 }],
  ];
  for (const [header, row, expected] of cases) {
    test(header, () => {
      expect(propose(`${header}\n${row}`)).toEqual(expected);
    });
  }
});

describe("columns without a known name are recognized by their cells", () => {
  test("the only column of numbers is the value", () => {
    expect(propose("Comment,Diameter,When\nKim,10.02,2026-11-20 08:00")).toEqual({
      measurement_value: 1,
      measured_at: 2,
    });
  });

  test("of two columns of numbers, neither is chosen", () => {
    expect(propose("Diameter,Length\n10.02,80")).toEqual({});
  });

  test("rows without a header have their first number as the value", () => {
    expect(propose("2026-11-20 08:00\t10.02\t3")).toEqual({ measured_at: 0, measurement_value: 1 });
  });

  test("a time of day without a date is not a time", () => {
    expect(propose("Time,Value\n08:00,10.02")).toEqual({ measurement_value: 1 });
  });
});

test("a column that is chosen for a field loses its own, and the field its column", () => {
  const mapping = { measurement_value: 0, measured_at: 1 };
  expect(assign(mapping, 1, "measurement_value")).toEqual({ measurement_value: 1 });
  expect(assign(mapping, 2, "measurement_value")).toEqual({ measurement_value: 2, measured_at: 1 });
  expect(assign(mapping, 1, undefined)).toEqual({ measurement_value: 0 });
});

test("a column can be a tag instead, and a tag has one column", () => {
  const mapping = { measurement_value: 0, sample_number: 1, tags: { lot: 2 } };
  expect(assign(mapping, 1, { tag: "lot" })).toEqual({ measurement_value: 0, tags: { lot: 1 } });
  expect(assign(mapping, 2, "sample_number")).toEqual({ measurement_value: 0, sample_number: 2 });
  expect(assign(mapping, 1, { tag: "Cavity" })).toEqual({ measurement_value: 0, tags: { lot: 2, Cavity: 1 } });
  expect(["Cavity #2 (left)", " LOT ", "#", "측정 위치"].map(ownTag)).toEqual([
    "Cavity 2 left",
    "lot",
    undefined,
    "측정 위치",
  ]);
});

test("a column of dates is used if the column named time has no times", () => {
  expect(propose("Date;Time;Value\n46000,25;;10,5\n46000,5;;10,6")).toEqual({ measured_at: 0, measurement_value: 2 });
  expect(propose("Date;Time;Value\n20.11.2026;morning;10,5")).toEqual({ measured_at: 0, measurement_value: 2 });
});
