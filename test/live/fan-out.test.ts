import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Dialect } from "../../src/dialects/dialect.ts";
import { formatText } from "../../src/dialects/envelopes.ts";
import { dialects } from "../../src/dialects/index.ts";
import { native } from "../../src/dialects/native.ts";
import type { Newcomer } from "../../src/live/sessions.ts";
import { type App, voices } from "../dialects/voices/index.ts";
import { openClass } from "../support/class.ts";
import { type Home, homeOf } from "../support/home.ts";
import { frameOf, TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

/** Seats this many students at once; gives their tokens. */
async function seatMany({ live, room }: Home, count: number): Promise<string[]> {
  const seats = Array.from({ length: count }, (_, n): Newcomer => ({ nickname: `Student ${n + 1}` }));
  const seated = await Promise.all(seats.map((who) => live.sessions.seat(room, who)));
  return seated.map(({ token }) => token ?? "");
}

/** How often each dialect wrote a frame since `before`. */
function costSince(encodings: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>) {
  return Object.fromEntries(dialects.map(({ name }) => [name, (encodings.get(name) ?? 0) - (before.get(name) ?? 0)]));
}

/** For each dialect, one frame or none. */
const costOf = (has: (dialect: Dialect) => boolean) =>
  Object.fromEntries(dialects.map((dialect) => [dialect.name, has(dialect) ? 1 : 0]));

describe("K6 an event is encoded once per dialect that has a listener, not once per socket", () => {
  test("a step reaches 1,000 connected students and is encoded once per dialect", async () => {
    await using class_ = await openClass();
    const { url, session, teacher, lesson } = class_;
    const home = homeOf(class_, class_.session.id);
    const tokens = await seatMany(home, 1000);
    const speaking = dialects.filter(({ says }) => says["step.changed"]);
    const dialectOf = (n: number) => speaking[n % speaking.length] as Dialect;
    const open = (token: string, n: number) => {
      const { path } = voices[dialectOf(n).name as App];
      return TestSocket.open(url + path(session.code, { id: "", role: "STUDENT" }), token);
    };
    const students = await Promise.all(tokens.map(open));
    await using host = await TestSocket.open(`${url}/ws/live/${session.code}`, teacher);
    await host.until("welcome");
    // The last count of those present is out, so that none comes in between.
    const first = students.find((_, n) => dialectOf(n) === native);
    for (let here = 0; here < 1001; ) here = (await first?.until("presence.counted"))?.data.online_count;
    const before = new Map(home.live.fanOut.encodings);

    host.send({ type: "step.start", id: "1", data: { subtask_id: lesson.subtasks[0]?.id } });
    const told = await host.until("step.changed");
    const published = { ...told, session: { id: session.id, code: session.code } };
    const expected = students.map((_, n) => {
      const { envelope, says } = dialectOf(n);
      const frame = says["step.changed"];
      return frame && frameOf(formatText(envelope, envelope.close(frame.name, frame.make(published))));
    });
    const names = students.map((_, n) => dialectOf(n).says["step.changed"]?.name ?? "");
    const got = await Promise.all(students.map((socket, n) => socket.until(names[n] ?? "")));

    expect(got).toEqual(expected);
    expect(costSince(home.live.fanOut.encodings, before)).toEqual(costOf(({ says }) => "step.changed" in says));
    await Promise.all(students.map((socket) => socket[Symbol.asyncDispose]()));
  });

  test("an event is not encoded for a dialect that nobody in the room uses", async () => {
    await using class_ = await openClass();
    const { url, session, teacher } = class_;
    await using host = await TestSocket.open(`${url}/ws/live/${session.code}`, teacher);
    await host.until("welcome");
    const home = homeOf(class_, class_.session.id);
    const before = new Map(home.live.fanOut.encodings);
    host.send({ type: "session.start", id: "1" });
    await host.until("session.status_changed");
    expect(costSince(home.live.fanOut.encodings, before)).toEqual(costOf((dialect) => dialect === native));
  });
});
