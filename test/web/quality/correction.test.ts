import { expect, test } from "bun:test";
import type { MeasurementRecord } from "../../../src/domain/spc/chart.ts";
import { changeOf } from "../../../src/web/quality/product/correction.ts";

const value = {
  measurement_value: 3,
  sample_size: 50,
  tags: { lot: "A", machine: "1" },
} as unknown as MeasurementRecord;
const typed = { number: 3, size: 50, tags: { lot: "A", machine: "1" } };

test("a correction has the value, and the sample size and the tags if they differ", () => {
  expect(changeOf(value, typed)).toEqual({ measurement_value: 3 });
  expect(changeOf(value, { ...typed, number: 4, size: 60 })).toEqual({ measurement_value: 4, sample_size: 60 });
  expect(changeOf(value, { ...typed, tags: { lot: " A ", machine: "2" } })).toEqual({
    measurement_value: 3,
    tags: { lot: "A", machine: "2" },
  });
});

test("a tag whose field is emptied is removed, and one that stays empty is none", () => {
  expect(changeOf(value, { ...typed, tags: { lot: "", machine: "1", shift: " " } })).toEqual({
    measurement_value: 3,
    tags: { machine: "1" },
  });
  expect(changeOf(value, { ...typed, tags: { ...typed.tags, shift: "" } })).toEqual({ measurement_value: 3 });
});
