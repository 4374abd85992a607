/** One allowance per participant: over all their sockets and HTTP calls, and for nobody else. */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { createLimits } from "../../src/live/limits.ts";
import { createTokenBuckets } from "../../src/live/token-buckets.ts";
import { hasTwoNodes } from "../support/alone.ts";
import { openBoard } from "../support/board-sockets.ts";
import { openClass, openTestServer, type TestClass } from "../support/class.ts";
import { knock } from "../support/knock.ts";
import { RawSocket } from "../support/raw-socket.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

const rate = 5;
const burst = 4 * rate;

async function openLimitedClass(options: Parameters<typeof openTestServer>[0] = {}): Promise<TestClass> {
  return openClass({ server: await openTestServer({ rateLimit: rate, ...options }), code: "TEST001" });
}

/** Runs `work`; how many may pass within it: the burst, and what refills meanwhile. */
async function timed<T>(work: () => Promise<T>, perSecond = rate, full = burst): Promise<{ result: T; most: number }> {
  const start = performance.now();
  const result = await work();
  return { result, most: full + Math.ceil(((performance.now() - start) / 1000) * perSecond) };
}

describe("HTTP calls", () => {
  const say = (room: TestClass, token: string) =>
    room.call("POST", "/api/sessions/TEST001/messages", token, { content: "hi" });

  test("beyond a burst of 20 get 429 with Retry-After; a classmate's calls succeed meanwhile", async () => {
    await using room = await openLimitedClass();
    const [ann, bob] = [await room.join("Ann"), await room.join("Bob")];
    const { result, most } = await timed(() =>
      Promise.all([...Array.from({ length: 100 }, () => say(room, ann.token)), say(room, bob.token)]),
    );
    const passed = result.slice(0, 100).filter(({ status }) => status === 200);
    expect(passed.length).toBeGreaterThanOrEqual(burst);
    expect(passed.length).toBeLessThanOrEqual(most);
    const refused = result.slice(0, 100).filter(({ status }) => status !== 200);
    for (const { status, body, headers } of refused) {
      expect([status, body.code, headers.get("Retry-After")]).toEqual([429, "rate_limited", "1"]);
    }
    expect(result.at(-1)?.status).toBe(200);
  });

  test.each([
    ["reads in the session", "/api/sessions/TEST001/messages"],
    ["the roster", "/api/sessions/TEST001/participants"],
    ["calls outside of sessions", "/api/auth/me"],
    ["the quality board", "/api/spc/products"],
  ])("%s count against the allowance", async (_, path) => {
    await using room = await openLimitedClass();
    const { token } = await room.join("Ann");
    const { result, most } = await timed(() =>
      Promise.all(Array.from({ length: 100 }, () => room.call("GET", path, token))),
    );
    const passed = result.filter(({ status }) => status === 200).length;
    expect([passed >= burst, passed <= most]).toEqual([true, true]);
    expect(new Set(result.map(({ status }) => status))).toEqual(new Set([200, 429]));
  });

  test.each([
    ["a body that does not fit", "POST", "/api/sessions/TEST001/join", 422],
    ["a query that does not fit", "GET", "/api/sessions/TEST001/messages?last=1", 422],
    ["what does not exist", "GET", "/api/spc/products/9999", 404],
    ["what is not allowed", "GET", "/api/sessions", 403],
    ["another class", "GET", "/api/sessions/OTHER1/messages", 403],
  ] as const)("%s counts against the allowance", async (_, method, path, status) => {
    await using room = await openLimitedClass();
    await room.call("POST", "/api/sessions", room.teacher, { title: "Other", code: "OTHER1" });
    const { token } = await room.join("Ann");
    const body = method === "POST" ? { nickname: 1 } : undefined;
    const { result, most } = await timed(() =>
      Promise.all(Array.from({ length: 100 }, () => room.call(method, path, token, body))),
    );
    const rejected = result.filter((answer) => answer.status === status).length;
    // Some of these calls are rejected by the node that they reach.
    expect([rejected >= burst, rejected <= most * room.nodes.length]).toEqual([true, true]);
    expect(new Set(result.map((answer) => answer.status))).toEqual(new Set([status, 429]));
  });

  test("a class that reloads is not limited: 40 students, ten calls each, from one address", async () => {
    await using room = await openLimitedClass();
    const seats = await Promise.all(Array.from({ length: 40 }, (_, n) => room.join(`Student ${n}`)));
    const answers = await Promise.all(
      seats.flatMap(({ token }) =>
        Array.from({ length: 10 }, () => room.call("GET", "/api/sessions/TEST001/questions", token)),
      ),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });
});

describe("sockets", () => {
  test("eight of one participant and their HTTP calls share one allowance", async () => {
    await using room = await openLimitedClass();
    const { token } = await room.join("Ann");
    const sockets: RawSocket[] = [];
    for (let n = 0; n < 8; n++) sockets.push(await RawSocket.open(`${room.url}/ws/live/TEST001`, { token }));
    for (const socket of sockets) await socket.next();
    const { result, most } = await timed(async () => {
      for (const socket of sockets) {
        socket.send(...Array.from({ length: 10 }, (_, n) => ({ type: "ping", id: `${n}` })));
      }
      const frames = sockets.map(async (socket) => {
        const types: string[] = [];
        while (types.length < 10) {
          const { type } = await socket.next();
          if (type === "pong" || type === "error") types.push(type);
        }
        return types;
      });
      return (await Promise.all(frames)).flat();
    });
    const passed = result.filter((type) => type === "pong").length;
    expect([passed >= burst, passed <= most]).toEqual([true, true]);
    expect((await room.call("GET", "/api/sessions/TEST001", token)).status).toBe(429);
    for (const socket of sockets) await socket[Symbol.asyncDispose]();
  });
});

describe("new connections", () => {
  test("of one token: ten of 200 in a loop are accepted, the rest get 429 with Retry-After; a classmate can connect", async () => {
    await using room = await openLimitedClass();
    const [ann, bob] = [await room.join("Ann"), await room.join("Bob")];
    const url = `${room.url}/ws/live/TEST001`;
    const { result, most } = await timed(
      async () => {
        const answers: Awaited<ReturnType<typeof knock>>[] = [];
        for (let n = 0; n < 200; n++) answers.push(await knock(url, ann.token));
        return answers;
      },
      1,
      10,
    );
    const passed = result.filter(({ status }) => status === 101).length;
    expect([passed >= 10, passed <= most]).toEqual([true, true]);
    for (const { status, body, headers } of result.filter(({ status }) => status !== 101)) {
      expect([status, body.code, headers.get("Retry-After")]).toEqual([429, "too_many_connections", "1"]);
    }
    expect((await knock(url, bob.token)).status).toBe(101);
  });

  test("of projectors with invented tokens: ten from an address are accepted, but projectors of the class can connect", async () => {
    await using room = await openLimitedClass();
    const { token } = (await room.call("POST", "/api/sessions/TEST001/screens", room.teacher)).body;
    const url = `${room.url}/ws/live/screen/TEST001`;
    const { result, most } = await timed(
      async () => {
        const statuses: number[] = [];
        for (let n = 0; n < 50; n++) statuses.push((await knock(url, `invented${n}`)).status);
        return statuses;
      },
      1,
      10,
    );
    expect(result.filter((status) => status === 101).length).toBeLessThanOrEqual(most);
    expect(result).toContain(429);
    expect((await knock(url, token)).status).toBe(101);
  });

  test("if an app is rejected after the upgrade, the close has the reason", async () => {
    await using room = await openLimitedClass();
    const { token, participant } = await room.join("Ann");
    const url = `${room.url}/ws/TEST001/${participant.id}`;
    const closes = [];
    for (let n = 0; n < 30; n++) {
      const socket = await TestSocket.open(url, token);
      socket.close();
      closes.push(await socket.closed);
    }
    const reason = "Too many new connections: wait a moment, then connect again.";
    expect(closes.at(-1)).toEqual({ code: 1008, reason });
  });

  test("of guests without a token: a class of 300 is admitted at once, few of a script's 500 more; the join page still works", async () => {
    await using room = await openLimitedClass();
    const url = `${room.url}/ws/session/TEST001/student/`;
    const { result, most } = await timed(
      async () => {
        const statuses: number[] = [];
        for (let n = 0; n < 16; n++) {
          const answers = await Promise.all(Array.from({ length: 50 }, () => knock(url)));
          statuses.push(...answers.map(({ status }) => status));
        }
        return statuses;
      },
      1,
      300,
    );
    const passed = result.filter((status) => status === 101).length;
    expect([passed >= 300, passed <= most]).toEqual([true, true]);
    expect(new Set(result)).toEqual(new Set([101, 429]));
    const joined = await Promise.all(Array.from({ length: 40 }, (_, n) => room.join(`Student ${n}`)));
    expect(joined.every(({ token }) => typeof token === "string")).toBe(true);
  });

  test("beyond the server's number of sockets get 503; the teacher can still connect", async () => {
    await using room = await openLimitedClass({ rateLimit: 0, maxSockets: 3 });
    const { token } = await room.join("Ann");
    const url = `${room.url}/ws/live/TEST001`;
    const sockets = [];
    for (let n = 0; n < 3; n++) sockets.push(await TestSocket.open(url, token));
    const { status, body, headers } = await knock(url, token);
    expect([status, body.code, headers.get("Retry-After")]).toEqual([503, "server_full", "10"]);
    // The board's home may be another node, which has its own number.
    if (!hasTwoNodes) expect((await knock(`${room.url}/ws/spc/notifications/`, token)).status).toBe(503);
    expect((await knock(url, room.teacher)).status).toBe(101);
    for (const socket of sockets) await socket[Symbol.asyncDispose]();
  });
});

test("guests from one IPv6 network share a budget, because one machine can use many of its addresses", () => {
  const limits = createLimits({ rate, clock: () => 0, now: () => 0, maxSockets: 10 });
  for (let n = 1; n <= 300; n++) limits.guest(`2001:db8:0:1::${n.toString(16)}`, "connecting");
  expect(() => limits.guest("2001:db8:0:1::ffff", "connecting")).toThrow();
  limits.guest("2001:db8:0:2::1", "connecting");
});

describe("the quality board", () => {
  test("a ninth socket of one credential closes the first with 4409", async () => {
    await using room = await openClass();
    const { token } = await room.join("Ann");
    const sockets = [];
    for (let n = 0; n < 9; n++) sockets.push(await TestSocket.open(`${room.url}/ws/spc/notifications/`, token));
    expect(await sockets[0]?.closed).toEqual({ code: 4409, reason: "replaced by a newer connection" });
    expect(room.server.live.sockets.open.size).toBe(8);
    for (const socket of sockets) await socket[Symbol.asyncDispose]();
  });

  test("without credentials the 101st of one address closes the first", async () => {
    await using board = await openBoard({ spcAnonymous: true });
    const sockets = [];
    for (let n = 0; n < 101; n++) sockets.push(await TestSocket.open(`${board.url}/ws/spc/notifications/`));
    expect((await sockets[0]?.closed)?.code).toBe(4409);
    for (const socket of sockets) await socket[Symbol.asyncDispose]();
  });
});

describe("token buckets", () => {
  test("are kept only while they are not full", () => {
    let time = 0;
    const buckets = createTokenBuckets({ perSecond: 1, burst: 10 }, () => time);
    for (let n = 0; n < 1000; n++) buckets.take(`${n}`);
    expect(buckets.size).toBe(1000);
    time = 60_000;
    for (let n = 0; n < 1000; n++) buckets.take("again");
    expect(buckets.size).toBe(1);
  });

  test("say how long to wait", () => {
    let time = 0;
    const { take } = createTokenBuckets({ perSecond: 2, burst: 1 }, () => time);
    expect([take("a"), take("a"), take("b")]).toEqual([0, 500, 0]);
    time = 499;
    expect(take("a")).toBeCloseTo(1);
    time = 500;
    expect(take("a")).toBe(0);
  });
});
