/** Published examples of each kind of chart, through the same fold as measurements, to the digits that are printed. */
import { describe, expect, test } from "bun:test";
import type { ChartOptions } from "../../../src/domain/spc/chart-options.ts";
import { formulasOf } from "../../../src/domain/spc/charts/index.ts";
import type { ChartKind } from "../../../src/domain/spc/kinds.ts";
import { drawnOf, limitsAt } from "../../../src/domain/spc/limits.ts";
import { addArrivals, type Design, emptyProcess, limitsOf } from "../../../src/domain/spc/process.ts";
import {
  adjustedOrangeJuice,
  circuitBoards,
  circuits,
  computers,
  cusumHigh,
  cusumLow,
  cusumValues,
  dyedCloth,
  ewmaPrinted,
  ewmaValues,
  headstart,
  orangeJuice,
  purchaseOrders,
  shifted,
  shiftedEwma,
  shiftedHigh,
  shiftedLow,
  viscosity,
  wafers,
} from "./count-examples.ts";

interface Setup {
  readonly options?: ChartOptions;
  readonly known?: { readonly center: number; readonly sigma: number };
}

/** Charts a series of single values, or of counts with their sizes. */
function charted(
  chart: ChartKind,
  series: readonly (number | readonly [count: number, size: number])[],
  { options = {}, known }: Setup = {},
) {
  const choice = { chart, subgroup_size: 1, options };
  const frozen = known ? formulasOf(choice).givenLimits(known) : null;
  const design: Design = { ...choice, rules: [1], frozen };
  const arrivals = series.map((item) => {
    const [value, size] = typeof item === "number" ? [item, options.sample_size ?? null] : item;
    return { value, size, subgroup_number: null, sample_number: null };
  });
  const { process, points } = addArrivals(emptyProcess, design, arrivals);
  const limits = limitsOf(process, design);
  if (!limits) throw new Error("No limits.");
  return {
    limits,
    points,
    drawn: points.map((point) => drawnOf(design, point)),
    lines: points.map((point) => limitsAt(design, limits, point)),
    outside: points.flatMap(({ is_within_control, subgroup_number }) => (is_within_control ? [] : [subgroup_number])),
  };
}

const printed = ({ lcl, center, ucl }: { lcl: number; center: number; ucl: number }, digits: number) =>
  [lcl, center, ucl].map((x) => x.toFixed(digits));
const without = <T>(series: readonly T[], ...numbers: number[]) => series.filter((_, n) => !numbers.includes(n + 1));

describe("S2 the orange juice cans (p chart)", () => {
  const options = { sample_size: 50 };

  test("have the printed trial limits, with samples 15 and 23 outside", () => {
    const { limits, outside } = charted("p", orangeJuice, { options });
    expect(printed(limits, 4)).toEqual(["0.0524", "0.2313", "0.4102"]);
    expect(outside).toEqual([15, 23]);
  });

  test("have the printed limits without these two, with sample 21 outside", () => {
    const { limits, outside } = charted("p", without(orangeJuice, 15, 23), { options });
    expect(printed(limits, 4)).toEqual(["0.0407", "0.2150", "0.3893"]);
    expect(outside).toEqual([20]);
  });

  test("have the printed limits after the adjustment; the lower one is 0 instead of negative", () => {
    const { limits, outside } = charted("p", adjustedOrangeJuice, { options });
    expect(printed(limits, 4)).toEqual(["0.0000", "0.1108", "0.2440"]);
    expect(outside).toEqual([]);
  });

  test("have the same chart as numbers (np), fifty times as high", () => {
    const share = charted("p", orangeJuice, { options });
    const number = charted("np", orangeJuice, { options });
    expect(number.limits.ucl).toBeCloseTo(50 * share.limits.ucl, 10);
    expect(number.limits.lcl).toBeCloseTo(50 * share.limits.lcl, 10);
    expect(number.outside).toEqual(share.outside);
  });
});

test("S2 the purchase orders (p chart with samples of different size): week 11 is outside its own limit", () => {
  const { limits, outside, lines } = charted("p", purchaseOrders);
  expect(limits.center).toBeCloseTo(234 / 2450, 12);
  expect(limits.size).toBe(98);
  expect(outside).toEqual([11]);
  expect(lines[10]?.ucl.toFixed(3)).toBe("0.180");
  expect(lines[0]?.ucl).toBeCloseTo(0.0955102 + 3 * Math.sqrt((0.0955102 * 0.9044898) / 100), 6);
});

test("S2 the circuits of SAS/QC (p chart): limits to every printed digit", () => {
  const { limits } = charted("p", circuits, { options: { sample_size: 500 } });
  expect([limits.center, limits.ucl].map((x) => x.toFixed(6))).toEqual(["0.019467", "0.038003"]);
  expect(limits.lcl.toFixed(9)).toBe("0.000930786");
});

describe("S2 the printed circuit boards (c chart)", () => {
  test("have the printed trial limits, with samples 6 and 20 outside", () => {
    const { limits, outside } = charted("c", circuitBoards);
    expect(printed(limits, 2)).toEqual(["6.48", "19.85", "33.21"]);
    expect(outside).toEqual([6, 20]);
  });

  test("have the printed limits without these two", () => {
    const { limits, outside } = charted("c", without(circuitBoards, 6, 20));
    expect(printed(limits, 2)).toEqual(["6.36", "19.67", "32.97"]);
    expect(outside).toEqual([]);
  });
});

test("S2 the wafers of NIST/SEMATECH (c chart): 4, 16, 28; wafer 24 is outside, wafer 3 is on the limit", () => {
  const { limits, outside } = charted("c", wafers);
  expect(printed(limits, 0)).toEqual(["4", "16", "28"]);
  expect(outside).toEqual([24]);
});

test("S2 the personal computers (u chart): limits as printed", () => {
  const { limits, outside } = charted("u", computers, { options: { sample_size: 5 } });
  expect(printed(limits, 2)).toEqual(["0.07", "1.93", "3.79"]);
  expect(outside).toEqual([]);
});

test("S2 the dyed cloth (u chart with areas of different size): the limits of each roll, from the printed mean of 1.42", () => {
  expect(charted("u", dyedCloth).limits.center.toFixed(2)).toBe("1.42");
  const { lines, outside } = charted("u", dyedCloth, { known: { center: 1.42, sigma: 1 } });
  expect(lines.map(({ lcl, ucl }) => `${lcl.toFixed(2)} ${ucl.toFixed(2)}`)).toEqual([
    ...["0.29 2.55", "0.16 2.68", "0.43 2.41", "0.29 2.55", "0.26 2.58"],
    ...["0.29 2.55", "0.39 2.45", "0.32 2.52", "0.39 2.45", "0.41 2.43"],
  ]);
  expect(outside).toEqual([]);
});

test("S2 the EWMA of NIST/SEMATECH 6.3.2.4: every printed value, and the limits", () => {
  const known = { center: 50, sigma: 2.0539 };
  const { limits, drawn, outside } = charted("ewma", ewmaValues, { options: { lambda: 0.3 }, known });
  expect(
    drawn.map(({ value }) => value).filter((value, n) => Math.abs(value - Number(ewmaPrinted[n])) > 0.00501),
  ).toEqual([]);
  expect([limits.ucl, limits.lcl].map((x) => x.toFixed(3))).toEqual(["52.588", "47.412"]);
  expect(outside).toEqual([]);
});

test("S2 the CUSUM of NIST/SEMATECH 6.3.2.3: every printed sum; groups 14 to 20 are outside", () => {
  const options = { k: 0.5, h: 4.1959 / 0.635 };
  const { limits, drawn, outside } = charted("cusum", cusumValues, { options, known: { center: 325, sigma: 0.635 } });
  expect([limits.allowance, limits.ucl].map((x) => x?.toFixed(4))).toEqual(["0.3175", "4.1959"]);
  const isPrinted = (sums: readonly number[], table: readonly number[]) =>
    sums.every((sum, n) => Math.abs(sum - (table[n] ?? 0)) <= 0.00501);
  expect(
    isPrinted(
      drawn.map(({ value }) => value),
      cusumHigh,
    ),
  ).toBe(true);
  expect(
    isPrinted(
      drawn.map(({ secondary }) => secondary ?? -1),
      cusumLow,
    ),
  ).toBe(true);
  expect(outside).toEqual([14, 15, 16, 17, 18, 19, 20]);
});

describe("S2 the process of Montgomery's table 9.1, whose mean rises by one sigma after 20 values", () => {
  const known = { center: 10, sigma: 1 };
  const rounded = (x: number) => Math.round(x * 100) / 100;

  test("has the printed sums (table 9.2), and is outside from value 29 on", () => {
    const { drawn, outside } = charted("cusum", shifted, { options: { k: 0.5, h: 5 }, known });
    expect(drawn.map(({ value }) => rounded(value))).toEqual([...shiftedHigh]);
    expect(drawn.map(({ secondary }) => rounded(secondary ?? -1))).toEqual([...shiftedLow]);
    expect(outside).toEqual([29, 30]);
  });

  test("has the printed moving averages (table 9.10) and limits, from 9.73 and 10.27 to 9.38 and 10.62", () => {
    const { drawn, lines, limits } = charted("ewma", shifted, { options: { lambda: 0.1, width: 2.7 }, known });
    expect(drawn.map(({ value }) => Number(value.toPrecision(6)))).toEqual([...shiftedEwma]);
    expect([lines[0]?.lcl, lines[0]?.ucl, limits.lcl, limits.ucl].map((x) => x?.toFixed(2))).toEqual([
      ...["9.73", "10.27", "9.38", "10.62"],
    ]);
  });

  test("is not outside the limits of an individuals chart", () => {
    expect(charted("i-mr", shifted, { known }).outside).toEqual([]);
  });
});

test("S2 the fast initial response of Montgomery's table 9.4: every printed sum", () => {
  const { drawn } = charted("cusum", headstart.values, {
    options: { k: 0.5, h: 2, headstart: true },
    known: { center: 100, sigma: 6 },
  });
  expect(drawn.map(({ value }) => value)).toEqual([...headstart.high]);
  expect(drawn.map(({ secondary }) => secondary ?? -1)).toEqual([...headstart.low]);
});

test("S2 the viscosity of Montgomery's table 6.6 (individuals): as printed; with the exact d2 the lower limit is 32.245, printed as 32.24", () => {
  const { limits } = charted("i-mr", viscosity);
  expect(printed(limits, 3)).toEqual(["32.245", "33.523", "34.801"]);
  expect(limits.secondary?.center.toFixed(2)).toBe("0.48");
});
