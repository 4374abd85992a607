/** The three seconds of grace, by a clock that the test moves. */

import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import { dialects } from "../../src/dialects/index.ts";
import type { Kernel } from "../../src/live/kernel.ts";
import { createPresence, type Presence } from "../../src/live/presence.ts";
import { type Connection, newRoom, type Room } from "../../src/live/room.ts";
import type { Work } from "../../src/live/work.ts";
import { ann, bob, paperRoom, teacher } from "../support/rules.ts";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A room whose presence is watched: what is announced of its teacher, as seconds since the beginning. */
function openWatched() {
  const said: string[] = [];
  let now = 0;
  const submit = ({ ask }: Work) => {
    if (ask && "moment" in ask && ask.moment.startsWith("teacher")) said.push(`${now} ${ask.moment}`);
  };
  const room: Room = { ...newRoom("room", 0), state: paperRoom().state };
  const presence: Presence = createPresence({ submit } as Kernel, () => now);
  const connection = (who: typeof ann, by = 0) =>
    ({ room, participantId: who.id, dialect: dialects[by], role: who.role }) as unknown as Connection;
  return {
    said,
    room,
    presence,
    /** Comes in by the dialect of this number; the connection is what leaves again. */
    comes(who: typeof ann, by = 0) {
      const one = connection(who, by);
      presence.enter(one);
      return one;
    },
    passes(seconds: number) {
      now += seconds;
      jest.advanceTimersByTime(seconds * 1000);
    },
  };
}

test("the teacher's first connection is announced, and further ones in any app are not", () => {
  const { said, comes, passes } = openWatched();
  comes(ann);
  expect(said).toEqual([]);
  for (let by = 0; by < dialects.length; by++) comes(teacher, by);
  passes(60);
  expect(said).toEqual(["0 teacher_came"]);
});

test("the close of the teacher's last connection is announced after three seconds, and not before", () => {
  const { said, room, presence, comes, passes } = openWatched();
  const [desk, phone] = [comes(teacher), comes(teacher, 1)];
  passes(10);
  presence.leave(desk);
  passes(10);
  presence.leave(phone);
  passes(2.999);
  expect([said, room.teacherOnline]).toEqual([["0 teacher_came"], true]);
  passes(0.001);
  expect([said.length, said[1]?.split(" ")[1], room.teacherOnline]).toEqual([2, "teacher_gone", false]);
  passes(60);
  expect(said.length).toBe(2);
});

test("a teacher who reconnects within three seconds stays online, and the delay starts over the next time", () => {
  const { said, presence, comes, passes } = openWatched();
  let desk = comes(teacher);
  for (let n = 0; n < 5; n++) {
    presence.leave(desk);
    passes(2.9);
    desk = comes(teacher, n % dialects.length);
    passes(0.2);
  }
  passes(60);
  expect(said).toEqual(["0 teacher_came"]);
  presence.leave(desk);
  passes(2.5);
  expect(said.length).toBe(1);
  passes(0.5);
  expect(said.length).toBe(2);
});

test("a teacher who reconnects later was offline, and is online again", () => {
  const { said, presence, comes, passes } = openWatched();
  presence.leave(comes(teacher));
  passes(4);
  comes(teacher);
  expect(said.map((word) => word.split(" ")[1])).toEqual(["teacher_came", "teacher_gone", "teacher_came"]);
});

test("students who connect and disconnect neither lengthen nor end the three seconds", () => {
  const { said, presence, comes, passes } = openWatched();
  presence.leave(comes(teacher));
  for (const who of [ann, bob]) {
    passes(1);
    presence.leave(comes(who));
  }
  passes(0.9);
  expect(said.length).toBe(1);
  passes(0.1);
  expect(said.length).toBe(2);
});

test("nothing is announced for an evicted room", () => {
  const { said, room, presence, comes, passes } = openWatched();
  presence.leave(comes(teacher));
  presence.forget(room);
  passes(60);
  expect(said).toEqual(["0 teacher_came"]);
});
