import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Fault } from "../../../src/domain/faults.ts";
import type { ControlLimits } from "../../../src/domain/spc/control-limits.ts";
import type { RuleNumber } from "../../../src/domain/spc/kinds.ts";
import { limitsFrom } from "../../../src/domain/spc/limits.ts";
import {
  type Arrival,
  addArrivals,
  type Design,
  emptyProcess,
  limitsOf,
  type Process,
} from "../../../src/domain/spc/process.ts";
import { runs } from "../../support/seed.ts";

const individuals: Design = { chart: "i-mr", subgroup_size: 1, rules: [1, 2, 5, 6], frozen: null };
const threes: Design = { chart: "xbar-r", subgroup_size: 3, rules: [1, 2, 5, 6], frozen: null };
/** Center 10 with limits at 7 and 13: sigma is 1. */
const frozen: ControlLimits = {
  center: 10,
  ucl: 13,
  lcl: 7,
  secondary: { center: 1.128, ucl: 3.686, lcl: 0 },
  sigma_within: 1,
  sigma_point: 1,
  estimator: "MR-bar/d2",
};
const judged: Design = { ...individuals, frozen };

const arrivals = (...values: number[]): Arrival[] =>
  values.map((value) => ({ value, subgroup_number: null, sample_number: null }));
const at = (subgroup_number: number, value = 10): Arrival => ({ value, subgroup_number, sample_number: null });

/** Adds the values one by one, as if somebody typed them. */
function oneByOne(design: Design, input: readonly Arrival[], from: Process = emptyProcess) {
  let process = from;
  const points = [];
  const positions = [];
  const blocks = [];
  for (const arrival of input) {
    const result = addArrivals(process, design, [arrival]);
    process = result.process;
    points.push(...result.points);
    positions.push(...result.positions);
    blocks.push(...result.blocks);
  }
  return { process, points, positions, blocks };
}
const faultCode = (work: () => unknown) => {
  try {
    work();
    return "none";
  } catch (thrown) {
    return thrown instanceof Fault ? thrown.code : thrown;
  }
};

describe("a measurement is added", () => {
  test("to the incomplete subgroup, or to a new one, if it gives no number", () => {
    const { positions, points, process } = oneByOne(threes, arrivals(1, 2, 3, 4));
    expect(positions).toEqual([
      { subgroup_number: 1, sample_number: 1 },
      { subgroup_number: 1, sample_number: 2 },
      { subgroup_number: 1, sample_number: 3 },
      { subgroup_number: 2, sample_number: 4 },
    ]);
    expect(points.map(({ subgroup_number, value, secondary }) => [subgroup_number, value, secondary])).toEqual([
      [1, 2, 2],
    ]);
    expect(process.filling).toEqual({ subgroup_number: 2, values: [4] });
  });

  test("to the subgroup that it gives, with gaps; an incomplete one before it gets no point", () => {
    const { positions, points } = oneByOne(threes, [at(4), at(4), at(9), at(9), at(9), ...arrivals(1)]);
    expect(positions.map(({ subgroup_number }) => subgroup_number)).toEqual([4, 4, 9, 9, 9, 10]);
    expect(points.map(({ subgroup_number }) => subgroup_number)).toEqual([9]);
  });

  test("but not to an earlier subgroup", () => {
    const { process } = oneByOne(threes, [at(4), at(4), at(4), at(6)]);
    expect([1, 4, 5, 6, 7].map((number) => faultCode(() => addArrivals(process, threes, [at(number)])))).toEqual([
      "subgroup_over",
      "subgroup_over",
      "subgroup_over",
      "none",
      "none",
    ]);
  });

  test("with the sample number that it gives; the next one without a number continues from the highest", () => {
    const input: Arrival[] = [
      { value: 1, subgroup_number: null, sample_number: 50 },
      { value: 1, subgroup_number: null, sample_number: 7 },
      ...arrivals(1),
    ];
    expect(oneByOne(individuals, input).positions.map(({ sample_number }) => sample_number)).toEqual([50, 7, 51]);
  });
});

describe("a new point is judged", () => {
  test("by no limits before the second point, then by all data so far including itself", () => {
    const { points, process } = oneByOne(individuals, arrivals(10, 11, 10, 11, 10, 11, 30));
    expect(points.map(({ is_within_control }) => is_within_control)).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
    const values = [10, 11, 10, 11, 10, 11, 30];
    const mean = values.reduce((sum, value) => sum + value) / 7;
    const limits = limitsOf(process, individuals);
    expect(limits?.center).toBeCloseTo(mean, 12);
    // Six moving ranges: five of 1, and one of 19.
    expect(limits?.secondary?.center).toBeCloseTo(24 / 6, 12);
  });

  test("together with others of the same call, by limits from all of them", () => {
    const values = arrivals(30, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11);
    const together = addArrivals(emptyProcess, individuals, values).points;
    expect(together.map(({ is_within_control }) => is_within_control)).toEqual([
      false,
      // Its moving range, from 30, is beyond the limits of the ranges.
      false,
      ...Array.from({ length: 9 }, () => true),
    ]);
    // Alone, the first one would not be out of control.
    expect(oneByOne(individuals, values).points[0]?.is_within_control).toBe(true);
  });

  test("by frozen limits, independent of later data", () => {
    const { points } = oneByOne(judged, arrivals(10, 13, 13.001, 7, 6.999));
    expect(points.map(({ is_within_control, violations }) => [is_within_control, violations])).toEqual([
      [true, []],
      [true, []],
      // Two of three beyond two sigma as well.
      [false, [1, 5]],
      // On the limit, but 6 away from the point before.
      [false, []],
      [false, [1, 5]],
    ]);
  });

  test("within control if it is on a limit, despite rounding errors", () => {
    const { points } = oneByOne(judged, arrivals(11.5, 13 + 1e-12));
    expect(points.map(({ is_within_control }) => is_within_control)).toEqual([true, true]);
  });

  test("within control if every value is the same", () => {
    const { points } = oneByOne(individuals, arrivals(...Array.from({ length: 30 }, () => 0.1)));
    expect(
      points.slice(1).every(({ is_within_control, violations }) => is_within_control && violations.length === 0),
    ).toBe(true);
  });

  test("by the spread chart, too", () => {
    const limits = limitsFrom("xbar-r", 3, { points: 20, location: 10, dispersion: 1 });
    const design = { ...threes, frozen: limits };
    const [calm, wide] = addArrivals(emptyProcess, design, arrivals(9.5, 10, 10.5, 8, 10, 12)).points;
    expect([calm?.is_within_control, wide?.is_within_control, wide?.value, wide?.violations]).toEqual([
      true,
      false,
      10,
      [],
    ]);
  });
});

describe("a pattern of a rule", () => {
  test("is a violation at each point where it holds, and starts only at the first; after its end it starts again", () => {
    const shift = Array.from({ length: 11 }, () => 10.5);
    const values = [...shift, 9.5, ...shift];
    const { points } = oneByOne({ ...judged, rules: [2] }, arrivals(...values));
    const named = points.flatMap(({ subgroup_number, violations }) =>
      violations.includes(2) ? [subgroup_number] : [],
    );
    expect(named).toEqual([9, 10, 11, 21, 22, 23]);
    expect(points.flatMap(({ started }) => started)).toEqual([
      { rule: 2, points: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
      { rule: 2, points: [13, 14, 15, 16, 17, 18, 19, 20, 21] },
    ]);
  });

  test("starts again on the other side, so that over-adjustment is reported", () => {
    const { points } = oneByOne({ ...judged, rules: [5] }, arrivals(12.5, 7.5, 12.5, 7.5));
    expect(points.map(({ violations }) => violations)).toEqual([[], [], [5], [5]]);
    expect(points.flatMap(({ started }) => started)).toEqual([
      { rule: 5, points: [1, 2, 3] },
      { rule: 5, points: [2, 3, 4] },
    ]);
  });

  test("never starts for rule 1, which concerns a single point", () => {
    expect(oneByOne({ ...judged, rules: [1] }, arrivals(20, 20)).points.flatMap(({ started }) => started)).toEqual([]);
  });

  test("is ignored if the rule is not chosen", () => {
    const values = arrivals(...Array.from({ length: 20 }, () => 10.5));
    expect(oneByOne({ ...judged, rules: [] }, values).points.flatMap(({ violations }) => violations)).toEqual([]);
  });
});

const anyValue = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const anyDesign = fc.constantFrom<Design>(
  judged,
  { ...judged, rules: [1, 2, 3, 4, 5, 6, 7, 8] as RuleNumber[] },
  { ...threes, frozen: limitsFrom("xbar-r", 3, { points: 9, location: 0, dispersion: 1000 }) },
);

test("S4 with frozen limits, adding values one by one or together gives the same result", () => {
  fc.assert(
    fc.property(anyDesign, fc.array(anyValue, { maxLength: 60 }), (design, values) => {
      expect(oneByOne(design, arrivals(...values))).toEqual(addArrivals(emptyProcess, design, arrivals(...values)));
    }),
    runs(100),
  );
});

test("a process is not larger after 10,000 values than after 100", () => {
  const size = (count: number) => {
    const values = Array.from({ length: count }, (_, n) => Math.sin(n) * 5 + 10);
    return JSON.stringify(oneByOne({ ...judged, rules: [1, 2, 3, 4, 5, 6, 7, 8] }, arrivals(...values)).process).length;
  };
  expect(size(10_000)).toBeLessThan(size(100) * 1.2);
});

test("a process survives a round trip through JSON", () => {
  fc.assert(
    fc.property(fc.array(anyValue, { maxLength: 40 }), fc.array(anyValue, { maxLength: 40 }), (before, after) => {
      const { process } = oneByOne(threes, arrivals(...before));
      const read: Process = JSON.parse(JSON.stringify(process));
      expect(oneByOne(threes, arrivals(...after), read)).toEqual(oneByOne(threes, arrivals(...after), process));
    }),
    runs(50),
  );
});
