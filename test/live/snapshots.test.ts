/** Which snapshots are saved and used. That a room is the same from a snapshot is part of replay.test.ts. */
import { expect, test } from "bun:test";
import { SessionInput } from "../../src/features/whole-session.ts";
import { newRoom, type Room, readInSteps } from "../../src/live/room.ts";
import { openSnapshots } from "../../src/live/snapshots.ts";
import type { Outcome } from "../../src/live/work.ts";
import { openClass } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { codeOf, openTestRoom } from "../support/room.ts";
import { TestSocket } from "../support/socket.ts";

const now = { next: (commit: () => void) => commit() };

const atOnce = Number.POSITIVE_INFINITY;

test("a snapshot is saved after 10,000 events, and the room is read from it and the events after it", async () => {
  await using class_ = await openTestRoom();
  const { room, store, teacher, lesson } = class_;
  const snapshots = openSnapshots(store.snapshots, now);
  const ask = { by: teacher.id, command: "step.start", input: { subtask_id: lesson.subtasks[0]?.id } };
  const turn = (length: number) => class_.turn(...Array.from({ length }, () => ask));
  for (let n = 0; n < 9; n++) turn(1000);
  expect(snapshots.update(room)).toBeUndefined();
  turn(1000);
  expect(snapshots.update(room)?.(atOnce)).toBe(true);
  expect(snapshots.find(room.id)?.seq).toBe(room.seq);
  turn(7);
  expect(snapshots.update(room)).toBeUndefined();
  const again = newRoom(room.id, 0);
  const read: number[] = [];
  const since = (...of: Parameters<typeof store.log.since>) => {
    const entries = store.log.since(...of);
    read.push(entries.length);
    return entries;
  };
  readInSteps(again, { since }, () => snapshots.find(room.id))(atOnce);
  expect([read, again.seq, again.state]).toEqual([[7], room.seq, room.state]);
});

test("a state is encoded a feature at a time; meanwhile the room's works wait, and those of other rooms do not", async () => {
  await using class_ = await openTestRoom();
  const { room, kernel, live, teacher, store } = class_;
  const snapshots = openSnapshots(store.snapshots, now);
  const answered: string[] = [];
  const pause = (of: Room, by: string) => {
    const ask = { command: "session.pause", actor: by, input: {}, id: undefined };
    return new Promise<void>((resolve) => {
      const settle = (outcome: Outcome) => {
        answered.push(`${of === room ? "this" : "other"} room: ${codeOf(outcome)}`);
        resolve();
      };
      kernel.submit({ room: of, ask, settle });
    });
  };
  const other = await live.sessions.create(store.users.ownerAccount(), SessionInput.parse({ title: "Other" }), null);
  const [otherTeacher] = other.state.participants.people.keys();
  room.snapshotSeq = room.seq - 10_000;
  const encode = snapshots.update(room);
  let encoded = 0;
  kernel.hold(room, () => {
    // The other room's command is answered before this one goes on.
    if (encoded > 0 && answered.length === 0) return false;
    encoded += 1;
    return encode?.(0) ?? true;
  });
  const state = structuredClone(room.state);
  await Promise.all([pause(room, teacher.id), pause(other, otherTeacher ?? "")]);
  expect(answered).toEqual(["other room: ok", "this room: ok"]);
  expect(encoded).toBeGreaterThan(Object.keys(room.state).length);
  expect(snapshots.find(room.id)).toMatchObject({ state, seq: room.seq - 1 });
});

test("who connects while a state is encoded is greeted once their arrival is stored, as at any other time", async () => {
  await using class_ = await openClass();
  const { room, live } = homeOf(class_, class_.session.id);
  const { token } = await class_.join("Ann");
  const turns = new Set<number>();
  // Some turns of the event loop after Ann connects, so that her arrival and her greeting are held.
  live.kernel.hold(room, (until) => room.connections.size > 0 && turns.add(until).size > 10);
  await using ann = await TestSocket.open(`${class_.url}/ws/live/${class_.session.code}`, token);
  const { type, data } = await ann.next();
  expect([type, data.you.is_online, data.you.status]).toEqual(["welcome", true, "ACTIVE"]);
});

test("a command that waits until a state is encoded is committed even if the server stops meanwhile", async () => {
  await using class_ = await openTestRoom();
  const { room, live, teacher } = class_;
  const outcomes: string[] = [];
  await live.stop(async () => {
    let steps = 0;
    live.kernel.hold(room, () => ++steps > 3);
    const ask = { command: "session.pause", actor: teacher.id, input: {}, id: undefined };
    live.kernel.submit({ room, ask, settle: (outcome) => outcomes.push(codeOf(outcome)) });
  });
  expect(outcomes).toEqual(["ok"]);
});

test("a snapshot of another version, or one that is damaged, is not used; nor is a state saved that may be wrong, or is another node's", async () => {
  await using class_ = await openTestRoom();
  const { room, store, sqlite } = class_;
  const ours = openSnapshots(store.snapshots, now);
  for (const reason of ["behind", "deleted", "givenUp"] as const) {
    room[reason] = true;
    ours.save(room);
    expect(ours.find(room.id)).toBeUndefined();
    room[reason] = false;
  }
  ours.save(room);
  expect(ours.find(room.id)?.state).toEqual(room.state);
  expect(openSnapshots(store.snapshots, now, "another version").find(room.id)).toBeUndefined();
  sqlite.run("UPDATE snapshots SET state = x'00ff00'");
  expect(ours.find(room.id)).toBeUndefined();
});
