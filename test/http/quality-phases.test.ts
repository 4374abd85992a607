/** Phases and the history of a chart over HTTP: what the calls take and answer, and what is refused. */
import { expect, test } from "bun:test";
import { openBoard, refusal } from "../support/board-calls.ts";

const values = Array.from({ length: 40 }, (_, n) => 50 + ((n * 7) % 11) / 10);

test("limits of single subgroups begin a named phase, which is renamed, and has its capability", async () => {
  await using board = await openBoard();
  await board.product();
  await board.measure(1, values);
  const phase = { subgroups: [9, 2, 3, 4, 9], name: " new tool ", starts_at: 21 };
  const frozen = await board.ask("POST", "/products/1/limits/", phase);
  expect(frozen).toMatchObject({
    status: 201,
    body: { version: 1, base: [2, 3, 4, 9], subgroups: 4, name: "new tool", starts_after: 20, ended_after: null },
  });
  const { points } = (await board.ask("GET", "/products/1/chart?last=21")).body;
  expect(points.map((point: { limits_version: number }) => point.limits_version)).toEqual([0, ...Array(20).fill(1)]);
  const renamed = await board.ask("PATCH", "/products/1/limits/1", { name: "tool 7" });
  expect(renamed).toMatchObject({ status: 200, body: { version: 1, name: "tool 7" } });
  expect((await board.ask("GET", "/products/1/limits")).body).toEqual([renamed.body]);
  expect((await board.ask("GET", "/products/1/capability?version=1")).body.range).toMatchObject({ limits_version: 1 });
});

test("the overview has all points, and a window of the chart ends at any of them or begins at a time", async () => {
  await using board = await openBoard();
  await board.product();
  await board.measure(1, values);
  const overview = (await board.ask("GET", "/products/1/overview")).body;
  expect([overview.points_total, overview.buckets.length]).toEqual([40, 40]);
  expect(overview.buckets[39]).toMatchObject({
    from_subgroup: 40,
    to_subgroup: 40,
    points: 1,
    low: 50.9,
    flagged: null,
  });
  const numbers = async (query: string) =>
    (await board.ask("GET", `/products/1/chart?${query}`)).body.points.map(
      (point: { subgroup_number: number }) => point.subgroup_number,
    );
  expect(await numbers("last=2&until=7")).toEqual([6, 7]);
  expect(await numbers("last=2&measured_from=2001-01-01T00:00:00Z")).toEqual([1, 2]);
});

test("a base, a name, a version or a time that does not fit is refused", async () => {
  await using board = await openBoard();
  await board.product();
  await board.measure(1, values);
  await board.ask("POST", "/products/1/limits/", {});
  const tooMany = Array.from({ length: 1001 }, (_, n) => n + 1);
  for (const [method, path, body, status, place] of [
    ["POST", "/limits", { subgroups: [1, 2], from_subgroup: 1 }, 422, ""],
    ["POST", "/limits", { subgroups: [1, 2], center: 1, sigma: 1 }, 422, ""],
    ["POST", "/limits", { subgroups: [1] }, 422, "subgroups"],
    ["POST", "/limits/preview", { subgroups: tooMany }, 422, "subgroups"],
    ["POST", "/limits", { name: "x".repeat(101) }, 422, "name"],
    ["PATCH", "/limits/1", {}, 422, "name"],
    ["PATCH", "/limits/2", { name: "x" }, 404, undefined],
    ["PATCH", "/limits/x", { name: "x" }, 404, undefined],
    ["GET", "/capability?version=1&from_subgroup=2", undefined, 422, ""],
    ["GET", "/capability?version=9", undefined, 404, undefined],
    ["GET", "/chart?until=3&measured_from=2026-01-01T00:00:00Z", undefined, 422, ""],
    ["GET", "/chart?measured_from=yesterday", undefined, 422, "measured_from"],
  ] as const) {
    const [is, , where] = refusal(await board.ask(method, `/products/1${path}`, body));
    expect([method, path, is, place === undefined ? undefined : where]).toEqual([method, path, status, place]);
  }
});
