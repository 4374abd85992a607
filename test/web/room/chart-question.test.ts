import { expect, test } from "bun:test";
import type { Poll } from "../../../src/client/fold/polls.ts";
import { solutionOf } from "../../../src/domain/quiz/chart-question.ts";
import { changesAfter } from "../../../src/domain/simulation/kinds.ts";
import type { Chart } from "../../../src/domain/spc/chart.ts";
import { isComplete } from "../../../src/web/poll/vote-draft.ts";
import { generate, patterns, windowOf } from "../../../src/web/room/polls/chart/source.ts";

const points = (from: number, values: readonly number[], more: object = {}) =>
  values.map((value, n) => ({ subgroup_number: from + n, value, excluded: false, ...more }));
const chart = (shown: readonly object[], lines: object = { center: 0, ucl: 3, lcl: -3 }) =>
  ({ points: shown, ...lines }) as unknown as Chart;

test("a generated chart is repeated by its seed; a stable one breaks no rule, and the others do", () => {
  expect(generate("shift", 5)).toEqual(generate("shift", 5));
  for (const pattern of patterns.filter((one) => one !== "any")) {
    for (let seed = 0; seed < 40; seed++) {
      const { correct, flags } = solutionOf(generate(pattern, seed * 1000));
      expect([pattern, seed, correct[0] === 1, flags.length === 0]).toEqual([
        pattern,
        seed,
        pattern === "stable",
        pattern === "stable",
      ]);
    }
  }
});

test("a process that changes is flagged only after its change", () => {
  for (const pattern of ["shift", "trend"] as const) {
    for (let seed = 0; seed < 200; seed++) {
      const { flags } = solutionOf(generate(pattern, seed * 1000));
      const early = flags.filter(({ to }) => to <= changesAfter);
      expect([pattern, seed, early, flags.length > 0]).toEqual([pattern, seed, [], true]);
    }
  }
});

test("any pattern is one of the others, each at times", () => {
  const charts = new Set(Array.from({ length: 20 }, (_, seed) => JSON.stringify(generate("any", seed))));
  expect(charts.size).toBe(20);
});

test("a window has the last points of a product, with their numbers", () => {
  const values = [1, 2, 3, 4, 5, 6, 7];
  expect(windowOf(chart(points(11, values)), [1, 2], 6)).toEqual({
    values: [2, 3, 4, 5, 6, 7],
    center: 0,
    ucl: 3,
    lcl: -3,
    first: 12,
    rules: [null, 1, 2],
  });
  // Without the point in the middle, the numbers begin with 1.
  const [before, , ...after] = points(11, values);
  expect(windowOf(chart([before ?? {}, ...after]), [1], 40)).toMatchObject({ first: 1, values: [1, 3, 4, 5, 6, 7] });
});

test("no question is made of a chart without limits, with too few points, or whose limits differ", () => {
  const enough = points(1, [1, 2, 3, 4, 5]);
  expect(windowOf(chart(enough), [1], 40)).toBeDefined();
  expect(windowOf(chart(enough, { center: null, ucl: null, lcl: null }), [1], 40)).toBe(undefined);
  expect(windowOf(chart(enough, { center: 1, ucl: 1, lcl: 1 }), [1], 40)).toBe(undefined);
  expect(windowOf(chart(enough.slice(1)), [1], 40)).toBe(undefined);
  expect(windowOf(chart(enough), [], 40)).toBe(undefined);
  expect(windowOf(chart(points(1, [1, 2, 3, 4, 5], { size: 50 })), [1], 40)).toBe(undefined);
});

test("a reading can be sent with a rule and a point, or as in control", () => {
  const poll = { kind: "choice", chart: { rules: [null, 1] } } as unknown as Poll;
  const complete = (choices: number[], value?: number) =>
    isComplete(poll, { choices, ...(value !== undefined && { value }) });
  expect([complete([]), complete([1]), complete([2]), complete([2], 7)]).toEqual([false, true, false, true]);
});
