import { expect, test } from "bun:test";
import type { Chart } from "../../../src/domain/spc/chart.ts";
import type { WallItem } from "../../../src/domain/spc/folder.ts";
import { groupName, namesIn, withCount } from "../../../src/web/quality/course/team-names.ts";
import { areComparable, axisOf, inOrder } from "../../../src/web/quality/course/wall-order.ts";

const teams = [
  { id: 1, name: "Team 10" },
  { id: 2, name: "Team 2" },
  { id: 3, name: "Team 1" },
];
const item = (product_id: number, cpk: number | null, last_alert_at: string | null): [number, WallItem] => [
  product_id,
  { product_id, cpk, ppk: null, is_sufficient: true, is_stable: true, last_alert_at },
];
const items = new Map([
  item(1, 0.8, "2026-03-02T10:00:00.000Z"),
  item(2, null, null),
  item(3, 1.4, "2026-03-02T11:00:00.000Z"),
]);

for (const [order, ids] of [
  ["name", [3, 2, 1]],
  ["cpk", [3, 1, 2]],
  ["alert", [3, 1, 2]],
] as const) {
  test(`the teams on the wall are sorted by ${order}, those without one last`, () => {
    expect(inOrder(teams, order, items).map(({ id }) => id)).toEqual([...ids]);
  });
}

test("all charts of the wall share an axis of their values, limits and specification", () => {
  const chart = (values: number[], limits: [number | null, number | null], excluded?: number) =>
    ({
      chart: "i-mr",
      points: values.map((value, n) => ({ value, excluded: n === excluded })),
      lcl: limits[0],
      ucl: limits[1],
      spec: { lsl: 0, usl: null, target: null },
    }) as unknown as Chart;
  expect(axisOf([chart([5, 20, 999], [2, 15], 2), chart([10], [null, null])])).toEqual({ low: -1, high: 21 });
  // A specification without values says nothing about the scale.
  expect(axisOf([chart([], [null, null])])).toBe(undefined);
});

test("the axis has the specification of charts of values only, and the limits of each point where they differ", () => {
  const spec = { lsl: 190, usl: 210, target: 200 };
  const sums = { chart: "cusum", points: [{ value: 1 }, { value: 11 }], center: 0, ucl: null, lcl: null, spec };
  expect(axisOf([sums as unknown as Chart])).toEqual({ low: 0.5, high: 11.5 });
  const rates = {
    chart: "p",
    points: [100, 4].map((size, n) => ({ subgroup_number: n + 1, value: 0.2, size, excluded: false })),
    ...{ center: 0.2, ucl: 0.3, lcl: 0.1, sigma_within: 0.4, secondary: { center: null, ucl: null, lcl: null } },
    ...{ limits_version: null, options: {}, spec: { lsl: null, usl: null, target: null } },
  };
  const axis = axisOf([rates as unknown as Chart]);
  // Three sigma of four items: 0.2 + 3 × 0.4 / 2.
  expect(axis?.high).toBeGreaterThan(0.8);
  expect(axis?.low).toBeLessThan(0);
});

test("products share an axis by default only if their charts and units are the same", () => {
  const [cm, mm] = [
    { chart: "i-mr", unit: "cm" },
    { chart: "i-mr", unit: "mm" },
  ] as const;
  expect(areComparable([])).toBe(true);
  expect(areComparable([cm, cm])).toBe(true);
  expect(areComparable([cm, mm])).toBe(false);
  expect(areComparable([cm, { chart: "xbar-r", unit: "cm" }])).toBe(false);
});

test("names of teams are one per line; a new number keeps those that were typed", () => {
  const nameOf = (n: number) => `Team ${n}`;
  expect(namesIn(" Red \n\n Blue\n")).toEqual(["Red", "Blue"]);
  expect(withCount("Red\nBlue", 3, nameOf)).toBe("Red\nBlue\nTeam 3");
  expect(withCount("Red\nBlue", 1, nameOf)).toBe("Red");
  expect(groupName("Group 1", ["Mina", "Jun"])).toBe("Group 1 (Mina, Jun)");
  expect(groupName("Group 2", [])).toBe("Group 2");
});
