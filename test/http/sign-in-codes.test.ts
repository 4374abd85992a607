/** A teacher's second device signs in with the code that the first one shows: a QR code, or six digits. */
import { expect, test } from "bun:test";
import { testAlone } from "../support/alone.ts";
import { openClass, openTestServer, type TestClass } from "../support/class.ts";
import { fromAddress } from "../support/from-address.ts";
import { TestSocket } from "../support/socket.ts";

const show = (room: TestClass, token: string | undefined, body: object = {}) =>
  room.call("POST", "/api/auth/sign-in-codes", token, body);
const enter = (room: TestClass, code: unknown, token?: string, body: object = {}) =>
  room.call("POST", "/api/auth/sign-in", token, { code, ...body });
const codeOf = ({ status, body }: { status: number; body: any }) => [status, body.code];

/** A class on a server with clocks that the test moves. */
async function openTimedClass() {
  const time = { now: Date.parse("2026-03-02T09:00:00.000Z"), monotonic: 0 };
  const server = await openTestServer({
    now: () => time.now,
    monotonic: () => time.monotonic,
    publicUrl: "http://192.168.0.7:8000",
  });
  return { time, room: await openClass({ server, code: "TEST001" }) };
}

/** A number that is not among those given. */
const otherThan = (...numbers: readonly string[]) =>
  ["000000", "111111", "222222", "333333"].find((number) => !numbers.includes(number)) ?? "";

test("a phone that scans the code is signed in as the same teacher, at the class's remote", async () => {
  const { room } = await openTimedClass();
  await using _ = room;
  const shown = await show(room, room.teacher, { session: "test001" });
  expect([shown.status, shown.body]).toEqual([
    201,
    {
      ticket: expect.stringMatching(/^[\w-]{43}$/),
      number: expect.stringMatching(/^\d{6}$/),
      expires_at: "2026-03-02T09:01:00.000Z",
      // The address that phones reach, with the secret where no server sees it.
      url: `http://192.168.0.7:8000/remote/TEST001#code=${shown.body.ticket}`,
    },
  ]);
  const { status, body, headers } = await enter(room, shown.body.ticket);
  const teacher = (await room.call("GET", "/api/auth/me", room.teacher)).body.user;
  expect([status, body.user, body.session_code]).toEqual([200, teacher, "TEST001"]);
  expect(body.token).not.toBe(room.teacher);
  expect(headers.getSetCookie()[0]).toStartWith(`lectern_session=${body.token}; `);
  expect((await room.call("POST", "/api/sessions/TEST001/start", body.token, {})).status).toBe(200);

  // Signing the phone out keeps the laptop signed in, and the other way round.
  expect((await room.call("POST", "/api/auth/logout", body.token)).status).toBe(204);
  expect((await room.call("GET", "/api/auth/me", room.teacher)).status).toBe(200);
});

test("a second laptop signs in with the six digits; the number and the QR code are one code, which works once", async () => {
  const { room } = await openTimedClass();
  await using _ = room;
  const { ticket, number, url } = (await show(room, room.teacher)).body;
  expect(url).toBe(`http://192.168.0.7:8000/teach#code=${ticket}`);
  const { status, body } = await enter(room, ` ${number} `);
  expect([status, body.user.role, body.session_code]).toEqual([200, "teacher", null]);
  expect(codeOf(await enter(room, number))).toEqual([401, "code_used"]);
  expect(codeOf(await enter(room, ticket))).toEqual([401, "code_used"]);
});

test("a code is void after 60 s, and as soon as the device that showed it is signed out", async () => {
  const { time, room } = await openTimedClass();
  await using _ = room;
  const [first, second] = [(await show(room, room.teacher)).body, (await show(room, room.teacher)).body];
  time.now += 59_999;
  expect((await enter(room, first.ticket)).status).toBe(200);
  time.now += 1;
  expect(codeOf(await enter(room, second.ticket))).toEqual([401, "code_expired"]);
  expect(codeOf(await enter(room, second.number))).toEqual([401, "code_expired"]);

  const orphan = (await show(room, room.teacher)).body;
  await room.call("POST", "/api/auth/logout", room.teacher);
  expect(codeOf(await enter(room, orphan.ticket))).toEqual([401, "code_expired"]);
  expect(codeOf(await enter(room, orphan.number))).toEqual([401, "code_expired"]);
  expect(codeOf(await enter(room, "made-up"))).toEqual([401, "wrong_code"]);
});

test("only teachers get a code, and a code is good for its own purpose alone", async () => {
  await using room = await openClass({ code: "TEST001" });
  const ann = await room.join("Ann");
  const account = { name: "Kim", role: "student", password: "correct horse" };
  await room.call("POST", "/api/users", room.teacher, account);
  const kim = (await room.call("POST", "/api/auth/login", undefined, { name: "Kim", password: account.password })).body;
  for (const token of [ann.token, kim.token]) {
    expect(codeOf(await show(room, token))).toEqual([403, "not_allowed"]);
    expect(codeOf(await show(room, token, { session: "TEST001" }))).toEqual([403, "not_allowed"]);
  }
  expect(codeOf(await show(room, undefined))).toEqual([401, "no_credential"]);
  expect(codeOf(await show(room, room.teacher, { session: "NOSUCH" }))).toEqual([404, "session_not_found"]);

  const practice = (await room.call("POST", "/api/sessions/TEST001/pairing", room.teacher)).body.ticket;
  const socket = (await room.call("POST", "/api/auth/ticket", room.teacher)).body.ticket;
  for (const ticket of [practice, socket]) expect(codeOf(await enter(room, ticket))).toEqual([401, "wrong_code"]);
  const { ticket } = (await show(room, room.teacher)).body;
  expect(codeOf(await room.call("POST", "/api/auth/pair", undefined, { ticket }))).toEqual([401, "wrong_ticket"]);
});

test("a code does not silently sign another teacher out", async () => {
  await using room = await openClass({ code: "TEST001" });
  const account = { name: "Colleague", role: "teacher", password: "correct horse" };
  await room.call("POST", "/api/users", room.teacher, account);
  const login = { name: account.name, password: account.password };
  const colleague = (await room.call("POST", "/api/auth/login", undefined, login)).body.token;
  const { ticket } = (await show(room, room.teacher)).body;
  expect(codeOf(await enter(room, ticket, colleague))).toEqual([409, "teacher_here"]);
  expect((await room.call("GET", "/api/auth/me", colleague)).status).toBe(200);
  expect((await enter(room, ticket, colleague, { replace: true })).status).toBe(200);
  expect((await room.call("GET", "/api/auth/me", colleague)).status).toBe(401);
  // The same teacher need not confirm anything.
  expect((await enter(room, (await show(room, room.teacher)).body.ticket, room.teacher)).status).toBe(200);
  expect((await room.call("GET", "/api/auth/me", room.teacher)).status).toBe(200);
});

const withAddresses = testAlone("the load balancer does not tell the clients' addresses");

withAddresses(
  "G2 wrong numbers: five a minute from an address, twenty an hour in total; then none works, but the QR code does",
  async () => {
    const { time, room } = await openTimedClass();
    await using _ = room;
    const { number, ticket } = (await show(room, room.teacher)).body;
    const wrong = otherThan(number);
    const codes: unknown[] = [];
    for (const address of ["127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.6"]) {
      using from = fromAddress(room.url, address);
      for (let n = 0; n < 6; n++) codes.push((await from.post("/api/auth/sign-in", { code: wrong })).body.code);
    }
    const five = [...Array(5).fill("wrong_code"), "too_many_guesses"];
    expect(codes).toEqual([...five, ...five, ...five, ...five, ...Array(6).fill("numbers_locked")]);
    const refused = await enter(room, number);
    expect([...codeOf(refused), refused.headers.get("Retry-After")]).toEqual([429, "numbers_locked", "3600"]);
    expect((await enter(room, ticket)).status).toBe(200);
    // Numbers of projectors have their own total.
    const screen = (await room.call("POST", "/api/sessions/TEST001/screens/codes", room.teacher)).body.number;
    expect((await room.call("POST", "/api/screens", undefined, { code: screen })).status).toBe(200);

    time.monotonic += 3_600_000;
    expect((await enter(room, (await show(room, room.teacher)).body.number)).status).toBe(200);
  },
);

test("G2 numbers typed while none is shown use up an address's budget, not everybody's", async () => {
  const { room } = await openTimedClass();
  await using _ = room;
  const statuses = [];
  for (let n = 0; n < 12; n++) statuses.push((await enter(room, "123456")).status);
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
  const { number } = (await show(room, room.teacher)).body;
  expect((await enter(room, number)).status).toBe(200);
});

test("a lost phone: signing out on all other devices ends their sign-ins and closes their connections at once", async () => {
  await using room = await openClass({ code: "TEST001" });
  const ann = await room.join("Ann");
  const phone = (await enter(room, (await show(room, room.teacher)).body.ticket)).body.token;
  await using socket = await TestSocket.open(`${room.url}/ws/live/TEST001`, phone);
  await socket.until("welcome");
  const answer = await room.call("POST", "/api/auth/sign-out-others", room.teacher);
  expect([answer.status, answer.body]).toEqual([200, { signed_out: 1 }]);
  expect((await socket.closed).code).toBe(4401);
  const statuses = [room.teacher, phone, ann.token].map((token) => room.call("GET", "/api/auth/me", token));
  expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([200, 401, 200]);
});

test("one device has three codes at most, and the server twenty numbers", async () => {
  await using room = await openClass({ code: "TEST001" });
  const issue = async (token: string) => (await show(room, token)).body;
  const oldest = await issue(room.teacher);
  for (let n = 0; n < 3; n++) await issue(room.teacher);
  expect(codeOf(await enter(room, oldest.ticket))).toEqual([401, "wrong_code"]);
  const numbers = [];
  for (let device = 0; device < 7; device++) {
    const { token } = (await enter(room, (await issue(room.teacher)).ticket)).body;
    for (let n = 0; n < 3; n++) numbers.push((await issue(token)).number);
  }
  const given = numbers.filter((number) => number !== null);
  expect([given.length, new Set(given).size]).toEqual([17, 17]);
});
