/** PROOFS G2: guessing is slowed by what was wrong, never by who is near. */
import { expect, test } from "bun:test";
import { openClass, type TestClass, teacherKey } from "../support/class.ts";
import { knock, problem } from "../support/knock.ts";

const tooMany = problem(429, "too_many_guesses", "Too many wrong tries from this address: wait a minute.");

/** Uses up what an address may guess wrong. */
async function guessBadly(room: TestClass): Promise<void> {
  const tries = Array.from({ length: 10 }, (_, n) => room.call("GET", `/api/join/WRONG${n}`));
  for (const { status } of await Promise.all(tries)) expect(status).toBe(404);
}

test("G2 ten wrong codes a minute are told so, and the next gets 429 with the time to wait", async () => {
  await using room = await openClass({ code: "TEST001" });
  await guessBadly(room);
  for (const [method, path, body] of [
    ["GET", "/api/join/WRONG", undefined],
    ["POST", "/api/sessions/WRONG/join", { nickname: "Ann" }],
    ["POST", "/api/auth/key", { key: "wrong" }],
    ["POST", "/api/auth/login", { name: "Nobody", password: "wrong" }],
  ] as const) {
    const answer = await room.call(method, path, undefined, body);
    expect([path, answer.status, answer.body]).toEqual([path, 429, tooMany]);
    expect(answer.headers.get("Retry-After")).toBe("60");
  }
  for (const path of ["/ws/live/WRONG", "/ws/sessions/WRONG/"]) {
    const { status, body, headers } = await knock(room.url + path, room.teacher);
    expect([path, status, body, headers.get("Retry-After")]).toEqual([path, 429, tooMany, "60"]);
  }
  const inside = await room.call("GET", "/api/sessions/WRONG", room.teacher);
  expect([inside.status, inside.body]).toEqual([429, tooMany]);
});

test("G2 wrong keys, wrong passwords and wrong codes use up the same budget", async () => {
  await using room = await openClass({ code: "TEST001" });
  const wrong = [
    ...Array.from({ length: 4 }, () => room.call("POST", "/api/auth/key", undefined, { key: "wrong" })),
    ...Array.from({ length: 3 }, () => room.call("POST", "/api/auth/login", undefined, { name: "x", password: "y" })),
    ...Array.from({ length: 3 }, () => room.call("GET", "/api/join/WRONG")),
  ];
  const statuses = (await Promise.all(wrong)).map(({ status }) => status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 401, 404, 404, 404]);
  expect((await room.call("POST", "/api/auth/key", undefined, { key: "wrong" })).status).toBe(429);
});

test("G2 whoever has the right code, key or password gets in at once, whatever the neighbours guessed", async () => {
  await using room = await openClass({ code: "TEST001" });
  const account = { name: "Kim", role: "student", password: "correct horse" };
  await room.call("POST", "/api/users", room.teacher, account);
  await guessBadly(room);
  expect((await room.call("GET", "/api/join/WRONG")).status).toBe(429);
  expect((await room.call("GET", "/api/join/TEST001")).status).toBe(200);
  expect((await room.call("POST", "/api/sessions/TEST001/join", undefined, { nickname: "Ann" })).status).toBe(201);
  expect((await room.call("POST", "/api/auth/key", undefined, { key: teacherKey })).status).toBe(200);
  expect(
    (await room.call("POST", "/api/auth/login", undefined, { name: account.name, password: account.password })).status,
  ).toBe(200);
  expect((await knock(`${room.url}/ws/live/TEST001`, room.teacher)).status).toBe(101);
});

test("G2 a thousand wrong guesses keep forty students of the same address out of nothing", async () => {
  await using room = await openClass({ code: "TEST001" });
  const began = performance.now();
  const guesses = Array.from({ length: 1000 }, (_, n) => room.call("GET", `/api/join/GUESS${n}`));
  const joins = Array.from({ length: 40 }, (_, n) =>
    room.call("POST", "/api/sessions/TEST001/join", undefined, { nickname: `Student ${n}` }),
  );
  for (const { status } of await Promise.all(joins)) expect(status).toBe(201);
  expect(performance.now() - began).toBeLessThan(5000);
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect([
    statuses.filter((status) => status === 404).length,
    statuses.filter((status) => status === 429).length,
  ]).toEqual([10, 990]);
});

test("G2 what a stranger asks of a session that there is and of one that there is not, is answered alike", async () => {
  await using room = await openClass({ code: "TEST001" });
  for (const path of ["", "/participants", "/status", "/help"]) {
    const [real, unreal] = await Promise.all(
      ["TEST001", "NOSUCH"].map((code) => room.call("GET", `/api/sessions/${code}${path}`)),
    );
    expect([path, real?.status, real?.body]).toEqual([path, unreal?.status, unreal?.body]);
  }
});
