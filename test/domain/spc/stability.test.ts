import { describe, expect, test } from "bun:test";
import { limitsFrom, limitsFromGiven } from "../../../src/domain/spc/limits.ts";
import { momentsOf } from "../../../src/domain/spc/moments.ts";
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
      const runs = Array.from({ length: 200 }, () => judge(Array.from({ length: count }, chance)));
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
