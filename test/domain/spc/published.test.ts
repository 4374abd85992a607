import { describe, expect, test } from "bun:test";
import { capabilityOf } from "../../../src/domain/spc/capability.ts";
import { noLines } from "../../../src/domain/spc/control-limits.ts";
import type { ChartKind, RuleNumber } from "../../../src/domain/spc/kinds.ts";
import { limitsFrom } from "../../../src/domain/spc/limits.ts";
import { momentsOf } from "../../../src/domain/spc/moments.ts";
import { standardise, violationsAt } from "../../../src/domain/spc/rules.ts";
import { pointOf } from "../../../src/domain/spc/subgroup.ts";
import { flowRates, gaps, jets } from "./examples.ts";

/** The points of a whole series, and the limits computed from them. */
function charted(chart: ChartKind, subgroups: readonly (readonly number[])[]) {
  let previous: number | null = null;
  const points = [];
  for (const values of subgroups) {
    points.push(pointOf(chart, values, previous));
    previous = values.at(-1) ?? null;
  }
  const secondary = points.flatMap((point) => (point.secondary === null ? [] : [point.secondary]));
  const plotted = {
    points: points.length,
    location: momentsOf(points.map(({ value }) => value)).mean,
    dispersion: momentsOf(secondary).mean,
  };
  const limits = limitsFrom(chart, subgroups[0]?.length ?? 0, plotted);
  if (!limits) throw new Error("No limits.");
  return { points, plotted, limits };
}

const singles = (values: readonly number[]) =>
  charted(
    "i-mr",
    values.map((value) => [value]),
  );

describe("S2 the flow rates of NIST/SEMATECH e-Handbook 6.3.2.2", () => {
  const { plotted, limits } = singles(flowRates);

  test("have the printed mean and mean moving range", () => {
    expect(plotted.points).toBe(10);
    expect(plotted.location).toBeCloseTo(50.81, 12);
    expect(plotted.dispersion).toBeCloseTo(1.8778, 4);
  });

  test("have the printed limits with the rounded d2 of 1.128, and limits 0.02 % narrower with the exact 2/√π", () => {
    const printed = (3 * plotted.dispersion) / 1.128;
    expect(plotted.location + printed).toBeCloseTo(55.8041, 4);
    expect(plotted.location - printed).toBeCloseTo(45.8159, 4);

    const exact = (3 * (16.9 / 9) * Math.sqrt(Math.PI)) / 2;
    expect(limits.center).toBeCloseTo(50.81, 10);
    expect(limits.ucl).toBeCloseTo(50.81 + exact, 10);
    expect(limits.lcl).toBeCloseTo(50.81 - exact, 10);
    expect([limits.ucl.toFixed(4), limits.lcl.toFixed(4)]).toEqual(["55.8024", "45.8176"]);
    expect(limits.estimator).toBe("MR-bar/d2");
  });

  test("are in control", () => {
    expect(flowRates.filter((rate) => rate > limits.ucl || rate < limits.lcl)).toEqual([]);
  });
});

test("S2 the jet engines of SAS/QC (Control Limits for Diameters): an individuals chart, to every printed digit", () => {
  const { limits } = singles(jets);
  expect([limits.lcl, limits.center, limits.ucl].map((x) => x.toPrecision(6))).toEqual([
    "66.2290",
    "80.3900",
    "94.5510",
  ]);
  const { lcl, center, ucl } = limits.secondary ?? noLines;
  expect([lcl, center, ucl].map((x) => x?.toPrecision(6))).toEqual(["0.00000", "5.32632", "17.3986"]);
  expect(limits.sigma_within.toPrecision(6)).toBe("4.72032");
  expect(limits.sigma_point).toBe(limits.sigma_within);
});

describe("S2 the gap widths of SAS/QC", () => {
  const { points, limits } = charted("xbar-r", gaps);

  test("have the printed x-bar-R limits (Control Limits for Gap Width Measurements), to every digit", () => {
    expect([limits.lcl, limits.center, limits.ucl].map((x) => x.toFixed(5))).toEqual([
      "242.08741",
      "259.66667",
      "277.24592",
    ]);
    const { lcl, center, ucl } = limits.secondary ?? noLines;
    expect([lcl, center, ucl].map((x) => x?.toPrecision(6))).toEqual(["0.00000", "30.4762", "64.4419"]);
    expect(limits.sigma_within.toPrecision(6)).toBe("13.1028");
    expect(limits.sigma_point).toBeCloseTo((limits.ucl - limits.center) / 3, 10);
    expect(limits.estimator).toBe("R-bar/d2");
  });

  test("signal rule 5 at sample 14 and nothing else of rules 1 to 5 (Applying Tests for Special Causes)", () => {
    const z = points.map(({ value }) => standardise(value, limits));
    const rules: RuleNumber[] = [1, 2, 3, 4, 5];
    const signals = z.map((_, i) => ({ sample: i + 1, rules: violationsAt(z.slice(0, i + 1), rules) }));
    expect(signals.filter((signal) => signal.rules.length > 0)).toEqual([{ sample: 14, rules: [5] }]);
  });

  test("have the printed capability for 240 to 270 (Computing Process Capability Indices)", () => {
    const { cp, cpk } = capabilityOf({
      mean: limits.center,
      sigma_within: limits.sigma_within,
      sigma_overall: null,
      lsl: 240,
      usl: 270,
    });
    expect([cp?.toFixed(5), cpk?.toFixed(5)]).toEqual(["0.38160", "0.26288"]);
    const lower = capabilityOf({
      mean: limits.center,
      sigma_within: limits.sigma_within,
      sigma_overall: null,
      lsl: 240,
      usl: null,
    });
    expect([lower.cp, lower.cpk?.toFixed(5)]).toEqual([null, "0.50032"]);
  });

  test("have an x-bar-S chart that agrees with two passes over the samples", () => {
    const s = gaps.map((values) => {
      const mean = values.reduce((sum, x) => sum + x, 0) / 5;
      return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 4);
    });
    const sBar = s.reduce((sum, x) => sum + x, 0) / s.length;
    // c4(5) = √(2/4) Γ(5/2) / Γ(2), and Γ(5/2) = ¾√π.
    const sigma = sBar / (Math.SQRT1_2 * 0.75 * Math.sqrt(Math.PI));
    const chart = charted("xbar-s", gaps);
    expect(chart.limits.center).toBeCloseTo(limits.center, 10);
    expect(chart.limits.secondary?.center).toBeCloseTo(sBar, 10);
    expect(chart.limits.sigma_within).toBeCloseTo(sigma, 10);
    expect(chart.limits.ucl).toBeCloseTo(limits.center + (3 * sigma) / Math.sqrt(5), 10);
    expect(chart.limits.estimator).toBe("S-bar/c4");
  });
});

test("S2 the turbine of SAS/QC (Control Limits for Power Output Data): an x-bar-S chart of samples of twenty", () => {
  const limits = limitsFrom("xbar-s", 20, { points: 20, location: 3485.41, dispersion: 196.396 });
  expect([limits?.lcl, limits?.ucl].map((x) => x?.toFixed(2))).toEqual(["3351.92", "3618.90"]);
  expect([limits?.secondary?.lcl, limits?.secondary?.ucl].map((x) => x?.toFixed(2))).toEqual(["100.21", "292.58"]);
  expect(limits?.sigma_within.toFixed(3)).toBe("198.996");
});

test("S2 the wafers of SAS/QC (Control Limits for Wafer Diameters): an x-bar-R chart of samples of five", () => {
  const limits = limitsFrom("xbar-r", 5, { points: 25, location: 34.995, dispersion: 0.022 });
  expect([limits?.lcl, limits?.ucl].map((x) => x?.toFixed(4))).toEqual(["34.9823", "35.0077"]);
  expect(limits?.secondary?.ucl.toFixed(6)).toBe("0.046519");
  expect(limits?.sigma_within.toPrecision(7)).toBe("0.009458586");
});

test("S2 the process of NIST/SEMATECH e-Handbook 6.1.6: mean 16, sigma 2, from 8 to 20", () => {
  const { cp, cpk } = capabilityOf({ mean: 16, sigma_within: 2, sigma_overall: null, lsl: 8, usl: 20 });
  expect([cp?.toFixed(4), cpk?.toFixed(4)]).toEqual(["1.0000", "0.6667"]);
});
