import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { commands } from "../../src/features/index.ts";
import { featureNames } from "../../src/features/whole-session.ts";
import { databaseFile } from "../../src/store/open.ts";
import { type App, apps, voices } from "../dialects/voices/index.ts";
import type { Voice } from "../dialects/voices/voice.ts";
import { BareSocket, fromBytes, toBytes } from "../support/bare.ts";
import { openChance, seed } from "../support/chance.ts";
import { temporaryFolder } from "../support/class.ts";
import { prepareClass } from "../support/load.ts";
import { observe } from "../support/observer.ts";
import { makeClass, openProgram } from "../support/program.ts";
import { figure, percentile, proving, residentMiB, scaled, watch } from "../support/proof.ts";
import { TestSocket } from "../support/socket.ts";
import { spoiled } from "../support/spoil.ts";

setDefaultTimeout(300_000);

/** What a student of each app sends, before it is mutated. */
const messagesOf = (app: App): string[] => {
  const { does, alive }: Voice = voices[app];
  const students = does.filter(({ command }) => commands.get(command)?.by.includes("STUDENT"));
  const frames = students.map(({ frame }, n) => (typeof frame === "string" ? frame : { id: `a${n}`, ...frame }));
  return [...frames, alive(0).send].map((frame) => (typeof frame === "string" ? frame : JSON.stringify(frame)));
};

/** A native answer has more fields than its id; the others are known whole. */
const isAnswer = (frame: any, answer: any) =>
  answer.id === undefined ? Bun.deepEquals(frame, answer) : frame.id === answer.id;

test(`A2 mutated messages on 20 sockets harm neither the program nor another client (seed ${seed})`, async () => {
  await using server = await openProgram({ args: ["--rate-limit", "0"] });
  const room = await makeClass(server.url, { students: 21, features: [...featureNames] });
  const [watcher, ...students] = room.students;
  const sockets = await Promise.all(
    students.map(async ({ token, participant }, n) => {
      const app = apps[n % apps.length] ?? "lectern";
      const path = voices[app].path(room.session.code, participant);
      return { app, socket: await TestSocket.open(server.url + path, token), chance: openChance(seed + n) };
    }),
  );
  const each = scaled(150, 5000);
  const batch = 50;
  let signs = 0;
  const send = async (count: number) => {
    await Promise.all(
      sockets.map(async ({ app, socket, chance }) => {
        const texts = messagesOf(app);
        for (let sent = 0; sent < count; sent += batch) {
          for (let n = 0; n < batch; n++) socket.send(spoiled(texts, chance));
          const { send, answer } = voices[app].alive(++signs);
          for (const frame of await socket.all(send, (frame) => isAnswer(frame, answer))) {
            expect({ seed, code: frame.error?.code }).not.toEqual({ seed, code: "internal" });
          }
          socket.texts.length = 0;
          // All of it in about 30 s: as fast as the clients can, they would measure themselves.
          if (proving) await Bun.sleep(250);
        }
      }),
    );
  };
  await send(batch);
  const before = residentMiB(server.pid);
  const observer = await observe(`${server.url}/ws/live/${room.session.code}`, watcher?.token ?? "");
  await send(each);
  const times = await observer.stop();
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect(server.log.filter((line) => /"level":"(error|fatal)"|ERROR|FATAL/i.test(line))).toEqual([]);
  figure("A2", { what: "mutated messages", value: each * sockets.length, unit: "messages" });
  figure("A2", { what: "p99 of another client", value: percentile(times, 99), unit: "ms", atMost: 100 });
  figure("A2", { what: "memory growth", value: residentMiB(server.pid) - before, unit: "MiB", atMost: 30 });
  for (const { socket } of sockets) socket.close();
});

describe("A4 connections that never finish their headers", () => {
  test.skipIf(!proving)("are cut off within 15 s, and a join meanwhile is quick", async () => {
    await using server = await openProgram();
    const room = await makeClass(server.url);
    const { port, host } = new URL(server.url);
    const sockets = await Promise.all(Array.from({ length: 500 }, () => BareSocket.open(Number(port))));
    const began = performance.now();
    const ends = sockets.map(async (socket) => {
      await socket.rest();
      return (performance.now() - began) / 1000;
    });
    for (const socket of sockets) socket.write(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\n`);
    let lines = 0;
    const trickle = setInterval(() => {
      lines += 1;
      for (const socket of sockets) socket.write(`X-${lines}: y\r\n`);
    }, 2000);
    let n = 0;
    const joins = watch(async () => {
      const nickname = `Student ${++n}`;
      const answer = await room.call("POST", `/api/sessions/${room.session.code}/join`, undefined, { nickname });
      expect(answer.status).toBe(201);
    }, 100);
    const longest = Math.max(...(await Promise.all(ends)));
    clearInterval(trickle);
    figure("A4", {
      what: "p99 of a join meanwhile",
      value: percentile(await joins.stop(), 99),
      unit: "ms",
      atMost: 200,
    });
    figure("A4", { what: "the last of 500 was cut off after", value: longest, unit: "s", atMost: 15 });
  });
});

test("A5 compressed frames and frames that claim a gibibyte close at once and cost no memory", async () => {
  await using server = await openProgram();
  const room = await makeClass(server.url, { students: 1 });
  const url = `${server.url}/ws/sessions/${room.session.code}`;
  const frames: [number, Uint8Array][] = [
    [1002, toBytes({ opcode: 1, rsv: 4, payload: Bun.deflateSync(new Uint8Array(12 * 2 ** 20)) })],
    [1009, toBytes({ opcode: 1, claims: 2n ** 30n })],
    [1009, toBytes({ opcode: 2, claims: 2n ** 63n - 1n })],
  ];
  const before = residentMiB(server.pid);
  const times: number[] = [];
  for (const [code, bytes] of frames) {
    using socket = await BareSocket.upgraded(url, room.students[0]?.token ?? "");
    const began = performance.now();
    socket.write(bytes);
    const last = fromBytes(await socket.rest()).findLast(({ opcode }) => opcode === 8);
    times.push(performance.now() - began);
    expect(last?.payload.readUInt16BE()).toBe(code);
  }
  figure("A5", { what: "slowest close", value: Math.max(...times), unit: "ms", atMost: 100 });
  figure("A5", { what: "memory growth", value: residentMiB(server.pid) - before, unit: "MiB", atMost: 5 });
});

test("B2 a failure inside the compiled program shows neither a path nor source code", async () => {
  using folder = temporaryFolder();
  const room = await prepareClass(folder.path, { students: 1 });
  using sqlite = new Database(join(folder.path, databaseFile));
  // An event that no version has written: reading the session's log throws something that is not a Fault.
  sqlite.run("UPDATE events SET data = 'null' WHERE session_id = ? AND seq = 2", [room.session.id]);
  sqlite.close();
  await using server = await openProgram({ data: folder.path, under: ["env", "-u", "NODE_ENV"] });
  const token = room.students[0]?.token;
  const response = await fetch(`${server.url}/api/sessions/${room.session.code}/participants`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(JSON.parse(text)).toMatchObject({ code: "internal", status: 500 });
  expect(text).not.toMatch(/\.ts\b|\.js\b|\/src\/|bunfs|at .*:\d+|SyntaxError|JSON/);
  expect(text.length).toBeLessThan(1024);
  figure("B2", { what: "body of the 500", value: text.length, unit: "bytes", atMost: 1024 });
});
