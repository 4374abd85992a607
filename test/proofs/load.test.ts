import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { openChance, seed } from "../support/chance.ts";
import { caller, temporaryFolder } from "../support/class.ts";
import { toFrame } from "../support/frames.ts";
import { knock } from "../support/knock.ts";
import { inParallel, LiveClient, prepareClass } from "../support/load.ts";
import { observe } from "../support/observer.ts";
import { openProgram } from "../support/program.ts";
import { figure, openFiles, percentile, proving, residentMiB, scaled, watch } from "../support/proof.ts";
import { RawSocket } from "../support/raw-socket.ts";

setDefaultTimeout(350_000);

describe("E1 a class answers within one second", () => {
  for (const [count, ackLimit, stepLimit] of scaled(
    [[60, 0, 0]] as const,
    [
      [300, 100, 60],
      [1000, 250, 150],
    ] as const,
  )) {
    test(`of ${count} students, and gets the next step`, async () => {
      using folder = temporaryFolder();
      const room = await prepareClass(folder.path, { students: count });
      await using server = await openProgram({ data: folder.path });
      const url = `${server.url}/ws/live/${room.session.code}`;
      const steps: number[] = [];
      let published = 0;
      const students = await inParallel(room.students, 50, ({ token }) =>
        LiveClient.open(url, token, ({ type }) => {
          if (type === "step.changed") steps.push(performance.now() - published);
        }),
      );
      const heard = new Set<string>();
      using teacher = await LiveClient.open(url, room.teacher, ({ type, data }) => {
        if (type === "feedback.given") heard.add(data.participant_id);
      });
      // A server that has just started is still compiling itself: one round before the one that counts.
      await Promise.all(students.map((student) => student.time("feedback.give", { feedback_type: "OK" })));
      const acks = await Promise.all(
        students.map(async (student) => {
          await Bun.sleep(Math.random() * scaled(100, 1000));
          return await student.time("feedback.give", { feedback_type: "HARD" });
        }),
      );
      await teacher.ask("ping");
      expect(heard.size).toBe(count);
      for (let round = 0; round < 5; round++) {
        published = performance.now();
        await teacher.time("step.start", { subtask_id: 1 + (round % 3) });
        await Promise.all(students.map((student) => student.ask("ping")));
      }
      expect(steps.length).toBe(5 * count);
      for (const student of students) student[Symbol.dispose]();
      figure("E1", {
        what: `p99 of ${count} acknowledgements`,
        value: percentile(acks, 99),
        unit: "ms",
        atMost: ackLimit,
      });
      figure("E1", {
        what: `p99 of a step's arrival at ${count}`,
        value: percentile(steps, 99),
        unit: "ms",
        atMost: stepLimit,
      });
    });
  }
});

test.skipIf(!proving)("E2 5,000 idle connections stay, cost little, and give their memory back", async () => {
  using folder = temporaryFolder();
  const room = await prepareClass(folder.path, { students: 625 });
  await using server = await openProgram({ data: folder.path });
  const url = `${server.url}/ws/live/${room.session.code}`;
  const round = async (idle: number) => {
    const before = residentMiB(server.pid);
    let dropped = 0;
    let leaving = false;
    const pings = new Map<number, number>();
    const seats = Array.from({ length: 8 }, () => room.students).flat();
    const sockets = await inParallel(seats, 50, async ({ token }, n) => {
      const socket: RawSocket = await RawSocket.open(url, {
        token,
        onFrame(opcode, bytes, start, end) {
          if (opcode !== 9) return;
          pings.set(n, (pings.get(n) ?? 0) + 1);
          socket.write(toFrame(bytes.slice(start, end), 10));
        },
      });
      void socket.closed.then(() => {
        if (!leaving) dropped += 1;
      });
      return socket;
    });
    await Bun.sleep(2000);
    const each = ((residentMiB(server.pid) - before) * 1024) / sockets.length;
    await Bun.sleep(idle);
    leaving = true;
    const fewest = Math.min(...seats.map((_, n) => pings.get(n) ?? 0));
    await Promise.all(sockets.map((socket) => socket[Symbol.asyncDispose]()));
    await Bun.sleep(5000);
    return { each, dropped, fewest, after: residentMiB(server.pid) };
  };
  // The server pings after 44 quiet seconds.
  const first = await round(138_000);
  const others = [await round(0), await round(0), await round(0)];
  const [second = first, , fourth = first] = others;
  expect([first, ...others].map(({ dropped }) => dropped)).toEqual([0, 0, 0, 0]);
  figure("E2", { what: "memory per connection", value: first.each, unit: "KiB", atMost: 8 });
  figure("E2", { what: "pings that each answered", value: first.fewest, unit: "pings", atLeast: 3 });
  figure("E2", { what: "connections dropped", value: first.dropped, unit: "connections", atMost: 0 });
  figure("E2", {
    what: "memory after the fourth round, over the second",
    value: fourth.after - second.after,
    unit: "MiB",
    atMost: 15,
  });
});

test.skipIf(!proving)(`E3 a class of 200 for four minutes, coming and going all the while (seed ${seed})`, async () => {
  using folder = temporaryFolder();
  const room = await prepareClass(folder.path, { students: 200 });
  await using server = await openProgram({ data: folder.path });
  const chance = openChance(seed);
  const url = `${server.url}/ws/live/${room.session.code}`;
  const clients = await inParallel(room.students, 50, ({ token }) => LiveClient.open(url, token));
  const health = watch(() => fetch(`${server.url}/healthz`).then((response) => response.arrayBuffer()), 50);
  const minutes = 4;
  const memory: number[] = [];
  const files: number[] = [];
  for (let second = 0; second < minutes * 60; second++) {
    const began = performance.now();
    for (let n = 0; n < 20; n++) {
      // Each comes back every ten seconds.
      const who = (second * 20 + n) % clients.length;
      clients[who]?.terminate();
      clients[who] = new LiveClient(url, room.students[who]?.token ?? "");
    }
    for (let n = 0; n < 20; n++) {
      const client = chance.of(clients);
      if (!client.isOpen) continue;
      void client.ask("feedback.give", { feedback_type: "OK" });
      if (n % 4 === 0) void client.ask("chat.send", { content: "안녕하세요" });
    }
    await Bun.sleep(Math.max(0, 1000 - (performance.now() - began)));
    memory.push(residentMiB(server.pid));
    files.push(openFiles(server.pid));
  }
  const times = await health.stop();
  for (const client of clients) client.terminate();
  const lowest = (from: number, to: number) => Math.min(...memory.slice(from, to));
  figure("E3", {
    what: "memory of the last minute, over the second",
    value: lowest(180, 240) - lowest(60, 120),
    unit: "MiB",
    atMost: 10,
  });
  figure("E3", {
    what: "files open at the end, over the first minute",
    value: (files.at(-1) ?? 0) - Math.max(...files.slice(30, 60)),
    unit: "files",
    atMost: 10,
  });
  figure("E3", { what: "p99 of /healthz", value: percentile(times, 99), unit: "ms", atMost: 50 });
});

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
  const end = performance.now() + scaled(1500, 20_000);
  // 40 frames a second on each socket, 60 calls, and 5 connections that want everything again: just below a flood.
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
  // The teacher heard every event, without a gap.
  expect(seqs).toEqual(seqs.map((_, n) => first + 1 + n));
  expect(answers.ok).toBeGreaterThan(50);
  expect(answers.rate_limited).toBeGreaterThan(0);
  figure("E6", { what: "p99 of another student's messages", value: percentile(victims, 99), unit: "ms", atMost: 100 });
  figure("E6", { what: "memory growth", value: residentMiB(server.pid) - before, unit: "MiB", atMost: 100 });
  figure("E6", { what: "commands of the student that were accepted", value: answers.ok, unit: "commands" });
  figure("E6", { what: "and rejected for their rate", value: answers.rate_limited, unit: "commands" });
});
