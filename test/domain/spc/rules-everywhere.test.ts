import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type RuleNumber, ruleNumbers } from "../../../src/domain/spc/kinds.ts";
import { limitsFrom } from "../../../src/domain/spc/limits.ts";
import { maxSpan, standardise, violationsAt } from "../../../src/domain/spc/rules.ts";
import { runs } from "../../support/seed.ts";

const infinite = Number.POSITIVE_INFINITY;

/** A second definition of the rules, on a whole series and an index, independent of the code under test. */
const definition: Record<RuleNumber, (z: readonly number[], at: number) => boolean> = {
  1: (z, at) => Math.abs(z[at] ?? 0) > 3,
  2: (z, at) => at >= 8 && [1, -1].some((sign) => spanning(z, at, 9).every((x) => sign * x > 0)),
  3: (z, at) => at >= 5 && [1, -1].some((sign) => pairs(z, at, 6).every(([a, b]) => sign * a < sign * b)),
  4: (z, at) =>
    at >= 13 && [0, 1].some((odd) => pairs(z, at, 14).every(([a, b], i) => (i % 2 === odd ? a < b : a > b))),
  5: (z, at) => at >= 2 && [1, -1].some((sign) => hasAtLeast(spanning(z, at, 3), 2, sign, 2)),
  6: (z, at) => at >= 4 && [1, -1].some((sign) => hasAtLeast(spanning(z, at, 5), 1, sign, 4)),
  7: (z, at) => at >= 14 && !spanning(z, at, 15).some((x) => x > 1 || x < -1),
  8: (z, at) => {
    const last = spanning(z, at, 8);
    return at >= 7 && !last.some((x) => x >= -1 && x <= 1) && Math.max(...last) > 0 && Math.min(...last) < 0;
  },
};
const spanning = (z: readonly number[], at: number, count: number) => z.slice(at - count + 1, at + 1);
const pairs = (z: readonly number[], at: number, count: number) =>
  spanning(z, at, count - 1).map((b, i): [number, number] => [z[at - count + 2 + i - 1] ?? Number.NaN, b]);
const hasAtLeast = (last: readonly number[], line: number, sign: number, min: number) =>
  sign * (last.at(-1) ?? 0) > line && last.reduce((count, x) => count + Number(sign * x > line), 0) >= min;

describe("S3 in any series", () => {
  // Halves are often on a line or tied; the last generators make violations of the long rules likely.
  const series = fc.oneof(
    fc.array(
      fc.integer({ min: -7, max: 7 }).map((half) => half / 2),
      { maxLength: 60, size: "max" },
    ),
    fc.array(fc.constantFrom(-infinite, -2, -1, 0, 1, 2, infinite), { maxLength: 40, size: "max" }),
    fc.array(fc.double({ min: -3.5, max: 3.5, noNaN: true }).map(Math.fround), { maxLength: 60, size: "max" }),
    fc.array(fc.constantFrom(1.5, -1.5, 1.5, -1.5, 2.5, 0.5), { maxLength: 60, size: "max" }),
    fc.array(fc.constantFrom(0.5, -0.5, 0.25, 1, 0, 1.5), { maxLength: 60, size: "max" }),
    fc
      .array(fc.integer({ min: 1, max: 4 }), { maxLength: 60, size: "max" })
      .map((steps) => steps.map((step, i) => (i % 2 === 0 ? step : step - 4) / 2)),
    fc
      .array(fc.integer({ min: -1, max: 9 }), { maxLength: 30, size: "max" })
      .map((steps) => steps.map((_, i) => steps.slice(0, i).reduce((sum, step) => sum + step, -40) / 20)),
  );
  /** The violations at each point if only the last fifteen points are stored. */
  const violations = (z: readonly number[]) => {
    const ring: number[] = [];
    return z.map((each) => {
      ring.push(each);
      if (ring.length > maxSpan) ring.shift();
      return violationsAt(ring, ruleNumbers);
    });
  };

  test("the last fifteen points give the same violations as the whole series", () => {
    const violated = new Set<RuleNumber>();
    fc.assert(
      fc.property(series, (z) => {
        // The definition has no tolerance: closer values are tested in rules.test.ts.
        const near = (a: number, b: number) => a !== b && Math.abs(a - b) < 1e-8;
        fc.pre(!z.some((x, i) => [-3, -2, -1, 0, 1, 2, 3, z[i - 1] ?? x].some((line) => near(x, line))));
        const expected = z.map((_, at) => ruleNumbers.filter((rule) => definition[rule](z, at)));
        for (const rule of expected.flat()) violated.add(rule);
        expect(violations(z)).toEqual(expected);
      }),
      runs(3000),
    );
    expect([...violated].sort()).toEqual([...ruleNumbers]);
  });

  test("the mirrored series violates the same rules", () => {
    fc.assert(
      fc.property(series, (z) => {
        expect(violations(z.map((each) => -each))).toEqual(violations(z));
      }),
      runs(1000),
    );
  });

  test("other units and another origin give the same violations", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 2, maxLength: 40 }),
        fc.integer({ min: -1000, max: 1000 }),
        fc.constantFrom(0.001, 0.1, 0.3, 1, 2.54, 1000),
        (values, shift, scale) => {
          const center = 0.1;
          const dispersion = 11.5;
          const z = (shifted: number, scaled: number) => {
            const limits = limitsFrom("i-mr", 1, {
              points: values.length,
              location: (center + shifted) * scaled,
              dispersion: dispersion * scaled,
            });
            return values.map((x) => (limits ? standardise((x + shifted) * scaled, limits) : Number.NaN));
          };
          expect(violations(z(shift, scale))).toEqual(violations(z(0, 1)));
        },
      ),
      runs(1000),
    );
  });
});
