import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Newcomer } from "../../src/live/live.ts";
import { openClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

/** Seats this many students at once; gives their tokens. */
async function seatMany({ server, session }: Awaited<ReturnType<typeof openClass>>, count: number): Promise<string[]> {
  const room = server.live.rooms.find(session.id);
  if (!room) throw new Error("the class has no room");
  const seats = Array.from({ length: count }, (_, n): Newcomer => ({ nickname: `Student ${n + 1}` }));
  const seated = await Promise.all(seats.map((who) => server.live.seat(room, who)));
  return seated.map(({ token }) => token ?? "");
}

describe("an event is written once per dialect that has a listener, not once per socket", () => {
  test("one step reaches 1,000 connected students and costs one JSON encoding a dialect", async () => {
    await using class_ = await openClass();
    const { url, session, server, teacher, lesson } = class_;
    const tokens = await seatMany(class_, 1000);
    const open = (token: string, n: number) =>
      TestSocket.open(`${url}/ws/${n % 10 === 9 ? "sessions" : "live"}/${session.code}`, token);
    const students = await Promise.all(tokens.map(open));
    await using host = await TestSocket.open(`${url}/ws/live/${session.code}`, teacher);
    await host.until("welcome");
    // The last count of those present is out, so that none comes in between.
    const [first] = students;
    for (let here = 0; here < 1001; ) here = (await first?.until("presence.counted"))?.data.online_count;
    const before = new Map(server.live.fanOut.encodings);

    host.send({ type: "step.start", id: "1", data: { subtask_id: lesson.subtasks[0]?.id } });
    const { seq, at, data } = await host.until("step.changed");
    const got = await Promise.all(
      students.map((socket, n) => socket.until(n % 10 === 9 ? "step_changed" : "step.changed")),
    );

    const told = { type: "step.changed", seq, at, data };
    const theirs = { type: "step_changed", subtask: lesson.subtasks[0] };
    expect(got).toEqual(got.map((_, n) => (n % 10 === 9 ? theirs : told)));
    const cost = Array.from(server.live.fanOut.encodings, ([name, count]) => [name, count - (before.get(name) ?? 0)]);
    expect(Object.fromEntries(cost)).toEqual({ lectern: 1, mobilegpt: 1, inthon: 0, chatroom: 0, virtutune: 0 });
    await Promise.all(students.map((socket) => socket[Symbol.asyncDispose]()));
  });

  test("a dialect that nobody here speaks costs none", async () => {
    await using class_ = await openClass();
    const { url, session, server, teacher } = class_;
    await using host = await TestSocket.open(`${url}/ws/live/${session.code}`, teacher);
    await host.until("welcome");
    const before = new Map(server.live.fanOut.encodings);
    host.send({ type: "session.start", id: "1" });
    await host.until("session.status_changed");
    const cost = Array.from(server.live.fanOut.encodings, ([name, count]) => [name, count - (before.get(name) ?? 0)]);
    expect(Object.fromEntries(cost)).toEqual({ lectern: 1, mobilegpt: 0, inthon: 0, chatroom: 0, virtutune: 0 });
  });
});
