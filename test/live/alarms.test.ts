/** What falls due, by a clock that the test moves. */

import { afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import { openAlarms } from "../../src/live/alarms.ts";
import { newRoom, type Room } from "../../src/live/room.ts";
import type { Work } from "../../src/live/work.ts";
import { openStore } from "../../src/store/open.ts";
import { testAlone } from "../support/alone.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { openTestRoom } from "../support/room.ts";
import { ann, at, bob, type Paper, paperRoom } from "../support/rules.ts";
import { TestSocket } from "../support/socket.ts";

/** A practice is due after so many seconds of silence. */
const silence = 300;

describe("K8 the alarm of a room", () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** A room on paper with its alarm; what was announced, in seconds since the beginning. */
  function openWatched() {
    const paper: Paper = paperRoom({ features: ["practice"] });
    const room: Room = { ...newRoom("room", at), state: paper.state };
    const rang: number[] = [];
    const seconds = () => (paper.clock.now - at) / 1000;
    const submit = ({ ask }: Work) => {
      if (ask && "moment" in ask && ask.moment === "due") rang.push(seconds());
    };
    const alarms = openAlarms({ submit }, () => paper.clock.now);
    return {
      paper,
      room,
      rang,
      alarms,
      passes(seconds: number) {
        paper.clock.now += seconds * 1000;
        jest.advanceTimersByTime(seconds * 1000);
      },
      /** What the kernel does after a commit that carried this out. */
      commits(who: typeof ann, command: string, input?: unknown) {
        paper.after(who, command, input);
        alarms.watch(room);
      },
    };
  }

  test("goes off once, at its time", () => {
    const { rang, commits, passes, paper, room, alarms } = openWatched();
    passes(1000);
    expect(rang).toEqual([]);
    commits(ann, "practice.start");
    passes(silence - 0.001);
    expect(rang).toEqual([]);
    passes(0.001);
    expect(rang).toEqual([1000 + silence]);
    paper.moment(ann, "due");
    alarms.watch(room);
    passes(10_000);
    expect(rang.length).toBe(1);
  });

  test("goes off later if the time was postponed, and again for the next time", () => {
    const { rang, commits, passes, paper, room, alarms } = openWatched();
    commits(ann, "practice.start");
    passes(100);
    commits(bob, "practice.start");
    passes(100);
    commits(ann, "chord.change", { chord: "C" });
    passes(silence - 100);
    expect(rang).toEqual([100 + silence]);
    paper.moment(ann, "due");
    alarms.watch(room);
    passes(100);
    expect(rang).toEqual([100 + silence, 200 + silence]);
  });

  test("does not go off if nothing is due any more, the room is not used any more or the server stops", () => {
    const done = openWatched();
    done.commits(ann, "practice.start");
    done.commits(ann, "practice.end");
    const away = openWatched();
    away.commits(ann, "practice.start");
    away.alarms.forget(away.room);
    const stopped = openWatched();
    stopped.commits(ann, "practice.start");
    stopped.alarms.stop();
    stopped.commits(bob, "practice.start");
    const deleted = openWatched();
    deleted.room.deleted = true;
    deleted.commits(ann, "practice.start");
    const givenUp = openWatched();
    givenUp.room.givenUp = true;
    givenUp.commits(ann, "practice.start");
    for (const { passes, rang } of [done, away, stopped, deleted, givenUp]) {
      passes(10_000);
      expect(rang).toEqual([]);
    }
  });

  test("goes off at once if something is due already, and every minute until it is handled", () => {
    const { rang, commits, passes, room, paper, alarms } = openWatched();
    paper.after(ann, "practice.start");
    passes(silence + 1);
    alarms.watch(room);
    expect(rang).toEqual([silence + 1]);
    for (let n = 0; n < 119; n++) {
      passes(1);
      commits(bob, "chord.change", { chord: "C" });
    }
    expect(rang).toEqual([silence + 1, silence + 61]);
  });

  test("goes off after months, which is longer than a timer can wait", () => {
    const { rang, paper, room, alarms, passes } = openWatched();
    paper.after(ann, "practice.start");
    paper.clock.now -= 60 * 24 * 3600 * 1000;
    alarms.watch(room);
    for (let day = 0; day < 60; day++) passes(24 * 3600);
    expect(rang).toEqual([]);
    passes(silence);
    expect(new Set(rang)).toEqual(new Set([silence]));
  });

  test("goes off with the next commit if the timer is late", () => {
    const { rang, commits, paper } = openWatched();
    commits(ann, "practice.start");
    paper.clock.now += silence * 1000;
    commits(bob, "chord.change", { chord: "C" });
    commits(bob, "chord.change", { chord: "G" });
    expect(rang).toEqual([silence]);
  });

  test("is the only thing that fails if a feature throws in `due`", () => {
    const { room, rang, alarms, passes } = openWatched();
    alarms.watch({ ...room, state: {} as Room["state"] });
    passes(10_000);
    expect(rang).toEqual([]);
  });
});

test("a silence ends a practice, in the log and for everyone connected", async () => {
  let now = Date.parse("2026-03-02T09:00:00.000Z");
  await using server = await openTestServer({ now: () => now });
  await using room = await openClass({ server, code: "TEST001", features: ["practice"] });
  const { token, participant } = await room.join("Ann");
  await using phone = await TestSocket.open(`${room.url}/ws/guitar/TEST001/`, token);
  phone.send({ type: "practice_start", data: { timestamp: "t" } });
  phone.send({ type: "chord_change", data: { chord: "C" } });
  await phone.until("chord_change");
  now += silence * 1000;
  // Whatever is committed in the room has its alarm looked at.
  await room.call("POST", "/api/sessions/TEST001/practice/chords", room.teacher, { chord: "G" });
  expect((await phone.until("practice_update")).data).toEqual({
    status: "ended",
    timestamp: "2026-03-02T09:00:00.000Z",
  });
  const path = `/api/sessions/TEST001/practice/summary?participant_id=${participant.id}`;
  expect((await room.call("GET", path, room.teacher)).body).toMatchObject({
    running: null,
    last: { ended_at: "2026-03-02T09:00:00.000Z", ended_by: "silence", messages: 1 },
  });
});

/** Ann has begun to practise, and the server is gone. */
async function begun(data: string): Promise<{ session: string; ann: string }> {
  await using room = await openTestRoom({ data, students: 1, features: ["practice"] });
  const [{ id: ann = "" } = {}] = room.students;
  room.command(ann, "practice.start", { timestamp: "mine" });
  room.clock.now += 60_000;
  room.command(ann, "chord.change", { chord: "C" });
  return { session: room.room.id, ann };
}

test("a practice continues after a restart", async () => {
  using folder = temporaryFolder();
  const { session, ann } = await begun(folder.path);
  await using room = await openTestRoom({ data: folder.path, session });
  const running = room.room.state.practice.running.get(ann);
  expect(running?.names).toEqual(["C"]);
  room.clock.now += 120_000;
  expect(room.command(ann, "chord.change", { chord: "G" })).toMatchObject({ result: { chord: "G" } });
  expect(room.command(ann, "practice.end")).toMatchObject({ result: { messages: 2, changes: 1, ended_by: "person" } });
});

const inFolder = testAlone("a class in the data folder continues");

inFolder("a practice that fell silent while the server was stopped ends as soon as the room is loaded", async () => {
  using folder = temporaryFolder();
  const { session, ann } = await begun(folder.path);
  const later = Date.parse("2026-03-02T09:00:00.000Z");
  await using server = await openTestServer({ data: folder.path, now: () => later });
  const { practice } = (await server.server.live.rooms.open(session))?.state ?? {};
  expect(practice?.running.size).toBe(0);
  expect(practice?.finished.get(ann)).toMatchObject([
    { started_at: "2026-03-02T08:00:00.000Z", ended_at: "2026-03-02T08:01:00.000Z", ended_by: "silence" },
  ]);
  using store = openStore(folder.path);
  expect(store.log.since(session, 0, 100).at(-1)).toMatchObject({
    at: later,
    type: "practice.updated",
    actor: null,
    data: { participant_id: ann, status: "ended", timestamp: "2026-03-02T08:01:00.000Z", ended_by: "silence" },
  });
});
