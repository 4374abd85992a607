import { expect, setDefaultTimeout, test } from "bun:test";
import { caller, temporaryFolder } from "../support/class.ts";
import { toFrame } from "../support/frames.ts";
import { knock } from "../support/knock.ts";
import { inParallel, LiveClient, prepareClass } from "../support/load.ts";
import { observe } from "../support/observer.ts";
import { openProgram } from "../support/program.ts";
import { figure, percentile, residentMiB, scaled, watch } from "../support/proof.ts";
import { RawSocket } from "../support/raw-socket.ts";

setDefaultTimeout(350_000);

test("E4 floods of messages, pings and pongs close with 4429, and another client is answered meanwhile", async () => {
  using folder = temporaryFolder();
  const room = await prepareClass(folder.path, { students: 10 });
  await using server = await openProgram({ data: folder.path });
  const url = `${server.url}/ws/live/${room.session.code}`;
  const [good, ...flooders] = room.students;
  const observer = await observe(url, good?.token ?? "");
  const kinds = ["messages", "pings", "pongs"] as const;
  const bytes = { messages: toFrame('{"type":"ping","id":"x"}'), pings: toFrame("", 9), pongs: toFrame("", 10) };
  /** Floods until the server closes the connection. */
  const flood = async (token: string, kind: (typeof kinds)[number]) => {
    await using socket = await RawSocket.open(url, { token, onFrame: () => {} });
    const began = performance.now();
    const frames = Buffer.concat(Array.from({ length: 100 }, () => bytes[kind]));
    let open = true;
    void socket.closed.then(() => {
      open = false;
    });
    while (open && performance.now() - began < 5000) {
      socket.write(frames);
      await Bun.sleep(1);
    }
    return { kind, code: open ? 0 : await socket.closed, ms: performance.now() - began };
  };
  const closes = await Promise.all(flooders.map(({ token }, n) => flood(token, kinds[n % 3] ?? "messages")));
  // Then they come back as often as they may.
  const end = performance.now() + scaled(0, 10_000);
  const returning = flooders.map(async ({ token }, n) => {
    for (; performance.now() < end; await Bun.sleep(200))
      await flood(token, kinds[n % 3] ?? "messages").catch(() => {});
  });
  await Promise.all(returning);
  const times = await observer.stop();
  expect(times.length).toBeGreaterThan(1);
  expect(closes.map(({ kind, code }) => [kind, code])).toEqual(closes.map(({ kind }) => [kind, 4429]));
  figure("E4", {
    what: "slowest close of nine floods",
    value: Math.max(...closes.map(({ ms }) => ms)),
    unit: "ms",
    atMost: 1000,
  });
  figure("E4", { what: "p99 of another client", value: percentile(times, 99), unit: "ms", atMost: 50 });
});

test("E5 a flood of connections by one student is cut off, and a class joins meanwhile", async () => {
  using folder = temporaryFolder();
  const room = await prepareClass(folder.path, { students: 1 });
  await using server = await openProgram({ data: folder.path });
  const call = caller(server.url);
  const { code } = room.session;
  const token = room.students[0]?.token ?? "";
  let open = 0;
  let most = 0;
  const rejected = new Map<number, number>();
  const flood = inParallel(Array.from({ length: scaled(300, 2000) }), 100, async () => {
    try {
      const socket = await RawSocket.open(`${server.url}/ws/live/${code}`, { token, onFrame: () => {} });
      open += 1;
      most = Math.max(most, open);
      void socket.closed.then(() => {
        open -= 1;
      });
    } catch (cause) {
      const status = Number(/\d{3}/.exec(String(cause))?.[0]);
      rejected.set(status, (rejected.get(status) ?? 0) + 1);
    }
  });
  const began = performance.now();
  const joins = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      call("POST", `/api/sessions/${code}/join`, undefined, { nickname: `Honest ${n + 1}` }),
    ),
  );
  const joining = performance.now() - began;
  await flood;
  expect(joins.map(({ status }) => status)).toEqual(joins.map(() => 201));
  const { status } = await knock(`${server.url}/ws/live/${code}`, joins[0]?.body.token);
  expect(status).toBe(101);
  expect(Array.from(rejected.keys())).toEqual([429]);
  // A burst of ten, of which the newest eight stay.
  expect(open).toBeLessThanOrEqual(8);
  figure("E5", { what: "connections rejected with 429", value: rejected.get(429) ?? 0, unit: "connections" });
  figure("E5", { what: "connections that stay open", value: open, unit: "connections", atMost: 8 });
  figure("E5", { what: "40 students join meanwhile within", value: joining, unit: "ms", atMost: 1000 });
});

test("E6 one student at full speed on 8 sockets, HTTP and reconnecting costs the class nothing", async () => {
  using folder = temporaryFolder();
  const room = await prepareClass(folder.path, { students: 2 });
  await using server = await openProgram({ data: folder.path });
  const call = caller(server.url);
  const [greedy, victim] = room.students;
  const url = `${server.url}/ws/live/${room.session.code}`;
  const seqs: number[] = [];
  using teacher = await LiveClient.open(url, room.teacher, ({ seq }) => seq !== undefined && seqs.push(seq));
  const { seq: first } = await teacher.welcome.promise;
  using client = await LiveClient.open(url, victim?.token ?? "");
  const sockets = await Promise.all(Array.from({ length: 8 }, () => LiveClient.open(url, greedy?.token ?? "")));
  await Bun.sleep(100);
  const before = residentMiB(server.pid);
  const answers = { ok: 0, rate_limited: 0, other: 0 };
  const note = (code: string | undefined) => {
    if (code === undefined) answers.ok += 1;
    else if (code === "rate_limited") answers.rate_limited += 1;
    else answers.other += 1;
  };
  // 800 frames at once, of which the limit allows 200 and 50 more per second: some are rejected on any machine.
  const burst = sockets.flatMap((socket) =>
    Array.from({ length: 100 }, () => socket.ask("feedback.give", { feedback_type: "HARD" })),
  );
  for (const { error } of await Promise.all(burst)) note(error?.code);
  const end = performance.now() + scaled(1500, 20_000);
  // 40 frames a second on each socket, 60 calls, and 5 connections that request all events: just below a flood.
  const loops = [
    ...sockets.map(async (socket) => {
      for (; performance.now() < end && socket.isOpen; await Bun.sleep(25)) {
        void socket.ask("feedback.give", { feedback_type: "HARD" }).then(({ error }) => note(error?.code));
      }
    }),
    (async () => {
      for (; performance.now() < end; await Bun.sleep(15)) {
        const path = `/api/sessions/${room.session.code}/messages`;
        void call("POST", path, greedy?.token, { content: "x".repeat(4000) }).then(({ body }) => note(body.code));
      }
    })(),
    (async () => {
      for (; performance.now() < end; await Bun.sleep(200)) {
        const again = new LiveClient(`${url}?since=0`, greedy?.token ?? "");
        void again.welcome.promise.then(
          () => again.terminate(),
          () => {},
        );
      }
    })(),
  ];
  const times = watch(() => client.ask("chat.send", { content: "hello" }), 100);
  await Promise.all(loops);
  const victims = await times.stop();
  const asked = await client.ask("chat.send", { content: "last" });
  expect(asked.type).toBe("ok");
  await teacher.ask("ping");
  // The teacher received every event, without a gap.
  expect(seqs).toEqual(seqs.map((_, n) => first + 1 + n));
  expect(answers.ok).toBeGreaterThan(50);
  expect(answers.rate_limited).toBeGreaterThan(0);
  figure("E6", { what: "p99 of another student's messages", value: percentile(victims, 99), unit: "ms", atMost: 100 });
  figure("E6", { what: "memory growth", value: residentMiB(server.pid) - before, unit: "MiB", atMost: 100 });
  figure("E6", { what: "commands of the student that were accepted", value: answers.ok, unit: "commands" });
  figure("E6", { what: "and rejected for their rate", value: answers.rate_limited, unit: "commands" });
});
