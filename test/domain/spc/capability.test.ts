import { describe, expect, test } from "bun:test";
import {
  type Capability,
  capabilityOf,
  capabilityVerdict,
  isWithinSpec,
  verdictOf,
} from "../../../src/domain/spc/capability.ts";

type Process = Parameters<typeof capabilityOf>[0];
const process = (changes: Partial<Process>): Process => ({
  mean: 10,
  sigma_within: 1,
  sigma_overall: 2,
  lsl: 4,
  usl: 19,
  ...changes,
});
const none: Capability = { cp: null, cpk: null, pp: null, ppk: null };

describe("capability is null if it has no meaning, otherwise a finite number", () => {
  const table: [string, Partial<Process>, Capability][] = [
    ["both limits", {}, { cp: 2.5, cpk: 2, pp: 1.25, ppk: 1 }],
    ["only an upper one", { lsl: null }, { cp: null, cpk: 3, pp: null, ppk: 1.5 }],
    ["only a lower one", { usl: null }, { cp: null, cpk: 2, pp: null, ppk: 1 }],
    ["no specification", { lsl: null, usl: null }, none],
    ["a mean above it", { mean: 22 }, { cp: 2.5, cpk: -1, pp: 1.25, ppk: -0.5 }],
    ["a mean below it", { mean: 1 }, { cp: 2.5, cpk: -1, pp: 1.25, ppk: -0.5 }],
    ["a mean on a limit", { mean: 19 }, { cp: 2.5, cpk: 0, pp: 1.25, ppk: 0 }],
    ["no values yet", { mean: null, sigma_within: null, sigma_overall: null }, none],
    ["no mean", { mean: null }, none],
    ["no sigma within", { sigma_within: null }, { cp: null, cpk: null, pp: 1.25, ppk: 1 }],
    ["no sigma overall", { sigma_overall: null }, { cp: 2.5, cpk: 2, pp: null, ppk: null }],
    ["no variation within", { sigma_within: 0 }, { cp: null, cpk: null, pp: 1.25, ppk: 1 }],
    ["no variation at all", { sigma_within: 0, sigma_overall: 0 }, none],
    ["nearly none", { sigma_within: 5e-324, sigma_overall: Number.NaN }, none],
  ];
  test.each(table)("%s", (_, changes, expected) => {
    expect(capabilityOf(process(changes))).toEqual(expected);
  });
});

test("a process is not capable below 1, marginal below 1.33, and capable from there", () => {
  const verdicts = [-1, 0, 0.9999, 1, 1.3299, 1.33, 1.67, null].map(capabilityVerdict);
  expect(verdicts).toEqual([
    "not_capable",
    "not_capable",
    "not_capable",
    "marginal",
    "marginal",
    "capable",
    "capable",
    null,
  ]);
});

test("a value on a limit conforms, and a limit that is not set rejects nothing", () => {
  const within = (lsl: number | null, usl: number | null) => [3, 4, 5, 6, 7].map((x) => isWithinSpec(x, { lsl, usl }));
  expect(within(4, 6)).toEqual([false, true, true, true, false]);
  expect(within(4, null)).toEqual([false, true, true, true, true]);
  expect(within(null, 6)).toEqual([true, true, true, true, false]);
  expect(within(null, null)).toEqual([true, true, true, true, true]);
});

test("a range that is too short or not stable has no band, however large its cpk is", () => {
  const verdict = (cpk: number | null, is_sufficient: boolean, is_stable: boolean) =>
    verdictOf({ cpk, is_sufficient, is_stable });
  expect([verdict(37, false, true), verdict(37, false, false), verdict(1.44, true, false)]).toEqual([
    "insufficient",
    "insufficient",
    "unstable",
  ]);
  expect([verdict(1.44, true, true), verdict(1.2, true, true), verdict(null, true, true)]).toEqual([
    "capable",
    "marginal",
    null,
  ]);
});
