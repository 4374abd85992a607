/** The history of a process is split into phases by the versions of its limits. */
import { describe, expect, test } from "bun:test";
import { phaseAt, phasesOf } from "../../../src/domain/spc/phases.ts";

const now = Number.POSITIVE_INFINITY;

describe("phases", () => {
  test.each([
    ["without frozen limits: one", [], [[null, 1, now]]],
    ["the points before the first freeze are shown with its limits", [[1, 25, null]], [[1, 1, now]]],
    [
      "each version begins one, and ends the one before",
      [
        [1, 25, null],
        [2, 60, null],
      ],
      [
        [1, 1, 60],
        [2, 61, now],
      ],
    ],
    [
      "one that begins earlier takes the points of the one before",
      [
        [1, 25, null],
        [2, 60, null],
        [3, 40, null],
      ],
      [
        [1, 1, 40],
        [3, 41, now],
      ],
    ],
    [
      "unfrozen limits end one",
      [[1, 25, 80]],
      [
        [1, 1, 80],
        [null, 81, now],
      ],
    ],
    [
      "points between an unfreeze and the next freeze are shown with the limits that follow",
      [
        [1, 25, 80],
        [2, 100, null],
      ],
      [
        [1, 1, 80],
        [2, 81, now],
      ],
    ],
    [
      "points before a phase that began at an earlier point have no frozen limits",
      [[1, 60, null, 61]],
      [
        [null, 1, 60],
        [1, 61, now],
      ],
    ],
    [
      "and those of an earlier version, if that was computed from some of them",
      [
        [1, 600, null, 1],
        [2, 570, null, 571],
      ],
      [
        [1, 1, 570],
        [2, 571, now],
      ],
    ],
    ["given limits that began after some points have these, too", [[1, 25, null, null]], [[1, 1, now]]],
    ["limits that were unfrozen before they applied have none", [[1, 25, 25]], [[null, 1, now]]],
    ["limits that were given before the first point have all", [[1, 0, null]], [[1, 1, now]]],
  ] as [string, [number, number, number | null, (number | null)?][], [number | null, number, number][]][])(
    "%s",
    (_, versions, expected) => {
      const phases = phasesOf(
        versions.map(([version, starts_after, ended_after, from_subgroup = 1]) => ({
          ...{ version, starts_after, ended_after, from_subgroup },
        })),
      );
      expect(phases.map(({ version, from, to }) => [version, from, to])).toEqual(expected);
      for (const subgroup of [1, 25, 26, 60, 61, 1e9]) expect(phaseAt(phases, subgroup)).toBeDefined();
    },
  );
});
