/** Charts with sizes and weights: what is in memory equals the values that are stored, whatever was done to them. */
import { describe, test } from "bun:test";
import fc from "fast-check";
import type { ChartOptions } from "../../src/domain/spc/chart-options.ts";
import type { ChartKind } from "../../src/domain/spc/kinds.ts";
import { LimitsInput } from "../../src/domain/spc/limits-input.ts";
import { codeOf, openTestBoard, type TestBoard } from "../support/board.ts";
import { runs } from "../support/seed.ts";
import { chart, expectConsistent } from "./process.ts";

interface Setup {
  readonly name: string;
  readonly chart: ChartKind;
  readonly size?: number;
  readonly options?: ChartOptions;
  /** Values are counts, in samples of sizes that differ if there is a second word. */
  readonly counts?: "counts" | "counts of samples";
}

const setups: readonly Setup[] = [
  { name: "p", chart: "p", counts: "counts of samples" },
  { name: "p′", chart: "p", options: { laney: true }, counts: "counts of samples" },
  { name: "u", chart: "u", counts: "counts of samples" },
  { name: "np", chart: "np", options: { sample_size: 60 }, counts: "counts" },
  { name: "x-bar-R of unequal subgroups", chart: "xbar-r", size: 4, options: { unequal: true } },
  {
    name: "x-bar-S of unequal subgroups, pooled",
    chart: "xbar-s",
    size: 4,
    options: { unequal: true, estimator: "pooled-c4" },
  },
  { name: "x-bar-S of pooled pairs", chart: "xbar-s", size: 2, options: { estimator: "pooled" } },
  { name: "CUSUM", chart: "cusum" },
];

type Step =
  | { readonly do: "measure"; readonly subgroups: readonly (readonly number[])[] }
  | { readonly do: "correct" | "remove" | "exclude"; readonly nth: number; readonly value: number }
  | { readonly do: "freeze" }
  | { readonly do: "unfreeze" };

const value = fc.integer({ min: 0, max: 9 });
const nth = fc.nat(15);
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc
      .array(fc.array(value, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 30 })
      .map((subgroups) => ({ do: "measure", subgroups })),
    fc.record({ do: fc.constantFrom("correct", "remove", "exclude"), nth, value }),
    fc.constantFrom({ do: "freeze" } as const, { do: "unfreeze" } as const),
  ),
  { minLength: 3, maxLength: 12 },
);

async function carryOut(board: TestBoard, { counts, size = 1, options }: Setup, step: Step): Promise<void> {
  const { quality, access, store } = board;
  if (step.do === "measure") {
    for (const [n, values] of step.subgroups.entries()) {
      // A subgroup that may be unequal ends with the first value of the next one.
      const { process } = store.products.find(1) ?? {};
      const filling = process?.filling?.values.length ?? 0;
      const isOver = filling >= 2 && options?.unequal;
      const subgroup_number =
        process && filling > 0 && !isOver ? process.last_subgroup : (process?.last_subgroup ?? 0) + 1;
      const inputs = values.slice(0, size - (isOver ? 0 : filling)).map((measurement_value) => ({
        ...{ product: 1, measurement_value, subgroup_number },
        ...(counts === "counts of samples" && { sample_size: 20 + (n % 5) * 10 }),
      }));
      await quality.measuring.record(inputs, null);
    }
    return;
  }
  if (step.do === "unfreeze") return quality.charts.unfreeze(1);
  if (step.do === "freeze") return void (await codeOf(quality.charts.freeze(1, LimitsInput.parse({}))));
  if (step.do === "exclude") {
    const point = chart(board).points.at(-1 - step.nth);
    if (!point) return;
    const { subgroup_number: subgroup, excluded } = point;
    await quality.points.change({ product: 1, subgroup }, { excluded: !excluded }, access);
    return;
  }
  const measured = store.measurements.list({ product: 1, limit: 16 }).at(-1 - step.nth);
  if (!measured) return;
  if (step.do === "remove") return quality.correcting.remove(measured.id, access);
  await quality.correcting.correct(measured.id, { measurement_value: step.value }, access);
}

describe("after any sequence of measuring, correcting, deleting, excluding and freezing", () => {
  for (const setup of setups) {
    test(`the sums and points of ${setup.name} are those of the stored values`, async () => {
      await fc.assert(
        fc.asyncProperty(steps, async (all) => {
          const { chart, size = 1, options = {}, counts } = setup;
          using board = await openTestBoard(size, { chart, options, ...(counts && { lsl: null, usl: null }) });
          for (const step of all) await carryOut(board, setup, step);
          expectConsistent(board);
        }),
        { ...runs(6), endOnFailure: true },
      );
    }, 30_000);
  }
});
