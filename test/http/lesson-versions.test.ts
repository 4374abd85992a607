import { expect, test } from "bun:test";
import { openClass, openTestServer } from "../support/class.ts";

const routes = [
  ["GET", "/cards"],
  ["GET", "/tags"],
  ["POST", "/1/copy", {}],
  ["POST", "/1/archive"],
  ["POST", "/1/unarchive"],
  ["PUT", "/1/tags", { tags: ["a"] }],
  ["GET", "/1/versions"],
  ["GET", "/1/versions/1"],
  ["POST", "/1/versions/1/restore"],
] as const;

test("M6 nobody but its owner can copy, archive or tag a lesson, or read and restore its versions", async () => {
  await using room = await openClass();
  await room.call("POST", "/api/users", room.teacher, { name: "Lee", role: "teacher", password: "a-long-password" });
  const lee = (await room.call("POST", "/api/auth/login", undefined, { name: "Lee", password: "a-long-password" })).body
    .token;
  const { token } = await room.join("Ann");
  for (const [method, path, body] of routes) {
    const statusFor = async (who: string | undefined) =>
      (await room.call(method, `/api/lessons${path}`, who, body)).status;
    const others = path.startsWith("/1") ? 404 : 200;
    expect([path, await statusFor(undefined), await statusFor(token), await statusFor(lee)]).toEqual([
      path,
      401,
      403,
      others,
    ]);
  }
  for (const list of ["cards", "tags"]) {
    expect((await room.call("GET", `/api/lessons/${list}`, lee)).body).toEqual([]);
  }
  expect((await room.call("GET", "/api/lessons/1/versions", room.teacher)).body.length).toBe(1);
  expect((await room.call("GET", "/api/lessons/1", room.teacher)).body).toMatchObject({ tags: [], archived: false });
});

test("a lesson is copied, tagged, archived and restored over HTTP", async () => {
  await using server = await openTestServer();
  const teacher = await server.teacher();
  const call = async (method: string, path: string, body?: unknown) =>
    (await server.call(method, `/api/lessons${path}`, teacher, body)).body;
  await call("POST", "", { title: "Plane", subtasks: [{ title: "Fold" }] });
  expect(await call("POST", "/1/copy", { title: "Plane (copy)" })).toMatchObject({ id: 2, title: "Plane (copy)" });
  expect((await call("PUT", "/1/tags", { tags: [" paper ", "PAPER", "grade\n5"] })).tags).toEqual(["paper", "grade 5"]);
  expect(await call("GET", "/tags")).toEqual([
    { tag: "grade 5", lessons: 1 },
    { tag: "paper", lessons: 1 },
  ]);
  expect((await call("GET", "?tag=paper")).map(({ id }: { id: number }) => id)).toEqual([1]);
  for (const tags of [["x".repeat(41)], Array(11).fill("x"), [""], "paper"]) {
    expect((await server.call("PUT", "/api/lessons/1/tags", teacher, { tags })).status).toBe(422);
  }
  await call("PUT", "/1", { title: "Boat", subtasks: [] });
  expect((await call("GET", "/1")).tags).toEqual(["paper", "grade 5"]);
  expect(await call("POST", "/1/versions/1/restore")).toMatchObject({ title: "Plane", subtasks: [{ id: 1 }] });
  expect((await call("GET", "/1/versions")).map(({ title }: { title: string }) => title)).toEqual([
    "Plane",
    "Boat",
    "Plane",
  ]);
  expect((await call("POST", "/2/archive")).archived).toBe(true);
  expect((await call("GET", "/cards?archived=true")).map(({ id }: { id: number }) => id)).toEqual([2]);
  for (const version of ["9", "0", "x"]) {
    expect(await call("GET", `/1/versions/${version}`)).toMatchObject({ status: 404, code: "version_not_found" });
  }
  for (const query of ["sort=size", "archived=maybe", `search=${"x".repeat(201)}`]) {
    expect((await server.call("GET", `/api/lessons/cards?${query}`, teacher)).status).toBe(422);
  }
});

test("lessons are read page by page in any order", async () => {
  await using server = await openTestServer();
  const teacher = await server.teacher();
  for (const title of ["b", "a", "c"]) await server.call("POST", "/api/lessons", teacher, { title, subtasks: [] });
  const titles: string[] = [];
  let pages = 0;
  for (let path: string | undefined = "/api/lessons/cards?sort=title&limit=2"; path; pages++) {
    const { body, headers } = await server.call("GET", path, teacher);
    titles.push(...body.map(({ title }: { title: string }) => title));
    path = /<([^>]*)>/.exec(headers.get("Link") ?? "")?.[1];
  }
  expect([titles, pages]).toEqual([["a", "b", "c"], 2]);
});

test("a card counts the classes that use the lesson, and says when the last one was made", async () => {
  await using room = await openClass();
  const { body } = await room.call("GET", "/api/lessons/cards", room.teacher);
  expect(body).toMatchObject([{ steps: 3, classes: 1, used_at: room.session.created_at }]);
  await room.call("PATCH", `/api/sessions/${room.session.code}`, room.teacher, { lesson_id: null });
  expect((await room.call("GET", "/api/lessons/cards", room.teacher)).body).toMatchObject([
    { classes: 0, used_at: null },
  ]);
});
