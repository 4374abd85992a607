import { expect, test } from "bun:test";
import type { Chart } from "../../../src/domain/spc/chart.ts";
import type { WallItem } from "../../../src/domain/spc/folder.ts";
import { groupName, namesIn, withCount } from "../../../src/web/quality/course/team-names.ts";
import { axisOf, inOrder } from "../../../src/web/quality/course/wall-order.ts";

const teams = [
  { id: 1, name: "Team 10" },
  { id: 2, name: "Team 2" },
  { id: 3, name: "Team 1" },
];
const item = (product_id: number, cpk: number | null, last_alert_at: string | null): [number, WallItem] => [
  product_id,
  { product_id, cpk, ppk: null, is_sufficient: true, last_alert_at },
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
      points: values.map((value, n) => ({ value, excluded: n === excluded })),
      lcl: limits[0],
      ucl: limits[1],
      spec: { lsl: 0, usl: null, target: null },
    }) as unknown as Chart;
  expect(axisOf([chart([5, 20, 999], [2, 15], 2), chart([10], [null, null])])).toEqual({ low: -1, high: 21 });
  // A specification without values says nothing about the scale.
  expect(axisOf([chart([], [null, null])])).toBe(undefined);
});

test("names of teams are one per line; a new number keeps those that were typed", () => {
  const nameOf = (n: number) => `Team ${n}`;
  expect(namesIn(" Red \n\n Blue\n")).toEqual(["Red", "Blue"]);
  expect(withCount("Red\nBlue", 3, nameOf)).toBe("Red\nBlue\nTeam 3");
  expect(withCount("Red\nBlue", 1, nameOf)).toBe("Red");
  expect(groupName("Group 1", ["Mina", "Jun"])).toBe("Group 1 (Mina, Jun)");
  expect(groupName("Group 2", [])).toBe("Group 2");
});
