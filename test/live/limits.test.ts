import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { createLimits } from "../../src/live/limits.ts";
import { openClass, openTestServer } from "../support/class.ts";
import { RawSocket } from "../support/raw-socket.ts";

setDefaultTimeout(30_000);

/** So many frames at `at` milliseconds: how many of them had each verdict. */
function frames(rate: number) {
  let time = 0;
  const limits = createLimits({ rate, clock: () => time, now: () => time, maxSockets: 10 });
  return (count: number, at: number, key = "ann") => {
    time = at;
    const verdicts = { allowed: 0, refused: 0, flood: 0 };
    for (let n = 0; n < count; n++) verdicts[limits.frame({ key, nickname: "", session: "" }, "lectern")] += 1;
    return verdicts;
  };
}

const pings = (count: number) => Array.from({ length: count }, (_, n) => ({ type: "ping", id: `${n}` }));

describe("one participant may send 50 frames a second in the long run, 200 in a burst", () => {
  const table: [string, number, [number, number][], ReturnType<ReturnType<typeof frames>>[]][] = [
    ["200 at once", 50, [[0, 200]], [{ allowed: 200, refused: 0, flood: 0 }]],
    ["one more is rejected", 50, [[0, 201]], [{ allowed: 200, refused: 1, flood: 0 }]],
    [
      "50 a second, for any time",
      50,
      [
        [0, 200],
        [1000, 50],
        [2000, 50],
        [3000, 51],
      ],
      [
        { allowed: 200, refused: 0, flood: 0 },
        { allowed: 50, refused: 0, flood: 0 },
        { allowed: 50, refused: 0, flood: 0 },
        { allowed: 50, refused: 1, flood: 0 },
      ],
    ],
    [
      "after four quiet seconds the whole burst again",
      50,
      [
        [0, 300],
        [4000, 300],
        [3_600_000, 300],
      ],
      [
        { allowed: 200, refused: 100, flood: 0 },
        { allowed: 200, refused: 100, flood: 0 },
        { allowed: 200, refused: 100, flood: 0 },
      ],
    ],
    ["ten times that is a flood", 50, [[0, 2001]], [{ allowed: 200, refused: 1800, flood: 1 }]],
    [
      "a clock that stops or jumps back adds nothing",
      50,
      [
        [1000, 200],
        [0, 10],
        [1000, 10],
      ],
      [
        { allowed: 200, refused: 0, flood: 0 },
        { allowed: 0, refused: 10, flood: 0 },
        { allowed: 10, refused: 0, flood: 0 },
      ],
    ],
    ["0 is no limit", 0, [[0, 100_000]], [{ allowed: 100_000, refused: 0, flood: 0 }]],
  ];
  test.each(table)("%s", (_, rate, bursts, verdicts) => {
    const send = frames(rate);
    expect(bursts.map(([at, count]) => send(count, at))).toEqual(verdicts);
  });

  test("over the limit a client gets `rate_limited` and stays connected, and rejected frames have no effect in the room", async () => {
    await using server = await openTestServer({ rateLimit: 5 });
    await using class_ = await openClass({ server });
    const { token } = await class_.join("Ann");
    await using socket = await RawSocket.open(`${class_.url}/ws/live/${class_.session.code}`, { token });
    socket.send(...pings(20), ...Array.from({ length: 30 }, (_, n) => ({ type: "help.request", id: `help-${n}` })));
    const frames: any[] = [];
    while (frames.length < 51) frames.push(await socket.next());
    expect(
      frames
        .slice(0, 21)
        .map(({ type, id }) => id ?? type)
        .sort(),
    ).toEqual([...pings(20).map(({ id }) => id), "welcome"].sort());
    const error = { code: "rate_limited", message: "Too many messages: slow down." };
    expect(frames.slice(21)).toEqual(frames.slice(21).map((_, n) => ({ type: "error", id: `help-${n}`, error })));
    const { body } = await class_.call("GET", `/api/sessions/${class_.session.code}/help`, class_.teacher);
    expect(body).toEqual([]);
  });

  test("at ten times the limit the connection closes with 4429, and no other connection does", async () => {
    await using server = await openTestServer({ rateLimit: 5 });
    await using class_ = await openClass({ server });
    const [ann, bob] = await Promise.all([class_.join("Ann"), class_.join("Bob")]);
    const url = `${class_.url}/ws/live/${class_.session.code}`;
    await using quiet = await RawSocket.open(url, { token: bob.token });
    await using loud = await RawSocket.open(url, { token: ann.token });
    loud.send(...pings(300));
    expect(await loud.closed).toBe(4429);
    quiet.send({ type: "ping", id: "still here" });
    let frame = await quiet.next();
    while (frame.type !== "pong") frame = await quiet.next();
    expect(frame.id).toBe("still here");
  });

  test.each([
    ["pings", 0x89],
    ["unsolicited pongs", 0x8a],
  ])("protocol-level %s count against the limit", async (_, opcode) => {
    await using server = await openTestServer({ rateLimit: 5 });
    await using class_ = await openClass({ server });
    const { token } = await class_.join("Ann");
    await using loud = await RawSocket.open(`${class_.url}/ws/live/${class_.session.code}`, { token });
    loud.write(Buffer.alloc(300 * 6, Buffer.from([opcode, 0x80, 0, 0, 0, 0])));
    expect(await loud.closed).toBe(4429);
  });

  test("a pong over the limit is not answered", async () => {
    await using server = await openTestServer({ rateLimit: 5 });
    await using class_ = await openClass({ server });
    const { token } = await class_.join("Ann");
    await using socket = await RawSocket.open(`${class_.url}/ws/live/${class_.session.code}`, { token });
    await socket.next();
    socket.write(Buffer.alloc(50 * 6, Buffer.from([0x8a, 0x80, 0, 0, 0, 0])));
    socket.send({ type: "ping", id: "last" });
    expect(await socket.next()).toMatchObject({ type: "error", id: "last", error: { code: "rate_limited" } });
  });

  test("without a limit 5,000 frames get 5,000 answers", async () => {
    await using class_ = await openClass();
    const { token } = await class_.join("Ann");
    await using socket = await RawSocket.open(`${class_.url}/ws/live/${class_.session.code}`, { token });
    socket.send(...pings(5000));
    const ids: string[] = [];
    while (ids.length < 5000) {
      const { type, id } = await socket.next();
      if (type === "pong") ids.push(id);
    }
    expect(ids).toEqual(pings(5000).map(({ id }) => id));
  });

  test("a frame that arrives while earlier ones wait for the greeting is answered after them", async () => {
    await using class_ = await openClass();
    const { token } = await class_.join("Ann");
    await using socket = await RawSocket.open(`${class_.url}/ws/live/${class_.session.code}`, { token });
    // Ten batches of the kernel: the greeting is in the first.
    socket.send(...pings(10_000));
    while ((await socket.next()).type !== "pong");
    socket.send({ type: "ping", id: "last" });
    const ids: string[] = [];
    while (ids.length < 10_000) {
      const { type, id } = await socket.next();
      if (type === "pong") ids.push(id);
    }
    expect(ids.indexOf("last")).toBe(9999);
  });
});
