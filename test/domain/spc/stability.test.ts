import { describe, expect, test } from "bun:test";
import type { ChartOptions } from "../../../src/domain/spc/chart-options.ts";
import type { ChartKind, RuleNumber } from "../../../src/domain/spc/kinds.ts";
import { limitsFrom, limitsFromGiven } from "../../../src/domain/spc/limits.ts";
import { momentsOf } from "../../../src/domain/spc/moments.ts";
import { addArrivals, type Design, emptyProcess, limitsOf } from "../../../src/domain/spc/process.ts";
import { openStability } from "../../../src/domain/spc/stability.ts";

/** A seeded generator of standard normal values (Box and Muller). */
function openGenerator(seed: number): () => number {
  let state = seed;
  const next = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** Judges single values by their own limits, or by those of center 0 and sigma 1. */
function judge(values: readonly number[], known = false) {
  const points = values.map((value, n) => {
    const before = values[n - 1];
    const secondary = before === undefined ? null : Math.abs(value - before);
    return { subgroup_number: n + 1, value, secondary, limits_version: known ? 1 : 0 };
  });
  const limits = known
    ? limitsFromGiven("i-mr", 1, { center: 0, sigma: 1 })
    : limitsFrom("i-mr", 1, {
        points: points.length,
        location: momentsOf(values).mean,
        dispersion: momentsOf(points.flatMap(({ secondary }) => secondary ?? [])).mean,
      });
  const stability = openStability({ limits, rules: [1, 2, 5, 6], chart: "i-mr", version: known ? 1 : null });
  for (const point of points) stability.next(point);
  return stability.result();
}

describe("signals are compared with the number expected by chance", () => {
  for (const count of [25, 200, 1000]) {
    test(`${count} values of a stable process are seldom called unstable`, () => {
      const chance = openGenerator(count);
      const runs = Array.from({ length: 100 }, () => judge(Array.from({ length: count }, chance)));
      const unstable = runs.filter(({ is_stable }) => !is_stable).length;
      // Calling every series with a signal unstable would affect 25 to 100 % of them.
      expect(unstable / runs.length).toBeLessThan(0.1);
      expect(runs.filter(({ signals }) => signals > 0).length / runs.length).toBeGreaterThan(0.15);
    });
  }

  test("a shift by 1.5 sigma between 35 and 25 values is nearly always called unstable", () => {
    const chance = openGenerator(7);
    const runs = Array.from({ length: 100 }, () =>
      judge(
        Array.from({ length: 60 }, (_, n) => chance() + (n < 35 ? 0 : 1.5)),
        true,
      ),
    );
    expect(runs.filter(({ is_stable }) => !is_stable).length).toBeGreaterThan(85);
  });

  test("one value far out is unstable, one just beyond a limit is not", () => {
    const wave = Array.from({ length: 30 }, (_, n) => (n % 2 ? 0.6 : -0.6));
    expect(judge([...wave, 3.1], true)).toMatchObject({ is_stable: true });
    expect(judge([...wave, 6], true)).toMatchObject({ is_stable: false });
  });

  test("a series without variation is stable and has no signal", () => {
    expect(judge([5, 5, 5, 5, 5])).toMatchObject({ signals: 0, is_stable: true });
  });
});

/** The share of series that are called unstable, of a stable process that is judged by its own limits. */
function unstableShare(
  { chart, options = {}, rules = [1] }: { chart: ChartKind; options?: ChartOptions; rules?: RuleNumber[] },
  next: () => number,
  { length = 100, size = null, series = 120 }: { length?: number; size?: number | null; series?: number } = {},
): number {
  const design: Design = { chart, subgroup_size: 1, options, rules, frozen: null };
  const runs = Array.from({ length: series }, () => {
    const arrivals = Array.from({ length }, (_, n) => ({
      ...{ value: next(), size, subgroup_number: n + 1, sample_number: null },
    }));
    const { process, points } = addArrivals(emptyProcess, design, arrivals);
    const stability = openStability({ ...design, limits: limitsOf(process, design), version: null });
    for (const point of points) stability.next({ ...point, limits_version: 0 });
    return stability.result();
  });
  return runs.filter(({ is_stable }) => !is_stable).length / series;
}

describe("what chance explains depends on the kind of chart", () => {
  const open = openGenerator;
  /** Counts items of a sample with a defect; many items with a small share are a Poisson distribution. */
  const counting = (seed: number, items: number, share: number) => {
    let state = seed;
    const isHit = () => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647 < share;
    };
    return () => Array.from({ length: items }).reduce((sum: number) => sum + Number(isHit()), 0);
  };

  for (const mean of [0.3, 0.5, 1, 2, 10]) {
    test(`${mean} defects on average: few stable series are called unstable, by the rules 1 and 2`, () => {
      expect(unstableShare({ chart: "c", rules: [1, 2] }, counting(11, 200, mean / 200))).toBeLessThan(0.08);
    });
  }

  test("the same for the shares of small samples, and a series with more defects than chance explains is unstable", () => {
    expect(unstableShare({ chart: "p", rules: [1, 2] }, counting(3, 50, 0.02), { size: 50 })).toBeLessThan(0.08);
    let n = 0;
    const [few, many] = [counting(5, 200, 0.005), counting(6, 200, 0.03)];
    expect(unstableShare({ chart: "c" }, () => (n++ % 10 ? few() : many()))).toBeGreaterThan(0.8);
  });

  test("few stable series of a moving average or of sums are called unstable, with narrow limits, too", () => {
    for (const width of [2, 2.5, 3])
      expect([width, unstableShare({ chart: "ewma", options: { width } }, open(width * 10)) < 0.1]).toEqual([
        width,
        true,
      ]);
    expect(unstableShare({ chart: "cusum" }, open(4))).toBeLessThan(0.08);
    expect(unstableShare({ chart: "cusum" }, open(5), { length: 500, series: 40 })).toBeLessThan(0.1);
  });

  test("a lasting shift by two sigma is seen by both", () => {
    let n = 0;
    const chance = open(8);
    const shifting = () => chance() + (n++ % 100 < 60 ? 0 : 2);
    for (const chart of ["ewma", "cusum"] as const) expect(unstableShare({ chart }, shifting)).toBeGreaterThan(0.8);
  });
});
