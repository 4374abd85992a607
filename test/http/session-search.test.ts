import { expect, test } from "bun:test";
import { openTestServer, type TestServer } from "../support/class.ts";

const day = 24 * 60 * 60 * 1000;

/** A server whose clock can be moved, and what its teacher calls. */
async function openSchool() {
  const clock = { now: Date.parse("2026-03-02T08:00:00Z") };
  const server: TestServer = await openTestServer({ now: () => clock.now });
  const token = await server.teacher();
  const call = async (method: string, path: string, body?: unknown) =>
    (await server.call(method, `/api${path}`, token, body)).body;
  const find = async (query: string) =>
    (await call("GET", `/sessions?${query}`)).map(({ title }: { title: string }) => title);
  return { clock, server, call, find, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test("M6 classes are found by words, date, lesson and tag, and by whether they have ended", async () => {
  await using school = await openSchool();
  const { call, find, clock } = school;
  await call("POST", "/lessons", { title: "Paper plane", subtasks: [{ title: "Fold" }] });
  await call("POST", "/lessons", { title: "Boat", subtasks: [] });
  await call("PUT", "/lessons/1/tags", { tags: ["paper"] });
  await call("POST", "/sessions", { title: "Monday", code: "MOND1", lesson_id: 1 });
  await call("POST", "/sessions/MOND1/start");
  await call("POST", "/sessions/MOND1/end");
  clock.now += day;
  await call("POST", "/sessions", { title: "Tuesday", lesson_id: 2 });
  await call("POST", "/sessions", { title: "월요일 보충", lesson_id: null });
  const table: [string, string[]][] = [
    ["", ["월요일 보충", "Tuesday", "Monday"]],
    ["search=mond1", ["Monday"]],
    ["search=PLANE%20mon", ["Monday"]],
    [`search=${encodeURIComponent("보충")}`, ["월요일 보충"]],
    ["search=day", ["Tuesday", "Monday"]],
    ["lesson=1", ["Monday"]],
    ["tag=paper", ["Monday"]],
    ["tag=pape", []],
    ["ended=true", ["Monday"]],
    ["ended=false", ["월요일 보충", "Tuesday"]],
    ["from=2026-03-03T00:00:00.000Z", ["월요일 보충", "Tuesday"]],
    ["to=2026-03-03T00:00:00.000Z", ["Monday"]],
    ["search=day&ended=false&from=2026-03-03T00:00:00.000Z", ["Tuesday"]],
  ];
  for (const [query, expected] of table) expect([query, await find(query)]).toEqual([query, expected]);
});

test("what changes in a class changes how it is found", async () => {
  await using school = await openSchool();
  const { call, find, clock } = school;
  await call("POST", "/lessons", { title: "Plane", subtasks: [] });
  const { code } = await call("POST", "/sessions", { title: "First title" });
  await call("PATCH", `/sessions/${code}`, { title: "Second title", lesson_id: 1 });
  expect([await find("search=first"), await find("search=second%20plane")]).toEqual([[], ["Second title"]]);
  // It is held when it starts, which may be days after it was created.
  clock.now += 2 * day;
  await call("POST", `/sessions/${code}/start`);
  expect(await find("from=2026-03-04T00:00:00.000Z")).toEqual(["Second title"]);
  await call("DELETE", `/sessions/${code}`);
  expect(await find("search=title")).toEqual([]);
});

test("a search is paged", async () => {
  await using school = await openSchool();
  const { call, server } = school;
  for (let n = 1; n <= 5; n++) await call("POST", "/sessions", { title: n % 2 ? `Odd ${n}` : `Even ${n}` });
  const token = await server.teacher();
  const titles: string[] = [];
  for (let path: string | undefined = "/api/sessions?search=odd&limit=2"; path; ) {
    const { body, headers } = await server.call("GET", path, token);
    expect(body.length).toBeLessThanOrEqual(2);
    titles.push(...body.map(({ title }: { title: string }) => title));
    path = /<([^>]*)>/.exec(headers.get("Link") ?? "")?.[1];
  }
  expect(titles).toEqual(["Odd 5", "Odd 3", "Odd 1"]);
});
