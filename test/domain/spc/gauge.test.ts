/** Gauge R&R against the books' printed figures, and to 1e-6 against formulas that are coded here in another way. */
import { describe, expect, test } from "bun:test";
import { fTail } from "../../../src/domain/spc/f-distribution.ts";
import { analyseGauge, type GaugeAnalysis } from "../../../src/domain/spc/gauge/analysis.ts";
import { d2Star } from "../../../src/domain/spc/gauge/average-range.ts";
import {
  type Component,
  type ComponentName,
  gaugeVerdict,
  worseVerdict,
} from "../../../src/domain/spc/gauge/components.ts";
import { cellAt, cellIndex, runOrder } from "../../../src/domain/spc/gauge/design.ts";
import table from "./constants.json";
import { aiag, montgomery } from "./gauge-examples.ts";

type Values = number[][][];

function analyse(values: Values, options: { alpha?: number; tolerance?: number | null; sigmas?: number } = {}) {
  const design = { parts: values.length, operators: values[0]?.length ?? 0, repeats: values[0]?.[0]?.length ?? 0 };
  const list: number[] = [];
  for (const [p, part] of values.entries())
    for (const [o, repeats] of part.entries())
      for (const [r, value] of repeats.entries())
        list[cellIndex(design, { operator: o + 1, part: p + 1, repeat: r + 1 })] = value;
  const analysis = analyseGauge(design, list, { alpha: 0.05, tolerance: null, sigmas: 6, ...options });
  if (!analysis) throw new Error("no analysis");
  return analysis;
}
const component = (components: readonly Component[], name: ComponentName): Component => {
  const found = components.find((component) => component.name === name);
  if (!found) throw new Error(`no component ${name}`);
  return found;
};
const rows = (table: GaugeAnalysis["anova"]["full"]) =>
  Object.fromEntries(table.map(({ source, df, ss, ms, f, p }) => [source, [df, ss, ms, f, p]]));
/** Expects the printed digits: the last one may be rounded from figures that were rounded before. */
function printed(value: number | null | undefined, text: string): void {
  const digits = text.split(".")[1]?.length ?? 0;
  expect([text, Math.abs((value ?? Number.NaN) - Number(text)) <= 0.51 * 10 ** -digits]).toEqual([text, true]);
}

describe("AIAG's example, 4th edition, which Minitab has, too", () => {
  const { anova, average_range } = analyse(aiag, { tolerance: 8 });

  test("its analysis of variance, with the interaction and without", () => {
    const full = rows(anova.full);
    expect(Object.values(full).map(([df]) => df)).toEqual([9, 2, 18, 60, 89]);
    const table = [
      ["part", "88.3619", "9.81799", "492.291"],
      ["operator", "3.1673", "1.58363", "79.406"],
      ["interaction", "0.3590", "0.01994", "0.434"],
    ] as const;
    for (const [source, ss, ms, f] of table) {
      printed(full[source]?.[1], ss);
      printed(full[source]?.[2], ms);
      printed(full[source]?.[3], f);
    }
    printed(full.repeatability?.[1], "2.7589");
    printed(full.repeatability?.[2], "0.04598");
    printed(full.total?.[1], "94.6471");
    printed(full.interaction?.[4], "0.974");
    const pooled = rows(anova.pooled ?? []);
    printed(pooled.part?.[3], "245.614");
    printed(pooled.operator?.[3], "39.617");
    printed(pooled.repeatability?.[2], "0.03997");
    expect(pooled.repeatability?.[0]).toBe(78);
    // AIAG's own table tests the appraisers and the parts against the equipment.
    printed((full.operator?.[2] ?? 0) / (full.repeatability?.[2] ?? 0), "34.44");
    printed((full.part?.[2] ?? 0) / (full.repeatability?.[2] ?? 0), "213.52");
  });

  test("the components by analysis of variance", () => {
    const table = [
      ["gauge", "0.09143", "7.76", "0.30237", "1.81423", "27.86", "22.68"],
      ["repeatability", "0.03997", "3.39", "0.19993", "1.19960", "18.42", "14.99"],
      ["reproducibility", "0.05146", "4.37", "0.22684", "1.36103", "20.90", "17.01"],
      ["operator", "0.05146", "4.37", "0.22684", "1.36103", "20.90", "17.01"],
      ["interaction", "0", "0", "0", "0", "0", "0"],
      ["part", "1.08645", "92.24", "1.04233", "6.25396", "96.04", "78.17"],
      ["total", "1.17788", "100.00", "1.08530", "6.51180", "100.00", "81.40"],
    ] as const;
    for (const [name, ...texts] of table) {
      const { variance, contribution, sd, study_variation, of_study, of_tolerance } = component(anova.components, name);
      const values = [variance, contribution, sd, study_variation, of_study, of_tolerance];
      for (const [n, text] of texts.entries()) printed(values[n], text);
    }
    expect(anova.ndc).toBe(4);
  });

  test("the report by averages and ranges", () => {
    printed(average_range.r_bar, "0.3417");
    printed(average_range.x_diff, "0.4447");
    printed(average_range.r_parts, "3.511");
    printed(average_range.k1, "0.5908");
    printed(average_range.k2, "0.5231");
    printed(average_range.k3, "0.3146");
    // The book computes with the rounded factors, so the last digits differ.
    const near = (value: number | null, text: number) => expect(Math.abs((value ?? 0) - text)).toBeLessThan(1.1e-4);
    const sd = (name: ComponentName) => component(average_range.components, name).sd;
    near(sd("repeatability"), 0.20188);
    near(sd("reproducibility"), 0.22963);
    near(sd("gauge"), 0.30575);
    near(sd("part"), 1.10456);
    near(sd("total"), 1.1461);
    const share = (name: ComponentName) => component(average_range.components, name).of_study;
    printed(share("repeatability"), "17.6");
    printed(share("reproducibility"), "20.0");
    printed(share("gauge"), "26.7");
    printed(share("part"), "96.4");
    expect(average_range.ndc).toBe(5);
    // The limits of the appraisers' charts: D4 = 2.574, A2 = 1.023.
    printed(average_range.range_limits.ucl, "0.880");
    printed(average_range.mean_limits.ucl, "0.351");
    printed(average_range.mean_limits.lcl, "-0.348");
  });
});

test("Montgomery's example: the tables with the interaction and without", () => {
  const { anova } = analyse(montgomery, { tolerance: 55 });
  const full = rows(anova.full);
  const table = [
    ["part", 19, "1185.425", "62.391", "87.65"],
    ["operator", 2, "2.617", "1.308", "1.84"],
    ["interaction", 38, "27.050", "0.712", "0.72"],
  ] as const;
  for (const [source, df, ss, ms, f] of table) {
    expect(full[source]?.[0]).toBe(df);
    printed(full[source]?.[1], ss);
    printed(full[source]?.[2], ms);
    printed(full[source]?.[3], f);
  }
  printed(full.operator?.[4], "0.173");
  printed(full.interaction?.[4], "0.861");
  printed(full.repeatability?.[1], "59.500");
  printed(full.total?.[1], "1274.592");
  printed(rows(anova.pooled ?? []).repeatability?.[2], "0.883");
  const variance = (name: ComponentName) => component(anova.components, name).variance;
  printed(variance("part"), "10.2513");
  printed(variance("operator"), "0.0106");
  printed(variance("repeatability"), "0.8832");
});

/** Numbers that look random, the same in each run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Studies of several sizes; in every second one, the operators disagree about single parts. */
const generated: Values[] = [
  [5, 2, 2],
  [10, 3, 3],
  [2, 2, 2],
  [7, 4, 5],
  [12, 10, 2],
  [3, 2, 10],
].map(([p = 0, o = 0, r = 0], n) => {
  const random = generator(n + 1);
  return Array.from({ length: p }, (_, i) =>
    Array.from({ length: o }, () => {
      const shift = (n % 2) * 3 * random();
      return Array.from({ length: r }, () => 100 + i * 1.7 + shift + random());
    }),
  );
});

/** The analysis of variance by raw sums of squares, as it was done by hand. */
function oracle(values: Values, alpha: number) {
  const [p, o, r] = [values.length, values[0]?.length ?? 0, values[0]?.[0]?.length ?? 0];
  let [all, square] = [0, 0];
  const [ofPart, ofOperator] = [new Array<number>(p).fill(0), new Array<number>(o).fill(0)];
  let cells = 0;
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < o; j++) {
      let cell = 0;
      for (const x of values[i]?.[j] ?? []) {
        cell += x;
        square += x * x;
      }
      all += cell;
      ofPart[i] = (ofPart[i] ?? 0) + cell;
      ofOperator[j] = (ofOperator[j] ?? 0) + cell;
      cells += (cell * cell) / r;
    }
  }
  const correction = (all * all) / (p * o * r);
  const ssPart = ofPart.reduce((sum, x) => sum + (x * x) / (o * r), 0) - correction;
  const ssOperator = ofOperator.reduce((sum, x) => sum + (x * x) / (p * r), 0) - correction;
  const ssInteraction = cells - correction - ssPart - ssOperator;
  const ssError = square - cells;
  const [dfI, dfE] = [(p - 1) * (o - 1), p * o * (r - 1)];
  const f = ssInteraction / dfI / (ssError / dfE);
  const isPooled = tailByIntegral(f, dfI, dfE) > alpha;
  const error = isPooled ? (ssInteraction + ssError) / (dfI + dfE) : ssError / dfE;
  const base = isPooled ? error : ssInteraction / dfI;
  return {
    sums: [ssPart, ssOperator, ssInteraction, ssError],
    p: tailByIntegral(f, dfI, dfE),
    isPooled,
    variances: [
      error,
      Math.max(0, (ssOperator / (o - 1) - base) / (p * r)),
      isPooled ? 0 : Math.max(0, (base - error) / r),
      Math.max(0, (ssPart / (p - 1) - base) / (o * r)),
    ],
  };
}

/** P(F > f): F = (u/a)/(v/b), so y = au/(au+bv) has a beta density, which is integrated here after y = sin². */
function tailByIntegral(f: number, df1: number, df2: number): number {
  const [a, b] = [df1 / 2, df2 / 2];
  const from = Math.asin(Math.sqrt((df1 * f) / (df1 * f + df2)));
  const density = (t: number) => Math.sin(t) ** (2 * a - 1) * Math.cos(t) ** (2 * b - 1);
  const simpson = (low: number, high: number) => {
    const n = 4000;
    const h = (high - low) / n;
    let sum = density(low) + density(high);
    for (let i = 1; i < n; i++) sum += density(low + i * h) * (i % 2 ? 4 : 2);
    return (sum * h) / 3;
  };
  return simpson(from, Math.PI / 2) / simpson(0, Math.PI / 2);
}

test("F tails agree with the integral of the density, and with a printed table", () => {
  for (const [f, df1, df2] of [
    [0.5, 2, 3],
    [0.7, 18, 60],
    [1, 5, 5],
    [2.5, 4, 18],
    [12, 9, 4],
    [1.3, 100, 250],
  ] as const) {
    expect(fTail(f, df1, df2)).toBeCloseTo(tailByIntegral(f, df1, df2), 9);
  }
  // Critical values of the 5 % and 1 % tables.
  expect(fTail(4.9646, 1, 10)).toBeCloseTo(0.05, 5);
  expect(fTail(4.94, 3, 20)).toBeCloseTo(0.01, 4);
  expect([fTail(0, 3, 4), fTail(Number.POSITIVE_INFINITY, 3, 4)]).toEqual([1, 0]);
});

test("generated and published studies agree with the oracle to 1e-6, pooled and not", () => {
  const pooled = new Set<boolean>();
  for (const values of [aiag, montgomery, ...generated]) {
    for (const alpha of [0.05, 0.25, 1]) {
      const { anova } = analyse(values, { alpha });
      const expected = oracle(values, alpha);
      const full = rows(anova.full);
      const sums = (["part", "operator", "interaction", "repeatability"] as const).map((source) => full[source]?.[1]);
      for (const [n, ss] of expected.sums.entries()) expect(sums[n]).toBeCloseTo(ss, 6);
      expect(full.interaction?.[4]).toBeCloseTo(expected.p, 6);
      expect(anova.pooled !== null).toBe(expected.isPooled);
      pooled.add(expected.isPooled);
      const names = ["repeatability", "operator", "interaction", "part"] as const;
      for (const [n, variance] of expected.variances.entries())
        expect(component(anova.components, names[n] ?? "total").variance).toBeCloseTo(variance, 6);
      const shares = ["gauge", "part"].map((name) => component(anova.components, name as ComponentName).contribution);
      expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBeCloseTo(100, 9);
    }
  }
  expect(pooled).toEqual(new Set([true, false]));
});

test("averages and ranges agree with the factors from tables of d2 and d3 to 1e-6", () => {
  const known = new Map(Object.entries<{ d2: number; d3: number }>(table.constants));
  for (const values of [aiag, montgomery, ...generated]) {
    const [p, o, r] = [values.length, values[0]?.length ?? 0, values[0]?.[0]?.length ?? 0];
    const star = (n: number, g: number) => {
      const { d2 = Number.NaN, d3 = Number.NaN } = known.get(String(n)) ?? {};
      return g > 15 ? d2 : Math.sqrt(d2 * d2 + (d3 * d3) / g);
    };
    const range = (list: readonly number[]) =>
      list.reduce((a, b) => Math.max(a, b)) - list.reduce((a, b) => Math.min(a, b));
    const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
    const ev = sum(values.flatMap((part) => part.map(range))) / (p * o) / star(r, p * o);
    const operators = Array.from({ length: o }, (_, j) => sum(values.map((part) => sum(part[j] ?? []))) / (p * r));
    const av = Math.sqrt(Math.max(0, (range(operators) / star(o, 1)) ** 2 - (ev * ev) / (p * r)));
    const pv = range(values.map((part) => sum(part.flat()) / (o * r))) / star(p, 1);
    const { components } = analyse(values).average_range;
    const expected = { repeatability: ev, reproducibility: av, part: pv, gauge: Math.hypot(ev, av) };
    for (const [name, sd] of Object.entries(expected))
      expect(component(components, name as ComponentName).sd).toBeCloseTo(sd, 6);
  }
});

test("d2* agrees with Duncan's and AIAG's tables, whose last digit is not exact; many ranges have d2", () => {
  for (const [size, ranges, printed] of [
    [3, 1, 1.91155],
    [10, 1, 3.17905],
    [2, 5, 1.19105],
    [3, 10, 1.71573],
  ] as const) {
    expect(Math.abs(d2Star(size, ranges) - printed)).toBeLessThan(2e-5);
  }
  expect(d2Star(3, 30)).toBeCloseTo(1.692568750643, 9);
});

test("an unfinished study is evaluated as far as it is balanced, and not before two parts have two repeats", () => {
  const design = { operators: 2, parts: 3, repeats: 3 };
  const values = new Array<number | null>(18).fill(null);
  const options = { alpha: 0.05, tolerance: null, sigmas: 6 };
  const enter = (part: number, repeat: number) => {
    for (const operator of [1, 2])
      values[cellIndex(design, { operator, part, repeat })] = part + operator / 10 + repeat / 100;
  };
  enter(1, 1);
  enter(1, 2);
  enter(2, 1);
  expect(analyseGauge(design, values, options)).toBeNull();
  enter(2, 2);
  const seen = () => {
    const { parts, repeats, complete } = analyseGauge(design, values, options) ?? {};
    return { parts, repeats, complete };
  };
  expect(seen()).toEqual({ parts: [1, 2], repeats: 2, complete: false });
  // Three values of part 1 do not help while part 2 has two.
  enter(1, 3);
  expect(seen()).toEqual({ parts: [1, 2], repeats: 2, complete: false });
  enter(2, 3);
  expect(seen()).toEqual({ parts: [1, 2], repeats: 3, complete: false });
  enter(3, 1);
  enter(3, 2);
  enter(3, 3);
  expect(seen()).toEqual({ parts: [1, 2, 3], repeats: 3, complete: true });
});

test("equal values have no percentages and no categories, and never a number that JSON cannot have", () => {
  const equal = analyse([
    [
      [5, 5],
      [5, 5],
    ],
    [
      [5, 5],
      [5, 5],
    ],
  ]);
  expect(JSON.stringify(equal)).not.toMatch(/NaN|Infinity/);
  expect([equal.anova.ndc, component(equal.anova.components, "gauge").of_study]).toEqual([null, null]);
  const noError = analyse([
    [
      [1, 1],
      [2, 2],
    ],
    [
      [5, 5],
      [7, 7],
    ],
  ]);
  expect(noError.anova.pooled).toBeNull();
  expect(noError.anova.full.find(({ source }) => source === "interaction")?.f).toBeNull();
});

test("the verdict changes at 10 % and 30 %", () => {
  expect([0, 9.99, 10, 30, 30.01, null].map(gaugeVerdict)).toEqual([
    "good",
    "good",
    "conditional",
    "conditional",
    "poor",
    null,
  ]);
  expect([worseVerdict("good", "poor"), worseVerdict("conditional", "good"), worseVerdict("good", null)]).toEqual([
    "poor",
    "conditional",
    "good",
  ]);
});

test("the order of measuring has every measurement once, repeat by repeat, and parts at random if wanted", () => {
  const design = { operators: 2, parts: 5, repeats: 3 };
  const listed = runOrder(design, undefined);
  expect(listed.slice(0, 6).map((index) => cellAt(design, index))).toEqual([
    ...[1, 2, 3, 4, 5].map((part) => ({ operator: 1, part, repeat: 1 })),
    { operator: 2, part: 1, repeat: 1 },
  ]);
  const random = runOrder(design, generator(7));
  expect(random).not.toEqual(listed);
  const inOrder = (a: number, b: number) => a - b;
  expect(random.toSorted(inOrder)).toEqual(Array.from({ length: 30 }, (_, n) => n));
  expect(random.map((index) => cellAt(design, index).repeat)).toEqual(
    listed.map((index) => cellAt(design, index).repeat),
  );
  for (let index = 0; index < 30; index++) expect(cellIndex(design, cellAt(design, index))).toBe(index);
});

test("a coarse gauge whose repeats are all equal has no variation, whatever rounding leaves", () => {
  const values = Array.from({ length: 10 }, (_, part) =>
    Array.from({ length: 3 }, () => Array.from({ length: 3 }, () => 0.1 * (part + 1) + 10.03)),
  );
  const { anova } = analyse(values);
  const [part, operator, interaction, repeatability] = anova.full;
  expect([operator?.ss, interaction?.ss, repeatability?.ss]).toEqual([0, 0, 0]);
  expect([part?.f, operator?.f, operator?.p, anova.ndc]).toEqual([null, null, null, null]);
  expect(part?.ss).toBeCloseTo(9 * 0.825, 10);
});
