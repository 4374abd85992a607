/** Moments: each comes with its own data, as of when it is carried out. */

import { expect, test } from "bun:test";
import { onlineCount } from "../../src/live/room.ts";
import { roomItself } from "../../src/live/rule.ts";
import type { AnnouncedMoment } from "../../src/live/work.ts";
import { openTestRoom } from "../support/room.ts";

test("a moment without its data, or with the data of another, does not compile", () => {
  const actor = roomItself;
  const wrong: AnnouncedMoment[] = [
    // @ts-expect-error: who connected needs to be told apart from who opened a second page
    { moment: "connected", actor },
    // @ts-expect-error: what is true of a connection that closed
    { moment: "connected", actor, data: { last: true, connections: 0, dialect: "", only: false } },
    // @ts-expect-error: nothing else is known of it
    { moment: "due", actor, data: { online_count: 1, teacher_online: true } },
  ];
  expect(wrong.length).toBe(3);
});

test("a person who connects in the turn of the count is counted", async () => {
  await using test = await openTestRoom({ students: 2 });
  const { kernel, room, students } = test;
  const data = () => ({ online_count: onlineCount(room), teacher_online: false });
  kernel.submit({ room, ask: { moment: "counted", actor: roomItself, data } });
  for (const { id } of students) room.connections.set(id, new Set());
  kernel.flush();
  expect(test.published.map(({ data }) => data)).toEqual([{ online_count: 2, teacher_online: false }]);
  room.connections.clear();
});
