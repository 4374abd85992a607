import { describe, expect, test } from "bun:test";
import { freeNickname } from "../../src/features/nicknames.ts";
import { participants } from "../../src/features/participants.ts";
import { Settings } from "../../src/features/whole-session.ts";
import { ann, bob, newcomer, nthId, paperRoom, teacher, time } from "../support/rules.ts";

describe("a nickname that nobody in the session has yet", () => {
  const table: [string, string[], string][] = [
    ["Ann", [], "Ann"],
    ["Ann", ["bob"], "Ann"],
    ["Ann", ["ann"], "Ann (2)"],
    ["ANN", ["ann"], "ANN (2)"],
    ["Ann", ["ann", "ann (2)"], "Ann (3)"],
    ["Ann", ["ann", "ann (3)"], "Ann (2)"],
    ["Ann (2)", ["ann", "ann (2)"], "Ann (2) (2)"],
    ["한글", ["한글"], "한글 (2)"],
    ["x".repeat(40), ["x".repeat(40)], `${"x".repeat(36)} (2)`],
  ];
  test.each(table)("%s, where %j are taken: %s", (wanted, taken, name) => {
    expect(freeNickname(wanted, { taken: new Set(taken), nextNumber: new Map() })).toBe(name);
  });

  test("is never longer than 40 characters, and never cut through a letter, however many want it", () => {
    const taken = new Set<string>();
    for (let n = 0; n < 1200; n++) {
      const name = freeNickname("😀".repeat(40), { taken, nextNumber: new Map() });
      expect([...name].length).toBeLessThanOrEqual(40);
      expect(name.isWellFormed()).toBe(true);
      expect(taken.has(name.toLowerCase())).toBe(false);
      taken.add(name.toLowerCase());
    }
  });
});

describe("names in a class of one name", () => {
  const join = (room: ReturnType<typeof paperRoom>, n: number, nickname: string) => {
    const person = { ...newcomer, id: nthId(n), user_id: 100 + n, nickname };
    return room.moment(person, "joined").map(({ data }) => (data as { nickname: string }).nickname)[0] ?? "";
  };

  test.each([
    ["short", "Guest"],
    ["as long as a name may be", "x".repeat(40)],
    ["of emoji", "😀".repeat(40)],
  ])("%s: 3,000 who want it get a number each, and none is looked for twice", (_, wanted) => {
    const room = paperRoom({ settings: Settings.parse({ max_participants: 10_000 }) });
    let looked = 0;
    const { taken } = room.state.participants;
    const has = taken.has.bind(taken);
    taken.has = (name) => {
      looked += 1;
      return has(name);
    };
    const names = Array.from({ length: 3000 }, (_, n) => join(room, n, wanted));
    expect(new Set(names).size).toBe(3000);
    expect(names.at(-1)).toEndWith(" (3000)");
    for (const name of names) expect([...name].length).toBeLessThanOrEqual(40);
    expect(looked / 3000).toBeLessThan(6);
  });

  test("who calls themselves by a number takes that one, and no more", () => {
    const room = paperRoom();
    const names = ["Guest", "Guest (3)", "Guest (9999)", "Guest", "Guest", "Guest"];
    expect(names.map((name, n) => join(room, n, name))).toEqual([
      "Guest",
      "Guest (3)",
      "Guest (9999)",
      "Guest (2)",
      "Guest (4)",
      "Guest (5)",
    ]);
  });
});

describe("seats", () => {
  test("a locked class takes nobody new, and a full one; who was removed frees a seat", () => {
    const locked = paperRoom({ settings: Settings.parse({ locked: true }) });
    expect(() => locked.moment(newcomer, "joined")).toThrow("locked");
    expect(locked.moment(ann, "joined")).toEqual([]);
    const full = paperRoom({ settings: Settings.parse({ max_participants: 2 }) });
    expect(() => full.moment(newcomer, "joined")).toThrow("full");
    expect(full.moment(ann, "joined")).toEqual([]);
    full.do(teacher, "participant.remove", { participant_id: bob.id });
    expect(full.moment(newcomer, "joined").length).toBe(1);
  });

  test("a person who joins gets a seat; the same person again gets no second one", () => {
    const room = paperRoom();
    expect(room.moment(newcomer, "joined")).toEqual([{ type: "participant.joined", data: newcomer }]);
    expect(room.moment(newcomer, "joined")).toEqual([]);
    expect(room.moment({ ...newcomer, id: ann.id.replace("2", "9") }, "joined")).toEqual([]);
    expect(room.state.participants.people.size).toBe(4);
  });

  test("two people with the same nickname get different names", () => {
    const room = paperRoom();
    const twin = { ...newcomer, nickname: "ann" };
    expect(room.moment(twin, "joined")).toEqual([
      { type: "participant.joined", data: { ...twin, nickname: "ann (2)" } },
    ]);
  });

  test("nobody joins a session that has ended", () => {
    expect(() => paperRoom({ status: "ENDED" }).moment(newcomer, "joined")).toThrow("The session has ended.");
  });
});

const changed = (who: typeof ann, status: string, connections: number) => ({
  type: "connection.changed",
  data: { participant_id: who.id, user_id: who.user_id, status, connections },
});

describe("coming and going", () => {
  test("a person arrives, takes part, and leaves", () => {
    const room = paperRoom();
    const here = { ...ann, is_online: true, last_active_at: time };
    expect(room.moment(ann, "connected", { active: false })).toEqual([
      { type: "participant.arrived", data: { ...here, status: "WAITING" } },
      changed(ann, "connected", 1),
    ]);
    expect(room.do(ann, "participant.activate")).toEqual({
      result: {},
      emitted: [{ type: "participant.activated", data: { participant_id: ann.id } }],
    });
    expect(room.do(ann, "participant.activate")).toEqual({ result: {}, emitted: [] });
    expect(room.moment(ann, "disconnected")).toEqual([
      { type: "participant.left", data: { ...here, status: "DISCONNECTED", is_online: false } },
      changed(ann, "disconnected", 0),
    ]);
    expect(room.moment(ann, "connected")).toEqual([
      { type: "participant.arrived", data: { ...here, status: "ACTIVE" } },
      changed(ann, "connected", 1),
    ]);
    expect(room.person(ann)).toEqual({ ...here, status: "ACTIVE" });
  });

  test("somebody who is announced twice, after a commit that failed, arrives once and leaves once", () => {
    const room = paperRoom();
    const types = (moment: "connected" | "disconnected") => room.moment(ann, moment).map(({ type }) => type);
    expect(types("disconnected")).toEqual(["connection.changed"]);
    expect(types("connected")).toEqual(["participant.arrived", "connection.changed"]);
    expect(types("connected")).toEqual(["connection.changed"]);
    expect(types("disconnected")).toEqual(["participant.left", "connection.changed"]);
    expect(types("disconnected")).toEqual(["connection.changed"]);
  });

  test("a second connection is not an arrival, unless it is the first that takes part; its close is not a departure", () => {
    const room = paperRoom();
    room.moment(ann, "connected", { active: false });
    const second = { first: false, last: false, connections: 2 };
    expect(room.moment(ann, "connected", { ...second, active: false })).toEqual([changed(ann, "connected", 2)]);
    expect(room.moment(ann, "connected", second)).toEqual([
      { type: "participant.activated", data: { participant_id: ann.id } },
      changed(ann, "connected", 2),
    ]);
    expect(room.moment(ann, "connected", second)).toEqual([changed(ann, "connected", 2)]);
    const one = { last: false, connections: 1 };
    expect(room.moment(ann, "disconnected", one)).toEqual([changed(ann, "disconnected", 1)]);
    expect(room.person(ann)?.status).toBe("ACTIVE");
  });

  test("a person's first connection of a dialect is announced, and the close of their last one", () => {
    const room = paperRoom();
    const dialect = { dialect: "virtutune", only: true };
    const event = (status: string) => ({
      type: "presence.dialect_changed",
      data: { participant_id: ann.id, user_id: ann.user_id, dialect: "virtutune", status },
    });
    expect(room.moment(ann, "connected", dialect)).toContainEqual(event("connected"));
    expect(room.moment(ann, "connected", { ...dialect, first: false, only: false })).not.toContainEqual(
      event("connected"),
    );
    expect(room.moment(ann, "disconnected", { ...dialect, last: false })).toContainEqual(event("disconnected"));
  });

  test("who has completed every step is DISCONNECTED when they leave, and ACTIVE when they take part again", () => {
    const room = paperRoom();
    for (const subtask_id of [11, 12, 13]) room.after(ann, "step.complete", { subtask_id });
    room.moment(ann, "connected", { active: false });
    expect(room.person(ann)?.status).toBe("COMPLETED");
    room.moment(ann, "disconnected");
    expect([room.person(ann)?.status, room.person(ann)?.is_online]).toEqual(["DISCONNECTED", false]);
    room.moment(ann, "connected", { active: false });
    expect(room.person(ann)?.status).toBe("WAITING");
    room.after(ann, "participant.activate");
    expect(room.person(ann)?.status).toBe("ACTIVE");
    room.after(ann, "step.complete", { subtask_id: 13 });
    expect(room.person(ann)?.status).toBe("COMPLETED");
    room.after(ann, "participant.activate");
    expect(room.person(ann)?.status).toBe("ACTIVE");
  });

  test("a room that is read again has nobody online", () => {
    const room = paperRoom();
    room.moment(ann, "connected");
    room.moment(teacher, "connected");
    const left = room.moment({ ...teacher, id: "" }, "opened");
    expect(left.map(({ type, data }) => [type, (data as typeof ann).nickname, (data as typeof ann).status])).toEqual([
      ["participant.left", "Teacher", "DISCONNECTED"],
      ["participant.left", "Ann", "DISCONNECTED"],
    ]);
    expect(room.moment({ ...teacher, id: "" }, "opened")).toEqual([]);
  });

  test("F3 a clock that is set back while somebody is here takes no minutes from anybody", () => {
    const room = paperRoom();
    room.moment(ann, "connected");
    room.moment(bob, "connected");
    const minutes = () =>
      participants.report?.attendance
        .read({ state: room.state.participants, room: room.state, at: room.clock.now })
        .map((row) => row.minutes);
    room.clock.now += 10 * 60_000;
    room.moment(ann, "disconnected");
    room.moment(ann, "connected");
    expect(minutes()).toEqual([0, 10, 10]);
    room.clock.now -= 60 * 60_000;
    expect(minutes()).toEqual([0, 10, 0]);
    room.moment(ann, "disconnected");
    room.moment(bob, "disconnected");
    expect(minutes()).toEqual([0, 10, 0]);
  });

  test("students hear how many are here, and not who", () => {
    expect(paperRoom().moment(teacher, "counted", { online_count: 7, teacher_online: false })).toEqual([
      { type: "presence.counted", data: { online_count: 7, teacher_online: false } },
    ]);
  });
});

describe("removing somebody", () => {
  test("the teacher removes a student, once", () => {
    const room = paperRoom();
    const remove = () => room.do(teacher, "participant.remove", { participant_id: bob.id });
    expect(remove()).toEqual({
      result: { participant_id: bob.id },
      emitted: [{ type: "participant.removed", data: { participant_id: bob.id, nickname: "Bob" } }],
    });
    expect(remove()).toEqual({ result: { participant_id: bob.id }, emitted: [] });
    expect(room.moment({ ...newcomer, user_id: bob.user_id }, "joined")).toEqual([]);
  });

  const table: [string, typeof ann, unknown, string][] = [
    ["a student cannot", ann, bob.id, "not_allowed"],
    ["nor themselves", ann, ann.id, "not_allowed"],
    ["the teacher is not removed", teacher, teacher.id, "not_allowed"],
    ["somebody who is not there", teacher, newcomer.id, "participant_not_found"],
    ["a value that is not an id", teacher, "bob", "does_not_fit"],
    ["nobody", teacher, undefined, "does_not_fit"],
  ];
  test.each(table)("%s", (_, who, participant_id, code) => {
    expect(paperRoom().do(who, "participant.remove", { participant_id })).toBe(code);
  });
});
