/** Formulas that no published table covers, against a second computation or an identity. */
import { describe, expect, test } from "bun:test";
import type { ChartOptions } from "../../../src/domain/spc/chart-options.ts";
import { runLength } from "../../../src/domain/spc/charts/cusum.ts";
import { runLength as averageRunLength } from "../../../src/domain/spc/charts/ewma.ts";
import { chartTypes } from "../../../src/domain/spc/charts/index.ts";
import { c4Of, constantsFor } from "../../../src/domain/spc/constants.ts";
import { countFigures } from "../../../src/domain/spc/count-capability.ts";
import type { ChartKind } from "../../../src/domain/spc/kinds.ts";
import { limitsAt } from "../../../src/domain/spc/limits.ts";
import { normalCdf, normalQuantile } from "../../../src/domain/spc/normal-range.ts";
import { addArrivals, type Design, emptyProcess, limitsOf } from "../../../src/domain/spc/process.ts";
import { orangeJuice } from "./count-examples.ts";
import { gaps, jets } from "./examples.ts";

function charted(
  { chart, subgroup_size = 1, options = {} }: { chart: ChartKind; subgroup_size?: number; options?: ChartOptions },
  subgroups: readonly (readonly number[])[],
  size: number | null = null,
) {
  const design: Design = { chart, subgroup_size, options, rules: [1], frozen: null };
  const arrivals = subgroups.flatMap((values, n) =>
    values.map((value) => ({ value, size, subgroup_number: n + 1, sample_number: null })),
  );
  const { process, points } = addArrivals(emptyProcess, design, arrivals);
  const limits = limitsOf(process, design);
  if (!limits) throw new Error("No limits.");
  return { limits, points, lines: points.map((point) => limitsAt(design, limits, point)) };
}

const singles = (values: readonly number[]) => values.map((value) => [value]);
const meanOf = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const squaresOf = (values: readonly number[]) => values.reduce((sum, x) => sum + (x - meanOf(values)) ** 2, 0);

describe("constants of large samples", () => {
  test("c4 is that of factorials, and meets its recursion where the formula changes", () => {
    // √(2/(n−1)) Γ(n/2) / Γ((n−1)/2) by factorials, with 40 digits.
    expect(c4Of(26)).toBeCloseTo(0.9900524688409104, 14);
    expect(c4Of(100)).toBeCloseTo(0.9974779760712635, 14);
    expect(c4Of(2000)).toBeCloseTo(0.9998749452939422, 14);
    for (const n of [26, 200, 999, 1000, 1001, 5000])
      expect(c4Of(n) * c4Of(n + 1)).toBeCloseTo(Math.sqrt((n - 1) / n), 13);
    expect(c4Of(1_000_000)).toBeCloseTo(1 - 1 / (4 * 999_999), 12);
  });

  test("an x-bar-S chart of 40 values has A3, B3 and B4 from c4", () => {
    const plotted = { points: 20, location: 5, dispersion: 2 };
    const limits = chartTypes["xbar-s"].open({ subgroup_size: 40, options: {} }).limitsFrom(plotted);
    const c4 = c4Of(40);
    expect(limits?.ucl).toBeCloseTo(5 + (3 * 2) / (c4 * Math.sqrt(40)), 12);
    expect(limits?.secondary?.ucl).toBeCloseTo(2 * (1 + (3 * Math.sqrt(1 - c4 * c4)) / c4), 12);
    expect(limits?.secondary?.lcl).toBeCloseTo(2 * (1 - (3 * Math.sqrt(1 - c4 * c4)) / c4), 12);
  });
});

describe("estimators of sigma", () => {
  test("the pooled standard deviation is the root of the mean variance, with and without c4 of its degrees of freedom", () => {
    const pooled = Math.sqrt(gaps.reduce((sum, values) => sum + squaresOf(values), 0) / (gaps.length * 4));
    const setup = { chart: "xbar-s", subgroup_size: 5 } as const;
    const plain = charted({ ...setup, options: { estimator: "pooled" } }, gaps).limits;
    const corrected = charted({ ...setup, options: { estimator: "pooled-c4" } }, gaps).limits;
    expect([plain.estimator, corrected.estimator]).toEqual(["pooled S", "pooled S/c4"]);
    expect(plain.sigma_within).toBeCloseTo(pooled, 10);
    expect(corrected.sigma_within).toBeCloseTo(pooled / c4Of(gaps.length * 4 + 1), 10);
    expect(plain.ucl).toBeCloseTo(plain.center + (3 * pooled) / Math.sqrt(5), 10);
  });

  test("pooled pairs have as many degrees of freedom as there are pairs", () => {
    const pairs = gaps.map(([a = 0, b = 0]) => [a, b]);
    const pooled = Math.sqrt(meanOf(pairs.map(squaresOf)));
    const options = { estimator: "pooled-c4" } as const;
    for (const chart of ["xbar-s", "ewma", "cusum"] as const) {
      const { sigma_within } = charted({ chart, subgroup_size: 2, options }, pairs).limits;
      expect(sigma_within).toBeCloseTo(pooled / c4Of(pairs.length + 1), 10);
    }
  });

  test("the median moving range is divided by 0.954, the median of the range of two normal values", () => {
    const ranges = jets.slice(1).map((value, n) => Math.abs(value - (jets[n] ?? 0)));
    const sorted = ranges.toSorted((a, b) => a - b);
    const median = sorted[9] ?? 0;
    const { limits } = charted({ chart: "i-mr", options: { estimator: "median-range" } }, singles(jets));
    expect(limits.estimator).toBe("MR-median/d4");
    expect((median / limits.sigma_within).toFixed(3)).toBe("0.954");
    expect(limits.sigma_within).toBeCloseTo(median / (Math.SQRT2 * 0.674_489_750_196_0817), 10);
  });

  test("subgroups of different size have the weighted mean, the mean of R/d2(n), and limits for their own size", () => {
    const subgroups = gaps.map((values, n) => values.slice(0, 2 + (n % 4)));
    const { limits, lines, points } = charted(
      { chart: "xbar-r", subgroup_size: 5, options: { unequal: true } },
      subgroups,
    );
    // The last of them has two values, and is still open.
    const complete = subgroups.slice(0, points.length);
    const sigma = meanOf(
      complete.map((values) => (Math.max(...values) - Math.min(...values)) / constantsFor(values.length).d2),
    );
    expect(points).toHaveLength(20);
    expect(limits.center).toBeCloseTo(meanOf(complete.flat()), 10);
    expect(limits.sigma_within).toBeCloseTo(sigma, 10);
    complete.forEach(({ length }, n) => {
      expect(lines[n]?.ucl).toBeCloseTo(limits.center + (3 * sigma) / Math.sqrt(length), 10);
      expect(lines[n]?.secondary?.ucl).toBeCloseTo(constantsFor(length).D2 * sigma, 10);
    });
  });

  test("without that option an incomplete subgroup has no point", () => {
    const subgroups = [
      [1, 2, 3],
      [4, 5],
      [6, 7, 8],
      [9, 9, 8],
    ];
    expect(charted({ chart: "xbar-r", subgroup_size: 3 }, subgroups).points).toHaveLength(3);
  });
});

describe("Laney's p′ and u′", () => {
  test("have the limits of an individuals chart of the rates if all samples have one size", () => {
    for (const chart of ["p", "u"] as const) {
      const laney = charted({ chart, options: { laney: true } }, singles(orangeJuice), 50).limits;
      const individuals = charted({ chart: "i-mr" }, singles(orangeJuice.map((count) => count / 50))).limits;
      expect(laney.center).toBeCloseTo(individuals.center, 12);
      expect(laney.ucl).toBeCloseTo(individuals.ucl, 12);
      expect(laney.estimator).toBe(chart === "p" ? "binomial × σz" : "Poisson × σz");
    }
  });

  test("are offered if samples of thousands vary by more than chance, and not otherwise", () => {
    const shares = Array.from({ length: 30 }, (_, n) => 0.1 + 0.02 * Math.sin(n * 2.3));
    const of = (size: number) => {
      const series = shares.map((value) => ({ value, size }));
      const plotted = { location: meanOf(shares), points: 30, weight: 30 * size, dispersion: null, series };
      const { sigmaZ } = chartTypes.p.open({ subgroup_size: 1, options: {} });
      return countFigures("items", plotted, sigmaZ?.(plotted) ?? null);
    };
    expect([of(5000).is_overdispersed, of(50).is_overdispersed]).toEqual([true, false]);
  });
});

test("the capability of counts has Wilson's interval for shares and Garwood's for defects", () => {
  const items = countFigures("items", { location: 0.1, points: 10, weight: 100, dispersion: null }, null);
  expect([items.total, items.interval.lower.toFixed(4), items.interval.upper.toFixed(4)]).toEqual([
    10,
    "0.0552",
    "0.1744",
  ]);
  expect(items.process_z).toBeCloseTo(1.281_551_565_5, 9);
  // R: poisson.test(10, 5)$conf.int is 0.9591 to 3.6781; the approximation of chi-square is within 0.1 %.
  const defects = countFigures("defects", { location: 2, points: 5, weight: 5, dispersion: null }, null);
  expect(Math.abs(defects.interval.lower / 0.959_08 - 1)).toBeLessThan(0.002);
  expect(Math.abs(defects.interval.upper / 3.678_13 - 1)).toBeLessThan(0.002);
  expect(defects.yield).toBeCloseTo(Math.exp(-2), 12);
});

test("the run length of a CUSUM is about 465 for k 0.5 and h 5, and 168 for h 4 (Montgomery, table 9.3)", () => {
  expect(runLength(0.5, 5)).toBeGreaterThan(460);
  expect(runLength(0.5, 5)).toBeLessThan(475);
  expect(runLength(0.5, 4)).toBeGreaterThan(166);
  expect(runLength(0.5, 4)).toBeLessThan(171);
});

test("the normal quantile is the inverse of the distribution", () => {
  for (const p of [1e-9, 0.001, 0.3, 0.5, 0.75, 0.999]) expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 14);
});

test("rules that need zones do not apply to counts, and no run rule to averages and sums", () => {
  const rules = Object.entries(chartTypes).map(([kind, { rules }]) => [kind, rules.length]);
  expect(Object.fromEntries(rules)).toEqual({
    ...{ "i-mr": 8, "xbar-r": 8, "xbar-s": 8, p: 4, np: 4, c: 4, u: 4, ewma: 1, cusum: 1 },
  });
});

test("the run length of a moving average is that of Lucas and Saccucci's table 3, and of Shewhart's chart for λ = 1", () => {
  // Each line of the table has the width for which the run length is 500.
  for (const [lambda, width] of [
    [0.4, 3.054],
    [0.25, 2.998],
    [0.2, 2.962],
    [0.1, 2.814],
    [0.05, 2.615],
  ] as const) {
    expect(Math.abs(averageRunLength(lambda, width) / 500 - 1)).toBeLessThan(0.02);
  }
  expect(averageRunLength(1, 3)).toBeCloseTo(370.4, 1);
});

test("sigma z is beyond chance from 1.96 times 0.91/√k over 1, k being the number of moving ranges", () => {
  const plotted = { location: 0.1, points: 51, weight: 5100, dispersion: null };
  const isOver = (sigma_z: number) => countFigures("items", plotted, sigma_z).is_overdispersed;
  expect([isOver(1.25), isOver(1.26)]).toEqual([false, true]);
});
