import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { openChance, seed } from "../support/chance.ts";
import { temporaryFolder } from "../support/class.ts";
import { toFrame } from "../support/frames.ts";
import { inParallel, LiveClient, prepareClass } from "../support/load.ts";
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
  /** How much more memory is in use at the end, in MiB. */
  const atMost = 15;
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
  // What is not used any more is given back at the next garbage collections.
  let after = fourth.after;
  const deadline = performance.now() + 60_000;
  while (after > second.after + atMost && performance.now() < deadline) {
    await Bun.sleep(1000);
    after = residentMiB(server.pid);
  }
  expect([first, ...others].map(({ dropped }) => dropped)).toEqual([0, 0, 0, 0]);
  figure("E2", { what: "memory per connection", value: first.each, unit: "KiB", atMost: 8 });
  figure("E2", { what: "pings that each answered", value: first.fewest, unit: "pings", atLeast: 3 });
  figure("E2", { what: "connections dropped", value: first.dropped, unit: "connections", atMost: 0 });
  figure("E2", {
    what: "memory after the fourth round, over the second",
    value: after - second.after,
    unit: "MiB",
    atMost,
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
