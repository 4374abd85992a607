/** PROOFS G2: session codes. Keys and passwords are in sign-in-guesses.test.ts. */
import { expect, test } from "bun:test";
import { testAlone } from "../support/alone.ts";
import { openClass, openTestServer, type TestClass } from "../support/class.ts";
import { knock, problem } from "../support/knock.ts";

const perNode = testAlone("each node has budgets of its own");

const tooMany = (wait: string) =>
  problem(
    429,
    "too_many_guesses",
    "Too many wrong attempts: wait before the next one.",
    `Too many wrong attempts. Try again in ${wait}.`,
  );

/** Uses up what an address may guess wrong. */
async function guessBadly(room: TestClass): Promise<void> {
  const tries = Array.from({ length: 10 }, (_, n) => room.call("GET", `/api/join/WRONG${n}`));
  for (const { status } of await Promise.all(tries)) expect(status).toBe(404);
}

perNode("G2 ten wrong codes a minute are answered as wrong, and the next gets 429 with the time to wait", async () => {
  let now = 0;
  await using server = await openTestServer({ monotonic: () => now });
  await using room = await openClass({ server, code: "TEST001" });
  await guessBadly(room);
  now = 18_000;
  for (const [method, path, body] of [
    ["GET", "/api/join/WRONG", undefined],
    ["GET", "/api/join?code=WRONG", undefined],
    ["POST", "/api/sessions/WRONG/join", { nickname: "Ann" }],
    ["POST", "/api/auth/pair", { ticket: "wrong" }],
  ] as const) {
    const answer = await room.call(method, path, undefined, body);
    expect([path, answer.status, answer.body]).toEqual([path, 429, tooMany("42 seconds")]);
    expect(answer.headers.get("Retry-After")).toBe("42");
  }
  for (const path of ["/ws/live/WRONG", "/ws/sessions/WRONG/"]) {
    const { status, body, headers } = await knock(room.url + path, room.teacher);
    expect([path, status, body, headers.get("Retry-After")]).toEqual([path, 429, tooMany("42 seconds"), "42"]);
  }
  const inside = await room.call("GET", "/api/sessions/WRONG", room.teacher);
  expect([inside.status, inside.body]).toEqual([429, tooMany("42 seconds")]);
  now = 60_000;
  await guessBadly(room);
  expect((await room.call("GET", "/api/join/WRONG")).status).toBe(429);
});

perNode("G2 a student with the right code can join at once, whatever others at the same address guessed", async () => {
  await using room = await openClass({ code: "TEST001" });
  const account = { name: "Kim", role: "student", password: "correct horse" };
  await room.call("POST", "/api/users", room.teacher, account);
  await guessBadly(room);
  expect((await room.call("GET", "/api/join/WRONG")).status).toBe(429);
  expect((await room.call("GET", "/api/join/TEST001")).status).toBe(200);
  expect((await room.call("POST", "/api/sessions/TEST001/join", undefined, { nickname: "Ann" })).status).toBe(201);
  expect((await knock(`${room.url}/ws/live/TEST001`, room.teacher)).status).toBe(101);
  // Wrong codes are typing errors of a class: they do not keep its teacher from signing in.
  expect(
    (await room.call("POST", "/api/auth/login", undefined, { name: account.name, password: account.password })).status,
  ).toBe(200);
});

perNode("G2 a thousand wrong guesses do not lock out forty students at the same address", async () => {
  await using room = await openClass({ code: "TEST001" });
  const guesses = Array.from({ length: 1000 }, (_, n) => room.call("GET", `/api/join/GUESS${n}`));
  const joins = Array.from({ length: 40 }, (_, n) =>
    room.call("POST", "/api/sessions/TEST001/join", undefined, { nickname: `Student ${n}` }),
  );
  for (const { status } of await Promise.all(joins)) expect(status).toBe(201);
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect([
    statuses.filter((status) => status === 404).length,
    statuses.filter((status) => status === 429).length,
  ]).toEqual([10, 990]);
});

test("G2 a stranger's requests get the same answers for an existing and for an unknown session", async () => {
  await using room = await openClass({ code: "TEST001" });
  for (const path of ["", "/participants", "/status", "/help"]) {
    const [real, unreal] = await Promise.all(
      ["TEST001", "NOSUCH"].map((code) => room.call("GET", `/api/sessions/${code}${path}`)),
    );
    expect([path, real?.status, real?.body]).toEqual([path, unreal?.status, unreal?.body]);
  }
});
