/** Who was removed stays out: by their credential, and by the browser that they came with. */
import { expect, test } from "bun:test";
import { openClass, openTestServer, type TestClass } from "../support/class.ts";
import { knock, problem } from "../support/knock.ts";

const removed = problem(403, "removed", "The teacher removed you from this session.");

/** A browser: it keeps its cookies, apart from those that it clears. */
function openBrowser(room: TestClass) {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async post(path: string, body?: unknown) {
      const Cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; ");
      const headers = { "Content-Type": "application/json", ...(Cookie && { Cookie }) };
      const response = await fetch(room.url + path, { method: "POST", headers, body: JSON.stringify(body ?? {}) });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        if (value) cookies.set(name, value);
        else cookies.delete(name);
      }
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : undefined };
    },
  };
}

const join = (browser: ReturnType<typeof openBrowser>, nickname: string, code = "TEST001") =>
  browser.post(`/api/sessions/${code}/join`, { nickname });
const remove = (room: TestClass, id: string) =>
  room.call("POST", `/api/sessions/TEST001/participants/${id}/remove`, room.teacher);

test("a browser whose participant was removed gets no other seat in that session, signed out or under another name", async () => {
  await using room = await openClass({ code: "TEST001" });
  await room.call("POST", "/api/sessions", room.teacher, { title: "Other", code: "OTHER" });
  const browser = openBrowser(room);
  const spammer = (await join(browser, "spammer")).body;
  await remove(room, spammer.participant.id);
  expect(await join(browser, "spammer")).toEqual({ status: 403, body: removed });
  await browser.post("/api/auth/logout");
  expect(browser.cookies.has("lectern_session")).toBe(false);
  expect(await join(browser, "Somebody else")).toEqual({ status: 403, body: removed });
  // Nor as a guest by an app that needs no joining, nor by a ticket from the projector.
  const cookie = Array.from(browser.cookies, ([name, value]) => `${name}=${value}`).join("; ");
  expect((await knock(`${room.url}/ws/session/TEST001/student/`, undefined, { Cookie: cookie })).status).toBe(403);
  const { ticket } = (await room.call("POST", "/api/sessions/TEST001/pairing", room.teacher)).body;
  expect(await browser.post("/api/auth/pair", { ticket })).toEqual({ status: 403, body: removed });
  // In another session they are welcome, and so is everybody else here.
  expect((await join(browser, "Ann", "OTHER")).status).toBe(201);
  expect((await join(openBrowser(room), "Ben")).status).toBe(201);
  // Their cookie is all that the server knows them by.
  browser.cookies.clear();
  expect((await join(browser, "Cid")).status).toBe(201);
});

test("a browser that gets its seat over an app's socket is recognized, too", async () => {
  await using room = await openClass({ code: "TEST001" });
  const url = `${room.url}/ws/session/TEST001/student/`;
  const { status, headers } = await knock(url);
  const cookies = headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  expect([status, cookies.map((cookie) => cookie.split("=")[0])]).toEqual([
    101,
    ["lectern_session", "lectern_browser"],
  ]);
  const roster = (await room.call("GET", "/api/sessions/TEST001/participants", room.teacher)).body;
  await remove(room, roster[1].id);
  const browser = { Cookie: cookies[1] ?? "" };
  expect((await knock(url, undefined, browser)).status).toBe(403);
});

test("others who took their seats with the same browser keep them", async () => {
  await using room = await openClass({ code: "TEST001" });
  const tablet = openBrowser(room);
  const ann = (await join(tablet, "Ann")).body;
  await tablet.post("/api/auth/logout");
  const ben = (await join(tablet, "Ben")).body;
  await remove(room, ann.participant.id);
  expect((await join(tablet, "Ben")).body.participant).toEqual(ben.participant);
});

test("a browser's id is not in the database", async () => {
  await using room = await openClass({ code: "TEST001" });
  const browser = openBrowser(room);
  await join(browser, "Ann");
  const [id = ""] = browser.cookies.get("lectern_browser")?.split(".") ?? [];
  expect(id).toMatch(/^[\w-]{22}$/);
  const { readdirSync, readFileSync } = await import("node:fs");
  for (const name of readdirSync(room.data)) {
    expect(readFileSync(`${room.data}/${name}`, "latin1")).not.toContain(id);
  }
});

test("a device's token cannot join a class", async () => {
  await using server = await openTestServer();
  await using room = await openClass({ server, code: "TEST001", features: ["chat", "practice"] });
  const { token } = (await room.call("POST", "/api/spc/devices", room.teacher, { name: "Gauge" })).body;
  const { status, body } = await room.call("POST", "/api/sessions/TEST001/join", token, { nickname: "Gauge" });
  expect([status, body.code]).toEqual([403, "not_allowed"]);
  for (const path of ["/ws/sessions/TEST001/", "/ws/session/TEST001/student/", "/ws/guitar/TEST001/"]) {
    expect([path, (await knock(room.url + path, token)).status]).toEqual([path, 403]);
  }
  const roster = (await room.call("GET", "/api/sessions/TEST001/participants", room.teacher)).body;
  expect(roster.map(({ nickname }: any) => nickname)).toEqual(["Teacher"]);
});
