import { describe, expect, test } from "bun:test";
import { type RuleNumber, ruleNumbers } from "../../../src/domain/spc/kinds.ts";
import { maxSpan, standardise, violationsAt } from "../../../src/domain/spc/rules.ts";

/** The points of a series, counted from 1, that violate the rule if each is judged with the last fifteen. */
const violatingPoints = (rule: RuleNumber, z: readonly number[]): number[] =>
  z.flatMap((_, i) => {
    const last = z.slice(Math.max(0, i + 1 - maxSpan), i + 1);
    return violationsAt(last, [rule]).length > 0 ? [i + 1] : [];
  });

const repeat = (count: number, ...z: number[]): number[] => Array.from({ length: count }, () => z).flat();
/** Distances over a line that count as beyond it and as on it. */
const [beyond, on] = [2e-9, 5e-10];
const infinite = Number.POSITIVE_INFINITY;

type Table = [string, number[], number[]][];
const tables: Record<RuleNumber, Table> = {
  1: [
    ["a point beyond three sigma", [3.1], [1]],
    ["on either side", [0, -3.1], [2]],
    ["each such point, and only it", [4, 0, -4, 4], [1, 3, 4]],
    ["not on the line", [3, -3, 3 + on, -3 - on], []],
    ["just over it", [3 + beyond, -3 - beyond], [1, 2]],
    ["however far", [infinite, -infinite], [1, 2]],
  ],
  2: [
    ["nine in a row on one side", repeat(9, 0.1), [9]],
    ["below the center as well", repeat(9, -0.1), [9]],
    ["not eight", repeat(8, 0.1), []],
    ["and each further one", repeat(11, 0.1), [9, 10, 11]],
    ["whatever came before", [-1, ...repeat(9, 0.1)], [10]],
    ["not with one on the center", [...repeat(8, 0.1), 0, ...repeat(8, 0.1)], []],
    ["nor as good as on it", [...repeat(8, 0.1), on, ...repeat(8, 0.1)], []],
    ["just off it", [...repeat(8, 0.1), beyond], [9]],
    ["not with one on the other side", [...repeat(8, 0.1), -0.1, ...repeat(8, 0.1)], []],
    ["not if the ninth is on the other side", [...repeat(8, 0.1), -0.1], []],
    ["however far", repeat(9, infinite), [9]],
  ],
  3: [
    ["six in a row rising", [-2, -1, 0, 1, 2, 2.5], [6]],
    ["or falling", [2.5, 2, 1, 0, -1, -2], [6]],
    ["on one side of the center as well", [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [6]],
    ["not five", [-2, -1, 0, 1, 2], []],
    ["and each further one", [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], [6, 7, 8]],
    ["not with a tie", [0, 1, 1, 2, 3, 4, 5], []],
    ["nor with as good as one", [0, 1, 1 + on, 2, 3, 4, 5], []],
    ["just above the one before", [0, 1, 1 + beyond, 2, 3, 4], [6]],
    ["not if the last one turns", [0, 1, 2, 3, 4, 3.9], []],
    ["not if an earlier one turned", [0, 1, 2, 1.9, 3, 4, 5], []],
    ["six rises are counted again after a turn", [5, 0, 1, 2, 3, 4, 5], [7]],
    ["not if all are infinitely far", repeat(6, infinite), []],
    ["nor between two that are", [-infinite, -infinite, 0, 1, 2, infinite, infinite], []],
    ["from one side's infinity to the other's", [-infinite, 0, 1, 2, 3, infinite], [6]],
  ],
  4: [
    ["fourteen in a row up and down", repeat(7, 1, 2), [14]],
    ["by direction, wherever the center is", repeat(7, -0.5, -0.6), [14]],
    ["with any steps", [0, 9, 8, 9, -5, 3, 2, 4, -1, 0, -2, 5, 4, 4.5], [14]],
    ["not thirteen", repeat(7, 1, 2).slice(1), []],
    ["and each further one", repeat(8, 1, 2), [14, 15, 16]],
    ["not with a tie", [...repeat(6, 1, 2), 2, 1, ...repeat(5, 2, 1)], []],
    ["nor with as good as one", [...repeat(6, 1, 2), 1, 1 + on], []],
    ["just above the one before", [...repeat(6, 1, 2), 1, 1 + beyond], [14]],
    ["not with two rises in a row", [...repeat(6, 1, 2), 3, 1], []],
    ["not if the last one continues in the same direction", [...repeat(6, 1, 2), 1, 0], []],
    ["from one infinity to the other", repeat(7, infinite, -infinite), [14]],
    ["not with two at one infinity", [...repeat(6, infinite, -infinite), -infinite, infinite], []],
  ],
  5: [
    ["two of three beyond two sigma", [2.1, 0, 2.1], [3]],
    ["whichever the other is", [0, 2.1, 2.1], [3]],
    ["below as well", [-2.1, 0, -2.1], [3]],
    ["one beyond three counts too", [3.5, 0, 2.1], [3]],
    ["and all three", [2.1, 2.1, 2.1], [3]],
    ["not two alone, for the window is not full", [2.1, 2.1], []],
    ["not with the last one inside", [2.1, 2.1, 0], []],
    ["not on two sides", [2.1, 0, -2.1], []],
    ["nor with the last on the other side of two", [2.1, 2.1, -2.1], []],
    ["not on the line", [2, 0, 2.1], []],
    ["nor with the last on the line", [2.1, 0, 2 + on], []],
    ["just over it", [2 + beyond, 0, 2 + beyond], [3]],
    ["not four apart", [2.1, 0, 0, 2.1], []],
    ["and each further one", [0, 2.1, 2.1, 2.1, 0, 2.1], [3, 4, 6]],
    ["however far", [infinite, 0, infinite], [3]],
  ],
  6: [
    ["four of five beyond one sigma", [1.1, 1.1, 0, 1.1, 1.1], [5]],
    ["whichever the other is", [-5, 1.1, 1.1, 1.1, 1.1], [5]],
    ["below as well", [-1.1, -1.1, -1.1, 0, -1.1], [5]],
    ["those beyond two and three count too", [3.5, 2.5, 0, 1.1, 1.1], [5]],
    ["and all five", repeat(5, 1.1), [5]],
    ["not three", [1.1, 0, 0, 1.1, 1.1], []],
    ["not four alone, for the window is not full", repeat(4, 1.1), []],
    ["not with the last one inside", [1.1, 1.1, 1.1, 1.1, 0], []],
    ["not on two sides", [1.1, -1.1, 0, 1.1, 1.1], []],
    ["nor with the last on the other side of four", [1.1, 1.1, 1.1, 1.1, -1.1], []],
    ["not on the line", [1, 1.1, 0, 1.1, 1.1], []],
    ["nor as good as on it", [1 + on, 1.1, 0, 1.1, 1.1], []],
    ["just over it", [1 + beyond, 1.1, 0, 1.1, 1.1], [5]],
    ["and each further one", [0, ...repeat(5, 1.1), 0, 1.1], [5, 6, 8]],
    ["however far", [infinite, infinite, 0, infinite, infinite], [5]],
  ],
  7: [
    ["fifteen in a row within one sigma", [...repeat(7, 0.5, -0.5), 0.5], [15]],
    ["on one side alone as well", repeat(15, 0.5), [15]],
    ["on the center as well", repeat(15, 0), [15]],
    ["not fourteen", repeat(14, 0.5), []],
    ["and each further one", repeat(17, 0.5), [15, 16, 17]],
    ["on the line is within", repeat(15, 1), [15]],
    ["as good as on it too", [...repeat(14, 0.5), -1 - on], [15]],
    ["not just over it", [...repeat(14, 0.5), 1 + beyond], []],
    ["not with one beyond, until fifteen are past it", [...repeat(14, 0.5), -1.1, ...repeat(15, 0.5)], [30]],
    ["nor with one infinitely far", [infinite, ...repeat(14, 0)], []],
  ],
  8: [
    ["eight in a row beyond one sigma on both sides", repeat(4, 1.1, -1.1), [8]],
    ["with one alone on its side", [...repeat(7, 1.1), -1.1], [8]],
    ["or the first alone", [-1.1, ...repeat(7, 1.1)], [8]],
    ["not on one side", repeat(9, 1.1), []],
    ["not seven", [...repeat(3, 1.1, -1.1), 1.1], []],
    ["and each further one", repeat(5, 1.1, -1.1), [8, 9, 10]],
    ["not with one inside", [...repeat(3, 1.1, -1.1), 0, 1.1, ...repeat(3, 1.1, -1.1)], []],
    ["not with one on the line", [...repeat(3, 1.1, -1.1), 1.1, -1], []],
    ["nor as good as on it", [...repeat(3, 1.1, -1.1), 1.1, -1 - on], []],
    ["just over it", [...repeat(3, 1.1, -1.1), 1.1, -1 - beyond], [8]],
    ["however far", repeat(4, infinite, -infinite), [8]],
  ],
};

for (const rule of ruleNumbers) {
  describe(`rule ${rule} is violated by`, () => {
    test.each(tables[rule])("%s", (_, z, points) => {
      expect(violatingPoints(rule, z)).toEqual(points);
      expect(
        violatingPoints(
          rule,
          z.map((each) => -each),
        ),
      ).toEqual(points);
    });
  });
}

describe("the newest point", () => {
  test("may violate several rules; only chosen ones are listed, in ascending order", () => {
    const z = repeat(9, 3.5);
    expect(violationsAt(z, ruleNumbers)).toEqual([1, 2, 5, 6]);
    expect(violationsAt(z, [6, 2])).toEqual([2, 6]);
    expect(violationsAt(z, [5, 5])).toEqual([5]);
    expect(violationsAt(z, [])).toEqual([]);
  });

  test("violates nothing if there are no points", () => {
    expect(violationsAt([], ruleNumbers)).toEqual([]);
  });
});

describe("a value in sigmas from the center", () => {
  test("is its distance divided by sigma", () => {
    expect([4, 10, 13].map((x) => standardise(x, { center: 10, sigma_point: 2 }))).toEqual([-3, 0, 1.5]);
  });

  test("is 0 or infinite if sigma is 0", () => {
    const flat = { center: 10, sigma_point: 0 };
    expect([9, 10, 11].map((x) => standardise(x, flat))).toEqual([-infinite, 0, infinite]);
  });
});
