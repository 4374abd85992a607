import { describe, expect, test } from "bun:test";
import type { Peer } from "../../src/live/peer.ts";
import type { Log } from "../../src/store/log.ts";
import { codeOf, type Doing, openTestRoom } from "../support/room.ts";

/** A log that does as `real` does, save what is named here. */
const around = (real: Log, change: Partial<Log>): Log => ({ ...real, ...change });

describe("commands that arrive together are committed together", () => {
  test("K2 300 commands of one turn share one commit, and are executed in order", async () => {
    await using room = await openTestRoom({ students: 3 });
    const before = { ...room.kernel.counts };
    const doings = Array.from(
      { length: 300 },
      (_, n): Doing => ({ by: room.students[n % 3]?.id ?? "", command: "help.request", input: { message: `${n}` } }),
    );
    const outcomes = room.turn(...doings);
    expect(outcomes).toEqual(outcomes.map((_, n) => ({ result: { help_id: n + 1 } })));
    expect({ ...room.kernel.counts }).toEqual({ ...before, commits: before.commits + 1, events: before.events + 300 });
    expect(room.published.map(({ data }) => (data as { message: string }).message)).toEqual(
      doings.map((_, n) => `${n}`),
    );
    expect(room.published.map(({ seq }) => seq)).toEqual(doings.map((_, n) => 5 + n + 1));
  });

  test("K1 nobody receives an answer or an event before the commit", async () => {
    const happened: string[] = [];
    const wrap = (log: Log) =>
      around(log, {
        batch(work) {
          const done = log.batch(work);
          happened.push("committed");
          return done;
        },
      });
    await using room = await openTestRoom({ wrap });
    const { kernel, teacher, students } = room;
    const [ann, bob] = students;
    const ask = (by: string, command: string) => {
      const ask = { command, actor: by, input: {}, id: undefined };
      kernel.submit({ room: room.room, ask, settle: (outcome) => happened.push(`${command}: ${codeOf(outcome)}`) });
    };
    ask(teacher.id, "step.start");
    ask(ann?.id ?? "", "help.request");
    ask(bob?.id ?? "", "step.start");
    expect(happened).toEqual([]);
    expect(room.published).toEqual([]);
    kernel.flush();
    expect(happened).toEqual(["committed", "step.start: ok", "help.request: ok", "step.start: not_allowed"]);
    expect(room.published.map(({ type }) => type)).toEqual(["step.changed", "help.requested"]);
  });

  test("K3 the sender of a command receives its answer before the room receives its events", async () => {
    await using room = await openTestRoom();
    const order: unknown[] = [];
    const ask = (command: string) => ({ command, actor: room.teacher.id, input: {}, id: undefined });
    for (const command of ["session.start", "session.pause"]) {
      room.kernel.submit({
        room: room.room,
        ask: ask(command),
        settle: () => order.push([command, room.published.length]),
      });
    }
    room.kernel.flush();
    expect(order).toEqual([
      ["session.start", 0],
      ["session.pause", 1],
    ]);
  });
});

describe("the frames of a batch", () => {
  test("a connection gets those of its consecutive commands in one system call, in their order", async () => {
    await using room = await openTestRoom();
    const frames: string[] = [];
    const connection = (name: string) => {
      const cork = (work: () => void) => {
        frames.push(`${name} [`);
        work();
        frames.push("]");
      };
      return { name, from: { ws: { cork } } as unknown as Peer };
    };
    const [ann, bob, gone] = [connection("ann"), connection("bob"), { name: "gone", from: { ws: undefined } }];
    const help = (n: number, { name, from }: { name: string; from?: Pick<Peer, "ws"> }) => {
      const ask = { command: "help.request", actor: room.students[0]?.id ?? "", input: {}, id: undefined };
      const settle = () => frames.push(`${name} ${n} after ${room.published.length}`);
      room.kernel.submit({ room: room.room, ask, settle, ...(from && { from }) });
    };
    for (const [n, who] of [ann, ann, bob, ann, gone, gone, { name: "http" }].entries()) help(n, who);
    room.kernel.flush();
    expect(frames.join(", ")).toBe(
      "ann [, ann 0 after 0, ann 1 after 1, ], bob [, bob 2 after 2, ], ann [, ann 3 after 3, ], " +
        "gone 4 after 4, gone 5 after 5, http 6 after 6",
    );
    expect(room.published.length).toBe(7);
  });
});

describe("K5 a bug affects only the command that met it", () => {
  test("if a rule throws in the middle of a turn, its sender gets `internal` and the other commands succeed", async () => {
    const wrap = (log: Log) =>
      around(log, {
        append(session, entry) {
          if ((entry.data as { message?: string }).message === "boom") throw new TypeError("a bug");
          log.append(session, entry);
        },
      });
    await using room = await openTestRoom({ wrap });
    const [ann, bob, cid] = room.students.map(({ id }) => id);
    const outcomes = room.turn(
      { by: ann ?? "", command: "help.request", input: { message: "first" } },
      { by: bob ?? "", command: "help.request", input: { message: "boom" }, id: "b" },
      { by: cid ?? "", command: "help.request", input: { message: "third" } },
    );
    expect(outcomes.map(codeOf)).toEqual(["ok", "internal", "ok"]);
    expect(room.published.map(({ seq, data }) => [seq, (data as { message: string }).message])).toEqual([
      [6, "first"],
      [7, "third"],
    ]);
    expect({ state: room.room.state, seq: room.room.seq }).toEqual(room.replayed());
    // A bug is no answer for ever: the same id may be tried again.
    expect(room.command(bob ?? "", "help.request", { message: "better" }, "b")).toEqual({ result: { help_id: 3 } });
  });

  test("a listener that throws does not prevent other answers", async () => {
    await using room = await openTestRoom();
    const answered: string[] = [];
    const ask = { command: "help.request", input: {}, id: undefined };
    for (const { id, nickname } of room.students) {
      const settle = () => {
        answered.push(nickname);
        if (nickname === "Student 2") throw new Error("a bug");
      };
      room.kernel.submit({ room: room.room, ask: { ...ask, actor: id }, settle });
    }
    room.kernel.flush();
    expect(answered).toEqual(["Student 1", "Student 2", "Student 3"]);
    expect(room.published.map(({ type }) => type)).toEqual(["help.requested", "help.requested", "help.requested"]);
  });
});
