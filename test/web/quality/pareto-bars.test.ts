import { expect, test } from "bun:test";
import { boxAxis } from "../../../src/web/quality/strata/box-axis.ts";
import { paretoBars } from "../../../src/web/quality/strata/pareto-bars.ts";

const cause = (name: string, count: number) => ({ cause: name, count, subgroups: [count] });

test("the bars of a Pareto chart have their share and the cumulative share", () => {
  const bars = paretoBars([cause("a", 5), cause("b", 3), { cause: null, count: 2, subgroups: [] }], "others");
  expect(bars.map(({ name, share, cumulative }) => [name, share, cumulative])).toEqual([
    ["a", 0.5, 0.5],
    ["b", 0.3, 0.8],
    [null, 0.2, 1],
  ]);
  expect(paretoBars([], "others")).toEqual([]);
});

test("of many causes, the rare ones share the last bar, with their points, newest first", () => {
  const bars = paretoBars(
    Array.from({ length: 20 }, (_, n) => cause(`c${n}`, 20 - n)),
    "others",
  );
  expect([bars.length, bars.at(-1)?.name, bars.at(-1)?.count, bars.at(-1)?.cumulative]).toEqual([12, "others", 45, 1]);
  expect(bars.at(-1)?.subgroups).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test("the axis of box plots shows limits that are near, and has a length even if all values are equal", () => {
  const values = (low: number, high: number) => [
    { quantiles: [low, low, low, high, high] as [number, number, number, number, number] },
  ];
  const near = boxAxis(values(4, 6), { lsl: 3, usl: 100 });
  expect([near.low < 3, near.high > 6, near.high < 10]).toEqual([true, true, true]);
  const equal = boxAxis(values(5, 5), { lsl: null, usl: null });
  expect(equal.low < 5 && equal.high > 5).toBe(true);
});
