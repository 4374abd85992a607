import { describe, expect, test } from "bun:test";
import { SessionInput } from "../../src/features/whole-session.ts";
import type { Room } from "../../src/live/room.ts";
import type { Outcome } from "../../src/live/work.ts";
import type { Log } from "../../src/store/log.ts";
import { codeOf, type Doing, openTestRoom } from "../support/room.ts";

/** So much text that a few of them fill a page of the database. */
const long = "가".repeat(900);

describe("D4 the disk is full", () => {
  test("every sender gets `storage_full`, nothing is published, reads still work, and writes work again when there is space", async () => {
    await using room = await openTestRoom();
    const { sqlite, students, teacher } = room;
    const asks = students.map(({ id }): Doing => ({ by: id, command: "help.request", input: { message: long } }));
    room.turn(...asks);
    const { page_count } = sqlite.query<{ page_count: number }, []>("PRAGMA page_count").get() ?? { page_count: 0 };
    sqlite.run(`PRAGMA max_page_count = ${page_count}`);

    let outcomes = room.turn(...asks);
    for (let n = 0; n < 50 && !outcomes.map(codeOf).includes("storage_full"); n++) outcomes = room.turn(...asks);
    const { seq } = room.room;
    const before = room.published.length;
    const kept = room.replayed();
    expect(outcomes.map(codeOf)).toEqual(["storage_full", "storage_full", "storage_full"]);
    expect({ state: room.room.state, seq }).toEqual(kept);

    // Again and again, and for commands with an id of their own.
    const withIds = asks.map((ask, n) => ({ ...ask, id: `id-${n}` }));
    for (let n = 0; n < 5; n++) {
      expect(room.turn(...withIds).map(codeOf)).toEqual(["storage_full", "storage_full", "storage_full"]);
    }
    expect(room.published.length).toBe(before);
    expect({ state: room.room.state, seq: room.room.seq }).toEqual(kept);
    expect(room.store.log.since(room.room.id, seq - 1, 10).map((entry) => entry.seq)).toEqual([seq]);
    expect(room.store.sessions.find(room.room.id)?.id).toBe(room.room.id);
    // Whoever asks for nothing that is to be written is answered as ever.
    let looked = false;
    room.kernel.submit({ room: room.room, settle: () => (looked = true) });
    room.kernel.flush();
    expect(looked).toBe(true);

    sqlite.run("PRAGMA max_page_count = 1000000");
    // What was refused for want of space was carried out by none, and its id is still free.
    expect(room.turn(...withIds).map(codeOf)).toEqual(["ok", "ok", "ok"]);
    expect(room.command(teacher.id, "session.start")).toEqual({ result: { status: "IN_PROGRESS" } });
    expect(room.published.length).toBe(before + 4);
    expect({ state: room.room.state, seq: room.room.seq }).toEqual(room.replayed());
    expect(sqlite.query("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  });

  test("nobody gets a seat that is not stored, and joining works again when there is space", async () => {
    await using room = await openTestRoom();
    const { sqlite, live, store } = room;
    const { page_count } = sqlite.query<{ page_count: number }, []>("PRAGMA page_count").get() ?? { page_count: 0 };
    sqlite.run(`PRAGMA max_page_count = ${page_count}`);
    const join = (n: number) =>
      live.sessions.seat(room.room, { nickname: `Late ${n}` }).then(
        () => "in",
        ({ code }) => code,
      );
    const answers: string[] = [];
    for (let n = 0; n < 400 && answers.at(-1) !== "storage_full"; n++) answers.push(await join(n));
    expect(answers.at(-1)).toBe("storage_full");
    expect(room.room.state.participants.people.size).toBe(4 + answers.length - 1);
    expect({ state: room.room.state, seq: room.room.seq }).toEqual(room.replayed());
    sqlite.run("PRAGMA max_page_count = 1000000");
    expect(await join(1000)).toBe("in");
    expect(store.log.since(room.room.id, room.room.seq - 1, 2).map(({ type }) => type)).toEqual(["participant.joined"]);
  });

  test("last-activity times that cannot be written are kept, and written when there is space", async () => {
    await using room = await openTestRoom();
    const { sqlite, live, students, clock } = room;
    // Signs of life of many, which do not fit any more.
    for (let n = 0; n < 500; n++) room.room.lastActiveAt.set(`${n}-${"x".repeat(100)}`, clock.now);
    for (const { id } of students) room.room.lastActiveAt.set(id, clock.now + 5000);
    const { page_count } = sqlite.query<{ page_count: number }, []>("PRAGMA page_count").get() ?? { page_count: 0 };
    sqlite.run(`PRAGMA max_page_count = ${page_count}`);
    live.rooms.tidy();
    live.kernel.flush();
    expect(room.store.log.activity(room.room.id)).toEqual(new Map());
    sqlite.run("PRAGMA max_page_count = 1000000");
    live.rooms.tidy();
    live.kernel.flush();
    expect(room.store.log.activity(room.room.id).get(students[0]?.id ?? "")).toBe(clock.now + 5000);
  });
});

describe("a commit that fails", () => {
  /** A log whose next commits fail as `fails` says, after all was written. */
  function failing(fails: { with: string | undefined; reads?: boolean }) {
    const fault = () => Object.assign(new Error("the disk"), { code: fails.with });
    return (log: Log): Log => ({
      ...log,
      batch: (work) =>
        log.batch(() => {
          const done = work();
          if (fails.with !== undefined) throw fault();
          return done;
        }),
      since(session, seq, limit) {
        if (fails.reads) throw fault();
        return log.since(session, seq, limit);
      },
    });
  }

  const table: [string, string][] = [
    ["SQLITE_FULL", "storage_full"],
    ["SQLITE_IOERR_WRITE", "storage_failed"],
    ["SQLITE_IOERR_FSYNC", "storage_failed"],
    ["SQLITE_READONLY", "storage_failed"],
    ["SQLITE_BUSY", "storage_failed"],
    ["SQLITE_CANTOPEN", "storage_failed"],
    ["SQLITE_CORRUPT", "storage_failed"],
    ["SQLITE_CONSTRAINT_PRIMARYKEY", "internal"],
  ];
  test.each(table)(
    "with %s: every sender in it gets `%s`, nothing is published, and the state equals the log",
    async (code, fault) => {
      const fails: { with: string | undefined } = { with: undefined };
      await using room = await openTestRoom({ wrap: failing(fails) });
      const [ann, bob] = room.students.map(({ id }) => id);
      const doings: Doing[] = [
        { by: room.teacher.id, command: "step.start", id: "1" },
        { by: ann ?? "", command: "help.request", id: "1" },
        { by: bob ?? "", command: "step.start", id: "1" },
      ];
      fails.with = code;
      const before = structuredClone({ state: room.room.state, seq: room.room.seq });
      expect(room.turn(...doings).map(codeOf)).toEqual([fault, fault, fault]);
      expect(room.published).toEqual([]);
      expect({ state: room.room.state, seq: room.room.seq }).toEqual(before);
      fails.with = undefined;
      expect(room.turn(...doings).map(codeOf)).toEqual(["ok", "ok", "not_allowed"]);
      expect(room.published.map(({ seq, type }) => [seq, type])).toEqual([
        [6, "step.changed"],
        [7, "help.requested"],
      ]);
    },
  );

  test("and a log that cannot be read either: every sender is answered, and the room is complete once it can be read", async () => {
    const fails: { with: string | undefined; reads?: boolean } = { with: undefined };
    await using room = await openTestRoom({ wrap: failing(fails) });
    const ask = { by: room.teacher.id, command: "step.start" };
    Object.assign(fails, { with: "SQLITE_IOERR_READ", reads: true });
    expect(room.turn(ask, ask).map(codeOf)).toEqual(["storage_failed", "storage_failed"]);
    Object.assign(fails, { with: undefined, reads: false });
    expect(room.turn(ask, ask).map(codeOf)).toEqual(["ok", "ok"]);
    expect(room.published.map(({ seq, type }) => [seq, type])).toEqual([
      [6, "step.changed"],
      [7, "step.changed"],
    ]);
    expect({ state: room.room.state, seq: room.room.seq }).toEqual(room.replayed());
  });

  test("in a room with a long log: it is read again in slices, its commands wait, and another room's do not", async () => {
    const fails: { with: string | undefined } = { with: undefined };
    await using room = await openTestRoom({ wrap: failing(fails) });
    const { kernel, teacher, live } = room;
    const ask = { by: teacher.id, command: "step.start", input: { subtask_id: room.lesson.subtasks[0]?.id } };
    for (let n = 0; n < 15; n++) room.turn(...Array.from({ length: 1000 }, () => ask));
    const other = await live.sessions.create(
      room.store.users.ownerAccount(),
      SessionInput.parse({ title: "Other" }),
      null,
    );
    const [owner] = other.state.participants.people.keys();
    const { seq } = room.room;

    fails.with = "SQLITE_FULL";
    expect(room.turn(ask).map(codeOf)).toEqual(["storage_full"]);
    fails.with = undefined;
    const answered: string[] = [];
    const submit = (of: Room, actor: string, command: string) =>
      new Promise<void>((resolve) => {
        const settle = (outcome: Outcome) => {
          answered.push(`${command}: ${codeOf(outcome)}`);
          resolve();
        };
        kernel.submit({ room: of, ask: { command, actor, input: {}, id: undefined }, settle });
      });
    const all = [
      submit(room.room, teacher.id, "session.pause"),
      submit(room.room, teacher.id, "session.resume"),
      submit(other, owner ?? "", "session.end"),
    ];
    kernel.flush();
    expect(answered).toEqual(["session.end: ok"]);
    await Promise.all(all);
    expect(answered).toEqual(["session.end: ok", "session.pause: ok", "session.resume: ok"]);
    expect(room.room.seq).toBe(seq + 2);
    expect({ state: room.room.state, seq: room.room.seq }).toEqual(room.replayed());
  });
});
