import { describe, expect, test } from "bun:test";
import { dropsOf } from "../../../src/domain/simulation/funnel.ts";
import { changesAfter, funnelRules, type SimulatedProcess } from "../../../src/domain/simulation/kinds.ts";
import { valuesOf } from "../../../src/domain/simulation/process.ts";
import { createRandom } from "../../../src/domain/simulation/random.ts";
import { violationsAt } from "../../../src/domain/spc/rules.ts";

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]) => {
  const mean = average(values);
  return average(values.map((value) => (value - mean) ** 2));
};
const source = (process: SimulatedProcess, seed = 7) => ({ process, funnel_rule: 1 as const, seed });

test("the same seed gives the same values, and another seed others", () => {
  for (const process of ["stable", "shift", "trend", "mixture", "tool", "beads", "funnel"] as const) {
    expect(valuesOf(source(process), 50)).toEqual(valuesOf(source(process), 50));
    // What comes first does not depend on how many follow.
    expect(valuesOf(source(process), 80).slice(0, 50)).toEqual(valuesOf(source(process), 50));
    expect(valuesOf(source(process, 8), 50)).not.toEqual(valuesOf(source(process), 50));
  }
});

test("random numbers are uniform and normal", () => {
  const { uniform, normal } = createRandom(1);
  const uniforms = Array.from({ length: 20_000 }, uniform);
  expect(average(uniforms)).toBeCloseTo(0.5, 1);
  expect(variance(uniforms)).toBeCloseTo(1 / 12, 2);
  const normals = Array.from({ length: 20_000 }, normal);
  expect(average(normals)).toBeCloseTo(0, 1);
  expect(variance(normals)).toBeCloseTo(1, 1);
  expect(normals.filter((z) => Math.abs(z) > 3).length / 20_000).toBeLessThan(0.006);
});

test("processes are stable for 25 values, and then shift or drift", () => {
  const halves = (process: SimulatedProcess) => {
    const many = Array.from({ length: 40 }, (_, seed) => valuesOf(source(process, seed), 75));
    return [many.flatMap((one) => one.slice(0, changesAfter)), many.flatMap((one) => one.slice(-25))].map(average);
  };
  const differences = (["stable", "shift", "trend"] as const).map((process) => {
    const [before = 0, after = 0] = halves(process);
    expect(before).toBeCloseTo(50, 0);
    return after - before;
  });
  expect(differences[0]).toBeCloseTo(0, 0);
  expect(differences[1]).toBeCloseTo(1.5, 0);
  expect(differences[2]).toBeGreaterThan(2.5);
});

test("a mixture has values on both sides and none near the mean; a tool wears, and is replaced", () => {
  const mixed = valuesOf(source("mixture"), 200).map((value) => Math.abs(value - 50));
  expect(mixed.filter((distance) => distance < 0.5).length).toBeLessThan(10);
  const tool = valuesOf(source("tool"), 90);
  for (const begin of [0, 30, 60]) {
    expect(average(tool.slice(begin + 20, begin + 30)) - average(tool.slice(begin, begin + 10))).toBeGreaterThan(1.5);
  }
});

test("a sample of 50 beads has about 10 red ones", () => {
  const reds = valuesOf(source("beads"), 400);
  expect(average(reds)).toBeCloseTo(10, 0);
  expect(variance(reds)).toBeGreaterThan(5);
  expect(variance(reds)).toBeLessThan(11);
  expect(reds.every((red) => Number.isInteger(red) && red >= 0 && red <= 50)).toBe(true);
});

describe("the funnel", () => {
  const errors = (rule: (typeof funnelRules)[number], seed = 3) => dropsOf(rule, seed, 400).map(({ rest }) => rest.x);

  test("rule 2 doubles the variance of rule 1; rules 3 and 4 move away", () => {
    const [one = 0, two = 0, three = 0, four = 0] = funnelRules.map((rule) =>
      average(Array.from({ length: 20 }, (_, seed) => variance(errors(rule, seed)))),
    );
    expect(one).toBeCloseTo(1, 0);
    expect(two / one).toBeCloseTo(2, 0);
    expect(three).toBeGreaterThan(5 * two);
    expect(four).toBeGreaterThan(5 * two);
  });

  test("each rule aims where Deming says", () => {
    for (const rule of funnelRules) {
      const drops = dropsOf(rule, 11, 20);
      for (const [n, { aim }] of drops.slice(1).entries()) {
        const last = drops[n];
        if (!last) throw new Error("a drop comes before it");
        const expected = { 1: 0, 2: last.aim.x - last.rest.x, 3: -last.rest.x, 4: last.rest.x }[rule];
        expect(aim.x).toBeCloseTo(expected, 12);
      }
    }
  });

  test("the measured values are where the marbles come to rest", () => {
    const values = valuesOf({ process: "funnel", funnel_rule: 2, seed: 5 }, 10);
    expect(values).toEqual(dropsOf(2, 5, 10).map(({ rest }) => Math.round(rest.x * 1000) / 1000));
  });
});

test("a shift of 1.5 sigma is found by the rules against the limits from before it", () => {
  const found = Array.from({ length: 20 }, (_, seed) => {
    const z = valuesOf(source("shift", seed), 60).map((value) => value - 50);
    return z
      .slice(changesAfter)
      .some((_, n) => violationsAt(z.slice(0, changesAfter + n + 1), [1, 2, 5, 6]).length > 0);
  });
  expect(found.filter(Boolean).length).toBe(20);
});
