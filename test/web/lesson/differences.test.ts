/** What differs between two versions of a lesson. */
import { expect, test } from "bun:test";
import { differences } from "../../../src/web/lesson/differences.ts";
import type { Draft } from "../../../src/web/lesson/draft.ts";
import { newStep } from "../../../src/web/lesson/draft.ts";

const draft = (...steps: [id: number | undefined, title: string, guide?: string][]): Draft => ({
  title: "Plane",
  steps: steps.map(([id, title, guide]) => ({ ...newStep(title, guide), id })),
});
const shown = (mine: Draft, other: Draft) =>
  differences(mine, other).map(({ mine, other }) =>
    [mine, other].map((step) => step && `${step.n} ${step.title}${step.guide && `: ${step.guide}`}`),
  );

test("steps that are equal are left out, also if one version has empty steps", () => {
  expect(shown(draft([1, "Fold"], [undefined, ""], [2, "Fly"]), draft([1, "Fold"], [2, "Fly "]))).toEqual([]);
});

test("changed, moved, added and missing steps are next to their counterpart", () => {
  const mine = draft([1, "Fold", "Along the long side"], [3, "Fly"], [undefined, "Land"]);
  const other = draft([1, "Fold"], [2, "Turn"], [3, "Fly"]);
  expect(shown(mine, other)).toEqual([
    ["1 Fold: Along the long side", "1 Fold"],
    ["2 Fly", "3 Fly"],
    ["3 Land", undefined],
    [undefined, "2 Turn"],
  ]);
});
