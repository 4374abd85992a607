import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Fault } from "../../../src/domain/faults.ts";
import type { RuleNumber } from "../../../src/domain/spc/kinds.ts";
import { type ControlLimits, limitsFrom } from "../../../src/domain/spc/limits.ts";
import { type Arrival, type Design, limitsOf, noProcess, type Process, take } from "../../../src/domain/spc/process.ts";
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

/** Each value by itself, as from somebody who types them. */
function oneByOne(design: Design, given: readonly Arrival[], from: Process = noProcess) {
  let process = from;
  const points = [];
  const places = [];
  const blocks = [];
  for (const arrival of given) {
    const taken = take(process, design, [arrival]);
    process = taken.process;
    points.push(...taken.points);
    places.push(...taken.places);
    blocks.push(...taken.blocks);
  }
  return { process, points, places, blocks };
}
const codeOf = (work: () => unknown) => {
  try {
    work();
    return "fine";
  } catch (thrown) {
    return thrown instanceof Fault ? thrown.code : thrown;
  }
};

describe("every measurement has its place", () => {
  test("without a word of it, in the subgroup that is being filled, else in a new one", () => {
    const { places, points, process } = oneByOne(threes, arrivals(1, 2, 3, 4));
    expect(places).toEqual([
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

  test("by its own word, with gaps; a subgroup that was left stays without a point", () => {
    const { places, points } = oneByOne(threes, [at(4), at(4), at(9), at(9), at(9), ...arrivals(1)]);
    expect(places.map(({ subgroup_number }) => subgroup_number)).toEqual([4, 4, 9, 9, 9, 10]);
    expect(points.map(({ subgroup_number }) => subgroup_number)).toEqual([9]);
  });

  test("and none in a subgroup that is over", () => {
    const { process } = oneByOne(threes, [at(4), at(4), at(4), at(6)]);
    expect([1, 4, 5, 6, 7].map((number) => codeOf(() => take(process, threes, [at(number)])))).toEqual([
      "subgroup_over",
      "subgroup_over",
      "subgroup_over",
      "fine",
      "fine",
    ]);
  });

  test("a sample's own number is kept, and the next without one goes on from the highest", () => {
    const given: Arrival[] = [
      { value: 1, subgroup_number: null, sample_number: 50 },
      { value: 1, subgroup_number: null, sample_number: 7 },
      ...arrivals(1),
    ];
    expect(oneByOne(individuals, given).places.map(({ sample_number }) => sample_number)).toEqual([50, 7, 51]);
  });
});

describe("points are judged as they come", () => {
  test("by nothing before the second, and then by all data so far, this point included", () => {
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
    expect(limits?.secondary.center).toBeCloseTo(24 / 6, 12);
  });

  test("those that come together by limits from all of them", () => {
    const values = arrivals(30, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11);
    const together = take(noProcess, individuals, values).points;
    expect(together.map(({ is_within_control }) => is_within_control)).toEqual([
      false,
      // Its moving range, from 30, is beyond the limits of the ranges.
      false,
      ...Array.from({ length: 9 }, () => true),
    ]);
    // Alone, the first could not be told from the others.
    expect(oneByOne(individuals, values).points[0]?.is_within_control).toBe(true);
  });

  test("by frozen limits, whatever came since", () => {
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

  test("a value on a limit is within, though decimals make it a little more", () => {
    const { points } = oneByOne(judged, arrivals(11.5, 13 + 1e-12));
    expect(points.map(({ is_within_control }) => is_within_control)).toEqual([true, true]);
  });

  test("a machine that makes the same value again and again is in control", () => {
    const { points } = oneByOne(individuals, arrivals(...Array.from({ length: 30 }, () => 0.1)));
    expect(
      points.slice(1).every(({ is_within_control, violations }) => is_within_control && violations.length === 0),
    ).toBe(true);
  });

  test("and by the chart of the spread too", () => {
    const limits = limitsFrom("xbar-r", 3, { points: 20, location: 10, dispersion: 1 });
    const design = { ...threes, frozen: limits };
    const [calm, wide] = take(noProcess, design, arrivals(9.5, 10, 10.5, 8, 10, 12)).points;
    expect([calm?.is_within_control, wide?.is_within_control, wide?.value, wide?.violations]).toEqual([
      true,
      false,
      10,
      [],
    ]);
  });
});

describe("a pattern begins once", () => {
  test("is named at each point where it holds, and begun at the first alone; after it ended it begins anew", () => {
    const shift = Array.from({ length: 11 }, () => 10.5);
    const values = [...shift, 9.5, ...shift];
    const { points } = oneByOne({ ...judged, rules: [2] }, arrivals(...values));
    const named = points.flatMap(({ subgroup_number, violations }) =>
      violations.includes(2) ? [subgroup_number] : [],
    );
    expect(named).toEqual([9, 10, 11, 21, 22, 23]);
    expect(points.flatMap(({ begun }) => begun)).toEqual([
      { rule: 2, points: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
      { rule: 2, points: [13, 14, 15, 16, 17, 18, 19, 20, 21] },
    ]);
  });

  test("a pattern that goes on on the other side is another one: over-adjustment is not silent", () => {
    const { points } = oneByOne({ ...judged, rules: [5] }, arrivals(12.5, 7.5, 12.5, 7.5));
    expect(points.map(({ violations }) => violations)).toEqual([[], [], [5], [5]]);
    expect(points.flatMap(({ begun }) => begun)).toEqual([
      { rule: 5, points: [1, 2, 3] },
      { rule: 5, points: [2, 3, 4] },
    ]);
  });

  test("rule 1 is a point's own matter and never begins", () => {
    expect(oneByOne({ ...judged, rules: [1] }, arrivals(20, 20)).points.flatMap(({ begun }) => begun)).toEqual([]);
  });

  test("rules that are not chosen are not named", () => {
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

test("by frozen limits it is the same whether values come one by one or together", () => {
  fc.assert(
    fc.property(anyDesign, fc.array(anyValue, { maxLength: 60 }), (design, values) => {
      expect(oneByOne(design, arrivals(...values))).toEqual(take(noProcess, design, arrivals(...values)));
    }),
    runs(100),
  );
});

test("a process is no larger after ten thousand values than after a hundred", () => {
  const size = (count: number) => {
    const values = Array.from({ length: count }, (_, n) => Math.sin(n) * 5 + 10);
    return JSON.stringify(oneByOne({ ...judged, rules: [1, 2, 3, 4, 5, 6, 7, 8] }, arrivals(...values)).process).length;
  };
  expect(size(10_000)).toBeLessThan(size(100) * 1.2);
});

test("a process is the same when it was written down and read again", () => {
  fc.assert(
    fc.property(fc.array(anyValue, { maxLength: 40 }), fc.array(anyValue, { maxLength: 40 }), (before, after) => {
      const { process } = oneByOne(threes, arrivals(...before));
      const read: Process = JSON.parse(JSON.stringify(process));
      expect(oneByOne(threes, arrivals(...after), read)).toEqual(oneByOne(threes, arrivals(...after), process));
    }),
    runs(50),
  );
});
