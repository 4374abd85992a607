/** Which snapshots are saved and used. That a room is the same from a snapshot is part of replay.test.ts. */
import { expect, test } from "bun:test";
import { newRoom, readInSteps } from "../../src/live/room.ts";
import { openSnapshots } from "../../src/live/snapshots.ts";
import { openTestRoom } from "../support/room.ts";

const now = { next: (commit: () => void) => commit() };

test("a snapshot is saved after 10,000 events, and the room is read from it and the events after it", async () => {
  await using class_ = await openTestRoom();
  const { room, store, teacher, lesson } = class_;
  const snapshots = openSnapshots(store.snapshots, now);
  const ask = { by: teacher.id, command: "step.start", input: { subtask_id: lesson.subtasks[0]?.id } };
  const turn = (length: number) => class_.turn(...Array.from({ length }, () => ask));
  for (let n = 0; n < 9; n++) turn(1000);
  snapshots.update(room);
  expect(snapshots.find(room.id)).toBeUndefined();
  turn(1000);
  snapshots.update(room);
  expect(snapshots.find(room.id)?.seq).toBe(room.seq);
  turn(7);
  snapshots.update(room);
  const again = newRoom(room.id, 0);
  const read: number[] = [];
  const since = (...of: Parameters<typeof store.log.since>) => {
    const entries = store.log.since(...of);
    read.push(entries.length);
    return entries;
  };
  readInSteps(again, { since }, () => snapshots.find(room.id))(Number.POSITIVE_INFINITY);
  expect([read, again.seq, again.state]).toEqual([[7], room.seq, room.state]);
});

test("a snapshot of another version, or one that is damaged, is not used; nor is a state saved that may be wrong", async () => {
  await using class_ = await openTestRoom();
  const { room, store, sqlite } = class_;
  const ours = openSnapshots(store.snapshots, now);
  room.behind = true;
  ours.save(room);
  expect(ours.find(room.id)).toBeUndefined();
  room.behind = false;
  ours.save(room);
  expect(ours.find(room.id)?.state).toEqual(room.state);
  expect(openSnapshots(store.snapshots, now, "another version").find(room.id)).toBeUndefined();
  sqlite.run("UPDATE snapshots SET state = x'00ff00'");
  expect(ours.find(room.id)).toBeUndefined();
});
