import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { findQemu, findWine, root } from "../../scripts/prepare.ts";
import { serving } from "../cli/program.ts";
import { caller, teacherKey, temporaryFolder } from "../support/class.ts";
import {
  addressOf,
  type Machine,
  openArm,
  openWindows,
  type WindowsMachine,
  windowsPath,
} from "../support/machines.ts";
import { makeClass } from "../support/program.ts";
import { figure, proving } from "../support/proof.ts";
import { TestSocket } from "../support/socket.ts";

/** Runs the smoke test with a program; returns its exit code. */
function smoke({ program }: Machine, env: Record<string, string> = {}): Promise<number> {
  return Bun.spawn([process.execPath, "test", join(root, "test/smoke.test.ts")], {
    env: { ...process.env, LECTERN_PROGRAM: program, LECTERN_SMOKE_TIMEOUT: "120000", ...env },
    stdio: ["ignore", "inherit", "inherit"],
  }).exited;
}

/** A teacher and two students run a step; the server is killed and starts again. Nothing that was acknowledged is lost. */
async function teachAndKill({ program }: Machine, data: string): Promise<void> {
  const key = { LECTERN_TEACHER_KEY: teacherKey };
  const start = () => serving(data, { program, args: ["--host", "127.0.0.1"], env: key });
  const local = (url: string) => url.replace("localhost", "127.0.0.1");
  const first = await start();
  await using _ = first;
  const room = await makeClass(local(first.url), { students: 2 });
  const path = `/ws/live/${room.session.code}`;
  const [mina, jun] = room.students.map(({ token }) => token);
  const desk = await TestSocket.open(local(first.url) + path, room.teacher);
  const phones = await Promise.all([mina, jun].map((token) => TestSocket.open(local(first.url) + path, token)));
  const [one, two] = phones;
  if (!one || !two) throw new Error("there are two phones");
  const step = room.lesson.subtasks[0]?.id;
  desk.send({ type: "step.start", id: "1", data: { subtask_id: step } });
  await Promise.all(phones.map((phone) => phone.until("step.changed")));
  one.send({ type: "feedback.give", id: "2", data: { feedback_type: "OK" } });
  await one.until("ok");
  two.send({ type: "step.complete", id: "3", data: { subtask_id: step } });
  await two.until("ok");
  two.send({ type: "chat.send", id: "4", data: { content: "다 했어요 – fertig, Jörg" } });
  const { seq } = await desk.until("chat.sent");
  const ended = Promise.all(phones.map(({ closed }) => closed));
  first.signal("SIGKILL");
  await Promise.all([first.exited, ended]);

  await using second = await start();
  await using again = await TestSocket.open(`${local(second.url)}${path}?since=0`, room.teacher);
  const types: string[] = [];
  for (let last = 0; last < seq; ) {
    const frame = await again.next();
    if (typeof frame.seq !== "number") continue;
    last = frame.seq;
    types.push(frame.type);
    if (frame.type === "chat.sent") expect(frame.data.content).toBe("다 했어요 – fertig, Jörg");
  }
  for (const type of ["step.changed", "feedback.given", "progress.updated", "chat.sent"]) expect(types).toContain(type);
  // A phone that sends its last message again gets the same answer, and nobody hears it twice.
  await using phone = await TestSocket.open(local(second.url) + path, jun);
  phone.send({ type: "chat.send", id: "4", data: { content: "다 했어요 – fertig, Jörg" } });
  await phone.until("ok");
  const messages = `/api/sessions/${room.session.code}/messages`;
  const { body } = await caller(local(second.url))("GET", messages, room.teacher);
  expect(body.map(({ content }: { content: string }) => content)).toEqual(["다 했어요 – fertig, Jörg"]);
}

const hasWine = proving && findWine() !== undefined;
describe.skipIf(!hasWine)("F6 the program for Windows, run by Wine", () => {
  let machine: WindowsMachine;
  beforeAll(async () => {
    if (hasWine) machine = await openWindows();
  });
  afterAll(async () => {
    await machine?.[Symbol.asyncDispose]();
  });

  /** A server in a console, and a student who is connected. */
  async function openClassroom() {
    const folder = temporaryFolder();
    const data = join(folder.path, "수업 자료 Ü");
    const opened = await machine.open(
      ...["serve", "--port", "0", "--no-open", "--teacher-key", teacherKey, "--data", windowsPath(data)],
    );
    const url = await addressOf(data);
    const room = await makeClass(url, { students: 1 });
    const phone = await TestSocket.open(`${url}/ws/live/${room.session.code}`, room.students[0]?.token);
    await phone.until("welcome");
    return { ...opened, data, phone, [Symbol.dispose]: () => folder[Symbol.dispose]() };
  }
  const isClean = (data: string) => ["running.json", "lectern.db-wal"].map((name) => existsSync(join(data, name)));

  test("F6 passes the smoke test", async () => {
    const wine = { LECTERN_STOP_SIGNAL: "SIGINT", LECTERN_SMOKE_WINE: "1" };
    expect(await smoke(machine, wine)).toBe(0);
  });

  test("F6 loses nothing of a class by kill -9, in a folder with spaces and umlauts", async () => {
    using folder = temporaryFolder();
    const data = join(folder.path, "OneDrive - Schule Köln", "수업 자료");
    mkdirSync(data, { recursive: true });
    await teachAndKill(machine, data);
  });

  test("F6 stops cleanly by Ctrl+C, Ctrl+Break, closing its window and signing out", async () => {
    for (const event of ["c", "break", "close", "sign-out"]) {
      using room = await openClassroom();
      const began = performance.now();
      if (event === "sign-out") machine.start("wineboot", "--end-session", "--force");
      else await machine.console("send", room.pid, event);
      const [{ code }, exit] = await Promise.all([room.phone.closed, room.exited]);
      expect([event, code, exit, isClean(room.data)]).toEqual([event, 1001, 0, [false, false]]);
      // Windows ends a program five seconds after its window was closed.
      figure("F6", { what: `stopped after ${event}`, value: (performance.now() - began) / 1000, unit: "s", atMost: 4 });
    }
  });

  test("F6 a console that opened for a double click shows the code, and stays open at an error", async () => {
    {
      using room = await openClassroom();
      const screen = await room.shows("Stop with Ctrl+C.");
      expect(screen).toContain("█▀▀▀▀▀█");
      expect(screen).toContain("Allow access");
      // ENABLE_QUICK_EDIT_MODE: selected text would stop the server at its next line of output.
      const [input = ""] = (await machine.console("mode", room.pid)).split(" ");
      expect(Number.parseInt(input, 16) & 0x40).toBe(0);
      await machine.console("send", room.pid, "close");
      await room.exited;
    }
    const failed = await machine.open("serve", "--port", "nonsense");
    expect(await failed.shows("Press Enter to close.")).toContain('--port got "nonsense"');
    await machine.console("enter", failed.pid);
    expect(await failed.exited).toBe(2);
  });
});

const hasQemu = proving && findQemu() !== undefined;
describe.skipIf(!hasQemu)("F7 the program for Linux on ARM, run by qemu", () => {
  let machine: Machine;
  beforeAll(async () => {
    if (hasQemu) machine = await openArm();
  });
  afterAll(async () => {
    await machine?.[Symbol.asyncDispose]();
  });

  test("F7 passes the smoke test", async () => {
    expect(await smoke(machine)).toBe(0);
  });

  test("F7 loses nothing of a class by kill -9", async () => {
    using folder = temporaryFolder();
    await teachAndKill(machine, join(folder.path, "data"));
  });
});
