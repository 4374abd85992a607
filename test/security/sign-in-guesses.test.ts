/** PROOFS G2: keys and passwords. Past the budget no attempt is evaluated, and a known browser signs in all the same. */
import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { statSync } from "node:fs";
import { join } from "node:path";
import { createGuesses } from "../../src/http/guesses.ts";
import { databaseFile } from "../../src/store/open.ts";
import { hasTwoNodes, testAlone } from "../support/alone.ts";
import { openClass, openTestServer, type TestClass, teacherKey, temporaryFolder } from "../support/class.ts";
import { fromAddress } from "../support/from-address.ts";
import { keepLogRecords } from "../support/log-records.ts";
import { figure, scaled } from "../support/proof.ts";

setDefaultTimeout(60_000);
const records = keepLogRecords("info");

const account = { name: "Kim", password: "correct horse" };
const minute = 60_000;
const withAddresses = testAlone("the load balancer does not tell the clients' addresses");
/** How often the key and a password are guessed. */
const many = scaled(1000, 10_000);
/** Its password with argon2's least cost: what is tested is how often it is evaluated. */
const quickHash = Bun.password.hash(account.password, { algorithm: "argon2id", memoryCost: 8, timeCost: 1 });

/** Adds an account with this password. */
async function addAccount(room: TestClass, name: string, role: string): Promise<void> {
  if (hasTwoNodes) {
    await room.call("POST", "/api/users", room.teacher, { name, role, password: account.password });
    return;
  }
  using sqlite = new Database(join(room.data, databaseFile));
  sqlite.run("INSERT INTO users (name, name_key, role, password_hash, created_at) VALUES (?, lower(?), ?, ?, 0)", [
    name,
    name,
    role,
    await quickHash,
  ]);
}

/** A server whose clock for budgets stands until it is moved, and a class of it. */
async function open() {
  const clock = { now: 0 };
  const server = await openTestServer({ monotonic: () => clock.now });
  const room = await openClass({ server, code: "TEST001" });
  await addAccount(room, account.name, "teacher");
  /** What a browser carries after it has signed in: the cookie that names it. */
  const browserOf = async (path: string, body: object) => {
    const { headers } = await room.call("POST", path, undefined, body);
    return headers.getSetCookie().find((cookie) => cookie.startsWith("lectern_browser=")) ?? "";
  };
  return { clock, room, browserOf, [Symbol.asyncDispose]: () => room[Symbol.asyncDispose]() };
}

/** How often each status came. */
function countOf(answers: readonly { status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Posts all of these bodies, 100 at a time. */
async function postAll<B>(bodies: readonly B[], post: (body: B, n: number) => Promise<{ status: number; body: any }>) {
  const answers: { status: number; body: any }[] = [];
  for (let n = 0; n < bodies.length; n += 100) {
    answers.push(...(await Promise.all(bodies.slice(n, n + 100).map((body, m) => post(body, n + m)))));
  }
  return answers;
}

const keys = (count: number) => Array.from({ length: count }, (_, n) => ({ key: `guess-${n}-at-the-key` }));
const passwords = (count: number) => Array.from({ length: count }, (_, n) => ({ name: "Kim", password: `guess ${n}` }));

for (const [what, path, wrong, right] of [
  ["the key", "/api/auth/key", keys(many), { key: teacherKey }],
  ["a password", "/api/auth/login", passwords(many), account],
] as const) {
  test(`G2 thousands of guesses at ${what} from one address: ten are evaluated, and the right one after them is not`, async () => {
    await using lecture = await open();
    const { room, clock } = lecture;
    using attacker = fromAddress(room.url, "127.0.0.9");
    using neighbour = fromAddress(room.url, "127.0.0.9");
    const browser = await lecture.browserOf(path, right);
    const guessing = postAll<object>(wrong, (body) => attacker.post(path, body));
    const began = performance.now();
    const joins = Array.from({ length: 40 }, (_, n) =>
      neighbour.post("/api/sessions/TEST001/join", { nickname: `Student ${n}` }),
    );
    const known = neighbour.post(path, right, browser);
    expect(countOf(await Promise.all(joins))).toEqual({ 201: 40 });
    figure("G2", {
      what: `40 joins during guesses at ${what}`,
      value: performance.now() - began,
      unit: "ms",
      atMost: 1000,
    });
    const guessed = countOf(await guessing);
    figure("G2", { what: `guesses at ${what} evaluated, one address`, value: guessed[401] ?? 0, unit: "", atMost: 10 });
    expect(guessed).toEqual({ 401: 10, 429: many - 10 });
    expect((await known).status).toBe(200);
    const late = await attacker.post(path, right);
    expect([late.status, late.body.code, late.headers.get("Retry-After")]).toEqual([429, "too_many_guesses", "60"]);
    expect((await attacker.post(path, right, browser)).status).toBe(200);
    clock.now += minute;
    expect((await attacker.post(path, right)).status).toBe(200);
  });

  withAddresses(
    `G2 thousands of guesses at ${what} from fifty addresses: a hundred an hour are evaluated`,
    async () => {
      await using lecture = await open();
      const { room, clock } = lecture;
      const browser = await lecture.browserOf(path, right);
      const attackers = Array.from({ length: 50 }, (_, n) => fromAddress(room.url, `127.0.0.${n + 10}`));
      const guessing = postAll<object>(wrong, (body, n) => attackers[n % 50]?.post(path, body) as never);
      const joins = Array.from({ length: 40 }, (_, n) => room.join(`Student ${n}`));
      using teacher = fromAddress(room.url, "127.0.0.2");
      expect((await teacher.post(path, right, browser)).status).toBe(200);
      for (const { token } of await Promise.all(joins)) expect(token).toBeString();
      const guessed = countOf(await guessing);
      figure("G2", {
        what: `guesses at ${what} evaluated, 50 addresses`,
        value: guessed[401] ?? 0,
        unit: "",
        atMost: 100,
      });
      expect(guessed).toEqual({ 401: 100, 429: many - 100 });
      // From an address that never guessed: the account's budget is used up for an hour.
      const late = await teacher.post(path, right);
      expect([late.status, late.body.detail]).toEqual([429, "Too many wrong attempts. Try again in 60 minutes."]);
      expect((await teacher.post(path, right, browser)).status).toBe(200);
      clock.now += 60 * minute;
      expect((await teacher.post(path, right)).status).toBe(200);
      for (const attacker of attackers) attacker[Symbol.dispose]();
    },
  );
}

test("G2 a known browser has a separate budget for the accounts that it has signed in to", async () => {
  await using lecture = await open();
  const { room, clock } = lecture;
  using pc = fromAddress(room.url, "127.0.0.3");
  const pupil = { name: "Ann", password: account.password };
  await addAccount(room, pupil.name, "student");
  const cookie = await lecture.browserOf("/api/auth/login", account);
  expect(cookie).toContain("HttpOnly");
  expect(cookie).toContain("SameSite=Lax");
  const browser = cookie.split(";")[0] ?? "";
  const guess = (n: number, name = "Kim", by = browser) =>
    postAll(Array(n).fill({ name, password: "wrong" }), (body) => pc.post("/api/auth/login", body, by));
  expect(countOf(await guess(12))).toEqual({ 401: 10, 429: 2 });
  // It did not use up the budget of the address, and neither of the account.
  expect((await pc.post("/api/auth/login", account)).status).toBe(200);
  // For another account, and with a cookie that somebody changed, it is a stranger.
  expect(countOf(await guess(10, "Ann"))).toEqual({ 401: 10 });
  expect((await pc.post("/api/auth/login", pupil, browser)).status).toBe(429);
  clock.now += minute;
  expect((await pc.post("/api/auth/login", account, browser)).status).toBe(200);
  const [id, accounts, signature] = browser.replace("lectern_browser=", "").split(".");
  for (const forged of [
    `${id}.${accounts}-3.${signature}`,
    `${id?.slice(1)}A.${accounts}.${signature}`,
    `${id}.${accounts}.${"A".repeat(43)}`,
    `${id}.${accounts}.`,
    "",
  ]) {
    await guess(10, "Kim", "");
    const { status } = await pc.post("/api/auth/login", account, `lectern_browser=${forged}`);
    expect([forged, status]).toEqual([forged, 429]);
    clock.now += minute;
  }
});

test("G2 a browser stays known after a restart, and only its owner can read its secret", async () => {
  using folder = temporaryFolder();
  const options = { data: folder.path, monotonic: () => 0 };
  const key = { key: teacherKey };
  let browser = "";
  {
    await using server = await openTestServer(options);
    const { headers } = await server.call("POST", "/api/auth/key", undefined, key);
    browser = headers.getSetCookie().find((cookie) => cookie.startsWith("lectern_browser=")) ?? "";
  }
  await using server = await openTestServer(options);
  using pc = fromAddress(server.url, "127.0.0.3");
  await postAll(keys(10), (body) => pc.post("/api/auth/key", body));
  expect((await pc.post("/api/auth/key", key)).status).toBe(429);
  expect((await pc.post("/api/auth/key", key, browser)).status).toBe(200);
  // Several nodes keep it in PostgreSQL.
  if (!hasTwoNodes) expect(statSync(join(folder.path, "cookie-secret")).mode & 0o777).toBe(0o600);
});

test("G2 an existing and an unknown name get the same answers, within the budget and beyond it", async () => {
  await using lecture = await open();
  const { room, clock } = lecture;
  const answers: unknown[][] = [];
  for (const name of ["Kim", "Nobody"]) {
    const said: unknown[] = [];
    using pc = fromAddress(room.url, "127.0.0.10");
    for (let n = 0; n < 11; n++) said.push((await pc.post("/api/auth/login", { name, password: "wrong" })).body);
    answers.push(said);
    clock.now += minute;
  }
  expect(answers[0]).toEqual(answers[1] ?? []);
  expect(answers[0]?.at(-1)).toMatchObject({ status: 429 });
});

test("G2 attempts at an account, existing or not, are evaluated a hundred times an hour over all addresses", async () => {
  const guesses = createGuesses(() => 0);
  for (const [account, network] of [
    ["7", "10.0"],
    ["unknown", "10.1"],
  ]) {
    let evaluated = 0;
    for (let n = 0; n < 200; n++) {
      const attempt = { address: `${network}.${n}.1`, account: account ?? "", browser: undefined };
      const code = await guesses
        .evaluate({ ...attempt, fault: "wrong_password" }, () => {
          evaluated += 1;
          return undefined;
        })
        .catch((fault) => fault.code);
      expect([n, code]).toEqual([n, n < 100 ? "wrong_password" : "too_many_guesses"]);
    }
    expect(evaluated).toBe(100);
  }
});

test("G2 more students at one address than the budget has failures can sign in at once", async () => {
  await using lecture = await open();
  const { room } = lecture;
  const pupils = Array.from({ length: 15 }, (_, n) => ({ name: `Pupil ${n}`, password: account.password }));
  for (const { name } of pupils) await addAccount(room, name, "student");
  const answers = await Promise.all(pupils.map((pupil) => room.call("POST", "/api/auth/login", undefined, pupil)));
  expect(countOf(answers)).toEqual({ 200: 15 });
});

withAddresses("G2 rejected attempts are logged with their address, and never with the guess", async () => {
  await using lecture = await open();
  using pc = fromAddress(lecture.room.url, "127.0.0.77");
  const before = records.length;
  await postAll(
    Array.from({ length: 30 }, (_, n) => ({ name: "secret-as-a-name", password: `secret-${n}` })),
    (body) => pc.post("/api/auth/login", body),
  );
  lecture.clock.now += minute;
  await postAll([{ key: "secret-key-that-is-wrong" }], (body) => pc.post("/api/auth/key", body));
  const rejected = records.slice(before).flatMap(({ properties }) => (properties.reason ? [properties] : []));
  for (const reason of ["wrong_password", "wrong_key", "too_many_guesses"]) {
    expect(rejected).toContainEqual(expect.objectContaining({ reason, address: "127.0.0.77", via: "http" }));
  }
  expect(
    records
      .slice(before)
      .map((record) => Bun.inspect(record, { depth: 8 }))
      .join("\n"),
  ).not.toContain("secret-");
});

test("a teacher's password has 8 characters or more, a student's 4", async () => {
  await using room = await openClass();
  const add = async (role: string, password: string) => {
    const { status, body } = await room.call("POST", "/api/users", room.teacher, {
      name: `${role} ${password}`,
      role,
      password,
    });
    return [status, body.errors];
  };
  const short = [{ path: "password", message: "A teacher's password must have at least 8 characters." }];
  expect(await add("teacher", "1234567")).toEqual([422, short]);
  expect(await add("teacher", "12345678")).toEqual([201, undefined]);
  expect(await add("student", "1234")).toEqual([201, undefined]);
  expect((await add("student", "123"))[0]).toBe(422);
});
