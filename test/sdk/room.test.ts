/** The built package against a server: what happens to commands and events if the connection or the seat is lost. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import type * as sdk from "../../src/sdk/index.ts";
import type { Room } from "../../src/sdk/index.ts";
import { openClass, type TestClass } from "../support/class.ts";
import { memoryStorage } from "../support/memory-storage.ts";
import { buildPackage } from "./project.ts";

let connect: typeof sdk.connect;
let createClient: typeof sdk.createClient;
let Fault: typeof sdk.Fault;
let folder: string;
let room: TestClass;

beforeAll(async () => {
  folder = await buildPackage();
  ({ connect, createClient, Fault } = await import(join(folder, "index.js")));
  room = await openClass({ code: "CLASS1" });
}, 60_000);
afterAll(() => room?.[Symbol.asyncDispose]());

/** The sockets that rooms opened, newest last. */
const sockets: WebSocket[] = [];
class TrackedSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    sockets.push(this);
  }
}
const enter = (options: Partial<sdk.ConnectOptions> = { name: "Bot" }): Promise<Room> =>
  connect({ url: room.url, code: "CLASS1", WebSocket: TrackedSocket, ...options });
const say = (content: string) => room.call("POST", "/api/sessions/CLASS1/messages", room.teacher, { content });
const contents = async () => {
  const { body } = await room.call("GET", "/api/sessions/CLASS1/messages", room.teacher);
  return body.map(({ content }: { content: string }) => content);
};
/** The code of the fault with which a promise rejects. */
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "resolved",
    (thrown) => (thrown instanceof Fault ? thrown.code : thrown),
  );

test("the module has less than 12 kB compressed (gzip -9), and the package says what it needs", async () => {
  expect(Bun.gzipSync(await Bun.file(join(folder, "index.js")).bytes(), { level: 9 }).byteLength).toBeLessThan(12_000);
  const { exports, sideEffects, engines, dependencies } = await Bun.file(join(folder, "package.json")).json();
  expect({ exports: exports["."], sideEffects, engines, dependencies }).toEqual({
    exports: { types: "./index.d.ts", default: "./index.js" },
    sideEffects: false,
    engines: { node: ">=20" },
    dependencies: undefined,
  });
  for (const name of ["README.md", "LICENSE", "index.js.map", "index.d.ts", "contract.d.ts"]) {
    expect([name, await Bun.file(join(folder, name)).exists()]).toEqual([name, true]);
  }
});

test("a lost connection loses no event, and carries out a command once", async () => {
  const bot = await enter();
  const heard: string[] = [];
  const statuses: string[] = [];
  bot.on("chat.sent", ({ content }) => heard.push(content));
  bot.onStatus((status) => statuses.push(status.is === "live" ? `live, resumed ${status.resumed}` : status.is));
  await Promise.all([bot.once("chat.sent"), say("one")]);
  sockets.at(-1)?.close();
  const answer = bot.send("chat.send", { content: "from the bot" });
  await say("two");
  await say("three");
  expect(await answer).toEqual({ message_id: expect.any(String) });
  if (!heard.includes("from the bot")) await bot.once("chat.sent", ({ content }) => content === "from the bot");
  expect(heard).toEqual(["one", "two", "three", "from the bot"]);
  expect((await contents()).filter((content: string) => content === "from the bot").length).toBe(1);
  expect([...new Set(statuses)]).toEqual(["reconnecting", "live, resumed true"]);
  bot.close();
});

test("a command without retry rejects if the connection is lost, and after close() everything does", async () => {
  const bot = await enter();
  sockets.at(-1)?.close();
  const answer = codeOf(bot.send("typing.set", { is_typing: true }, { retry: false }));
  const waiting = codeOf(bot.once("poll.opened"));
  expect(await answer).toBe("unreachable");
  bot.close();
  expect(await Promise.all([waiting, codeOf(bot.send("question.intend")), bot.closed])).toEqual([
    "closed",
    "closed",
    "closed",
  ]);
});

test("a listener for `live` can send at once, without retry, and once", async () => {
  const bot = await enter();
  const answered = new Promise((resolve, reject) => {
    bot.onStatus((status) => {
      if (status.is === "live") bot.send("chat.send", { content: "back" }, { retry: false }).then(resolve, reject);
    });
  });
  sockets.at(-1)?.close();
  expect(await answered).toEqual({ message_id: expect.any(String) });
  expect((await contents()).filter((content: string) => content === "back").length).toBe(1);
  bot.close();
});

test("a lost connection and a wrong address are reported in one sentence", async () => {
  const messageOf = (promise: Promise<unknown>) => promise.catch(({ message }) => message);
  const bot = await enter();
  sockets.at(-1)?.close();
  expect(await messageOf(bot.send("typing.set", { is_typing: true }, { retry: false }))).toBe(
    "The connection was lost.",
  );
  bot.close();
  for (const url of ["localhost:8000", "192.168.0.10:8000", "ws://localhost:8000", ""]) {
    expect(await messageOf(enter({ url, name: "Bot" }))).toBe(
      `"${url}" is not an address. Write it like http://192.168.0.10:8000.`,
    );
  }
});

test("a wait for an event ends if its signal aborts", async () => {
  const bot = await enter();
  const over = new AbortController();
  let checks = 0;
  const fits = () => ++checks < 0;
  const waiting = codeOf(bot.once("chat.sent", fits, { signal: over.signal }));
  await Promise.all([bot.once("chat.sent"), say("before")]);
  over.abort("nobody waits");
  expect(await waiting).toBe("nobody waits");
  await Promise.all([bot.once("chat.sent"), say("after")]);
  expect(checks).toBe(1);
  expect(await codeOf(bot.once("chat.sent", fits, { signal: over.signal }))).toBe("nobody waits");
  bot.close();
});

test("a kept seat belongs to the name that joined", async () => {
  const storage: sdk.StorageLike = memoryStorage();
  const ann = await enter({ name: "Ann", storage });
  const reloaded = await enter({ name: "Ann", storage });
  const ben = await enter({ name: "Ben", storage });
  expect([reloaded.you.id, ben.you.nickname]).toEqual([ann.you.id, "Ben"]);
  for (const bot of [ann, reloaded, ben]) bot.close();
});

test("a room closes for good, with the reason, if the seat or the token is gone", async () => {
  const bot = await enter();
  await room.call("POST", `/api/sessions/CLASS1/participants/${bot.you.id}/remove`, room.teacher, {});
  expect([await bot.closed, await codeOf(bot.send("chat.send", { content: "still here" }))]).toEqual([
    "removed",
    "removed",
  ]);
  expect(await codeOf(enter({ token: bot.token }))).toBe("removed");

  const created = { name: "quiz", session: "CLASS1", may: "read" };
  const { token, record } = (await room.call("POST", "/api/tokens", room.teacher, created)).body;
  const program = await enter({ token });
  expect(program.you.role).toBe("INSTRUCTOR");
  expect(await codeOf(program.send("session.start"))).toBe("token_reads_only");
  await room.call("DELETE", `/api/tokens/${record.id}`, room.teacher);
  expect(await program.closed).toBe("signed_out");
  expect(await codeOf(enter({ token }))).toBe("no_credential");
});

test("HTTP calls answer with JSON or text, page by page, and reject with a fault", async () => {
  const lectern = createClient({ url: `${room.url}/s/CLASS1`, token: room.teacher });
  const path = { session: "CLASS1" };
  const csv = await lectern.call("GET /api/sessions/:session/report", { path, query: { format: "csv" } });
  expect(String(csv)).toContain("attendance\r\nname,");
  expect((await lectern.call("GET /api/sessions/:session", { path })).title).toBe("Class");
  const names = Array.from({ length: 205 }, (_, n) => `Student ${n}`);
  await Promise.all(names.map((nickname) => room.join(nickname)));
  const people = await lectern.all("GET /api/sessions/:session/participants", { path });
  expect(people.length).toBeGreaterThan(205);
  expect(await codeOf(lectern.call("POST /api/sessions", { body: { title: "" } }))).toBe("does_not_fit");
  expect(await codeOf(createClient({ url: room.url }).call("GET /api/sessions"))).toBe("no_credential");
});

test("listeners receive their events until they are removed", async () => {
  const bot = await enter({ name: "Listener" });
  const heard: string[] = [];
  const remove = bot.on("chat.sent", ({ content }) => heard.push(`removed ${content}`));
  remove();
  bot.on("chat.sent", ({ content }) => heard.push(content));
  bot.on("*", ({ type, seq }) => heard.push(`${type} ${typeof seq}`));
  await Promise.all([bot.once("chat.sent"), say("hello")]);
  expect(heard).toEqual(["hello", "chat.sent number"]);
  bot.close();
});

test("the session and the own seat are up to date, and views are read by their path", async () => {
  const { token } = await room.join("Sena");
  const bot = await enter({ token });
  const base = "/api/sessions/CLASS1";
  const start = room.call("POST", `${base}/steps/${room.lesson.subtasks[1]?.id}/start`, room.teacher, {});
  await Promise.all([bot.once("step.changed"), start]);
  expect(bot.session.current_subtask?.title).toBe("Step 2");
  const rename = room.call("PUT", `${base}/participants/${bot.you.id}/nickname`, room.teacher, { nickname: "세나" });
  await Promise.all([bot.once("participant.renamed"), rename]);
  expect(bot.you.nickname).toBe("세나");
  const people = await bot.viewAll("participants");
  expect(people.map(({ nickname }) => nickname)).toContain("세나");
  expect((await bot.view("messages", { limit: 1 })).length).toBe(1);
  expect(await codeOf(bot.view("muted", { limit: 0 }))).toBe("does_not_fit");
  bot.close();
});
