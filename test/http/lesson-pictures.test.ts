/** Pictures of lessons: stored once, kept as long as a lesson or a class shows them, loaded once by each phone. */
import { expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { hasTwoNodes, testAlone } from "../support/alone.ts";
import { openClass, openTestServer, type TestServer } from "../support/class.ts";
import { type Colour, png, withExif } from "../support/picture.ts";

type Server = Pick<TestServer, "url" | "data">;
const plain = (colour: Colour, width = 40, height = 20) => png(width, height, () => colour);
const red = plain([255, 0, 0]);
const days = 24 * 60 * 60 * 1000;

async function upload(server: Server, token: string, bytes: Uint8Array, query = "?for=lesson") {
  const form = new FormData();
  form.append("file", new File([bytes as Uint8Array<ArrayBuffer>], "x.png"));
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`${server.url}/api/uploads${query}`, { method: "POST", headers, body: form });
  const body = (await response.json()) as { url: string; code?: string };
  return { status: response.status, code: body.code, path: body.url && new URL(body.url).pathname };
}

const withPicture = (path: string, title = "Look") => ({ title, content: `![A red box](${path})` });
const files = (server: Server) => readdirSync(join(server.data, "uploads"));

test("a lesson's picture is stored once, under a name that says its size", async () => {
  await using room = await openClass();
  const first = await upload(room, room.teacher, red);
  expect(first.status).toBe(201);
  expect(first.path).toMatch(/^\/uploads\/[\w-]{43}-40x20\.png$/);
  expect((await upload(room, room.teacher, red)).path).toBe(first.path);
  if (!hasTwoNodes) expect(files(room).length).toBe(1);
  const { headers } = await fetch(room.url + first.path);
  expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  // A photo that its Exif turns by 90 degrees has the size that it is shown with.
  const jpeg = await new Bun.Image(plain([0, 0, 255])).jpeg().bytes();
  const turned = await upload(room, room.teacher, withExif(jpeg, 6));
  const bytes = await (await fetch(room.url + turned.path)).bytes();
  const { width, height } = await new Bun.Image(bytes).metadata();
  expect(turned.path).toContain(`-${width}x${height}.jpg`);

  const { token } = await room.join("Ann");
  const refused = await upload(room, token, red);
  expect([refused.status, refused.code]).toEqual([403, "not_allowed"]);
});

const inFolder = testAlone("it looks at the files in the data folder");

inFolder("a picture that no lesson and no class shows is deleted after 30 days, and not before", async () => {
  let now = Date.parse("2026-03-02T08:00:00.000Z");
  await using server = await openTestServer({ now: () => now });
  const teacher = await server.teacher();
  const call = (method: string, path: string, body?: unknown) => server.call(method, path, teacher, body);
  const colours: Colour[] = [
    [1, 0, 0],
    [2, 0, 0],
    [3, 0, 0],
    [4, 0, 0],
    [5, 0, 0],
  ];
  const [inLesson = "", inVersion = "", inClass = "", deleted = "", unused = ""] = await Promise.all(
    colours.map(async (colour) => (await upload(server, teacher, plain(colour))).path),
  );
  const ownPicture = (await upload(server, teacher, plain([6, 0, 0]), "")).path;
  const make = async (path: string) =>
    (await call("POST", "/api/lessons", { title: path.slice(-60), subtasks: [withPicture(path)] })).body;
  await make(inLesson);
  const changed = await make(inVersion);
  await call("PUT", `/api/lessons/${changed.id}`, { title: "Changed", subtasks: [{ title: "No picture" }] });
  const taught = await make(inClass);
  const session = (await call("POST", "/api/sessions", { title: "Class", lesson_id: taught.id })).body;
  const another = await make(deleted);
  await call("PATCH", `/api/sessions/${session.code}`, { lesson_id: another.id });
  for (const { id } of [taught, another]) await call("DELETE", `/api/lessons/${id}`);

  const there = () =>
    [inLesson, inVersion, inClass, deleted, unused, ownPicture].map((path) => existsSync(join(server.data, path)));
  const { cleanup } = server.server.live;
  now += 29 * days;
  await cleanup.run();
  expect(there()).toEqual([true, true, true, true, true, true]);
  now += 2 * days;
  await cleanup.run();
  expect(there()).toEqual([true, true, true, true, false, true]);
  expect((await server.call("GET", unused)).status).toBe(404);

  // The class is deleted; the version with the picture is the 50th before the newest.
  await call("DELETE", `/api/sessions/${session.code}`);
  for (let n = 0; n < 50; n += 1) {
    await call("PUT", `/api/lessons/${changed.id}`, { title: `Changed ${n}`, subtasks: [{ title: "No picture" }] });
  }
  await cleanup.run();
  expect(there()).toEqual([true, false, false, false, false, true]);
});
