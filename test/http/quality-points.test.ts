/** Points are inspected and changed over HTTP: what is refused, and who receives names. */
import { expect, test } from "bun:test";
import { openBoard, refusal } from "../support/board-calls.ts";

const path = (subgroup: unknown) => `/products/1/points/${subgroup}`;

test("a point is excluded, annotated and restored; a device and the teacher are named to the teacher only", async () => {
  await using board = await openBoard();
  await board.product();
  const { id, token } = await board.device();
  await board.ask("POST", "/measurements", { product: 1, measurement_value: 50 }, token);
  await board.measure(1, [51, 90, 52]);
  const excluded = await board.ask("PATCH", `${path(3)}/`, { excluded: true, cause: " typing error " });
  expect(excluded).toMatchObject({ status: 200, body: { excluded: true, cause: "typing error", secondary: null } });
  const { changed_by, changed_by_name } = excluded.body.history[0];
  expect([typeof changed_by, changed_by_name]).toEqual(["number", expect.stringMatching(/./)]);
  const chart = (await board.ask("GET", "/products/1/chart")).body;
  expect([chart.center, chart.points_total, chart.points[2].excluded]).toEqual([51, 4, true]);
  expect((await board.ask("GET", "/products/1/capability")).body).toMatchObject({ count: 3, points: 3, mean: 51 });
  const first = (of: { body: any }) => of.body.measurements[0];
  const [seen, hidden] = [await board.ask("GET", path(1)), await board.ask("GET", path(1), undefined, token)];
  expect([first(seen).measured_by_name, first(hidden).measured_by_name]).toEqual(["Gauge", null]);
  expect(first(hidden).measured_by).toBe(first(seen).measured_by);
  expect(id).toBe(first(seen).measured_by);
  const restored = await board.ask("PATCH", path(3), { excluded: false, cause: null, action: "trained" });
  expect(restored.body).toMatchObject({ excluded: false, cause: null, action: "trained", secondary: 39 });
  expect(restored.body.history.length).toBe(2);
});

test("an unknown point is not found, and a change must fit", async () => {
  await using board = await openBoard();
  await board.product();
  await board.measure(1, [1, 2]);
  for (const unknown of [3, 0, -1, "x", "1.5", "9".repeat(30)]) {
    for (const answer of [
      await board.ask("GET", path(unknown)),
      await board.ask("PATCH", path(unknown), { note: "x" }),
    ]) {
      expect([unknown, ...refusal(answer)]).toEqual([unknown, 404, "point_not_found", undefined]);
    }
  }
  for (const [body, place] of [
    [{}, ""],
    [{ excluded: null }, "excluded"],
    [{ cause: "x".repeat(201) }, "cause"],
    [{ note: 7 }, "note"],
    [{ value: 7 }, ""],
  ] as const) {
    expect([body, ...refusal(await board.ask("PATCH", path(1), body))]).toEqual([body, 422, "does_not_fit", place]);
  }
});
