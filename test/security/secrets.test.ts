/** PROOFS G6: after a whole class no token, key, ticket or password stands in a log, the database, an address or an error. */
import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openClass, teacherKey } from "../support/class.ts";
import { knock } from "../support/knock.ts";
import { keepLogRecords } from "../support/log-records.ts";
import { TestSocket } from "../support/socket.ts";

const records = keepLogRecords("trace");

test("G6 valid secrets are never stored or sent where others can read them", async () => {
  const secrets = new Map<string, string>([["the teacher key", teacherKey]]);
  const bodies: string[] = [];
  const urls: string[] = [];
  await using room = await openClass({ code: "TEST001" });
  const call: typeof room.call = async (method, path, token, body) => {
    const answer = await room.call(method, path, token, body);
    urls.push(path);
    // What answers a sign-in or a join is for its asker, and holds the token on purpose.
    if (!/auth\/(key|login|ticket)|\/join\/?$/.test(path) || answer.status >= 400)
      bodies.push(JSON.stringify(answer.body));
    return answer;
  };
  secrets.set("the teacher's token", room.teacher);
  const account = { name: "Kim", role: "student", password: "correct horse battery" };
  secrets.set("a password", account.password);
  await call("POST", "/api/users", room.teacher, account);
  const signedIn = await call("POST", "/api/auth/login", undefined, { name: account.name, password: account.password });
  secrets.set("an account's token", signedIn.body.token);
  const browser = signedIn.headers.getSetCookie().find((cookie) => cookie.startsWith("lectern_browser="));
  secrets.set("a browser's cookie", browser?.split(/[=;]/)[1] ?? "");
  const ann = (await call("POST", "/api/sessions/TEST001/join", undefined, { nickname: "Ann" })).body;
  secrets.set("a guest's token", ann.token);
  const ticket = async () => (await call("POST", "/api/auth/ticket", ann.token)).body.ticket;
  const [used, unused] = [await ticket(), await ticket()];
  secrets.set("a used ticket", used).set("an unused ticket", unused);

  const sockets = [
    await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher),
    await TestSocket.open(`${room.url}/ws/live/TEST001?ticket=${used}`),
    await TestSocket.open(`${room.url}/ws/sessions/TEST001`, ann.token),
  ];
  sockets[0]?.send({ type: "step.start", data: {} });
  sockets[1]?.send({ type: "help.request", id: "1", data: { message: "stuck" } });
  sockets[2]?.send({ type: "nothing" });
  for (const [method, path, token, body] of [
    ["POST", "/api/auth/key", undefined, { key: `${teacherKey}x` }],
    ["POST", "/api/auth/login", undefined, { name: "Nobody", password: account.password }],
    ["POST", "/api/auth/login", undefined, { name: [], password: account.password }],
    ["POST", "/api/users", room.teacher, account],
    ["POST", "/api/users", room.teacher, { ...account, name: 7 }],
    ["GET", "/api/auth/me", ann.token, undefined],
    ["GET", "/api/sessions", ann.token, undefined],
    ["GET", "/api/sessions/TEST001", ann.token, undefined],
    ["GET", "/api/sessions/TEST001/participants", room.teacher, undefined],
    ["GET", "/api/status", room.teacher, undefined],
    ["GET", "/metrics", room.teacher, undefined],
    ["GET", "/nothing", ann.token, undefined],
  ] as const) {
    await call(method, path, token, body);
  }
  bodies.push(JSON.stringify((await knock(`${room.url}/ws/live/NOSUCH?ticket=${unused}`)).body));
  bodies.push(JSON.stringify((await knock(`${room.url}/ws/live/TEST001`, `${ann.token}x`)).body));
  for (const socket of sockets) await socket[Symbol.asyncDispose]();

  const files = () =>
    readdirSync(room.data).map(
      (name) => [`the file ${name}`, readFileSync(join(room.data, name)).toString("latin1")] as const,
    );
  const running = files();
  await room.stop();
  const places = [
    ...running,
    ...files(),
    ["the log", records.map((record) => Bun.inspect(record, { depth: 8 })).join("\n")] as const,
    ["the frames", sockets.flatMap(({ texts }) => texts).join("\n")] as const,
    ["the answers", bodies.join("\n")] as const,
    ["the addresses", urls.join("\n")] as const,
  ];
  const found = [];
  for (const [where, text] of places) {
    for (const [what, secret] of secrets) if (text.includes(secret)) found.push(`${what} in ${where}`);
  }
  expect(found).toEqual([]);
  // The search itself works: it finds what is there.
  expect(records.length).toBeGreaterThan(0);
  expect(running.map(([, text]) => text).join("")).toContain("TEST001");
});
