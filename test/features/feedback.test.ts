import { describe, expect, test } from "bun:test";
import type { Participant } from "../../src/domain/session.ts";
import { feedback } from "../../src/features/feedback.ts";
import { addPress } from "../../src/features/recent-presses.ts";
import type { Settings } from "../../src/features/whole-session.ts";
import { ann, at, newcomer, type Paper, paperRoom, record, teacher, time } from "../support/rules.ts";

const people = "ABCDEFGH".split("").map(
  (nickname, n): Participant => ({
    ...newcomer,
    id: `00000000-0000-7000-8000-00000000010${n}`,
    user_id: n + 10,
    nickname,
  }),
);

/** A room of eight students, A to H, with these settings for the alert. */
function lecture(hard_alert: Partial<Settings["hard_alert"]> = {}): Paper {
  const { settings } = record;
  const room = paperRoom({ settings: { ...settings, hard_alert: { ...settings.hard_alert, ...hard_alert } } });
  for (const person of people) room.moment(person, "joined");
  return room;
}

/**
 * A lecture as a line: `A-` says that A finds it hard, `A+` that A understands, `10s` lets ten seconds pass. Returns
 * each alert with the number of the word after which it was raised, and its counts.
 */
function alerts(room: Paper, lecture: string): string[] {
  return lecture.split(" ").flatMap((word, n) => {
    const seconds = /^([\d.]+)s$/.exec(word)?.[1];
    if (seconds) {
      room.clock.now += Number(seconds) * 1000;
      return [];
    }
    const who = people.find(({ nickname }) => nickname === word[0]);
    if (!who) throw new Error(`nobody is called ${word}`);
    const came = room.do(who, "feedback.give", { feedback_type: word[1] === "+" ? "OK" : "HARD" });
    if (typeof came === "string") throw new Error(came);
    return came.emitted
      .filter(({ type }) => type === "feedback.hard")
      .map(({ data }) => `${n + 1}: ${(data as any).hard} of ${(data as any).ok + (data as any).hard}`);
  });
}

const read = (room: Paper) =>
  feedback.views.summary.read({
    state: room.state.feedback,
    room: room.state,
    viewer: teacher,
    at: room.clock.now,
    query: {},
  });

describe("understood or hard", () => {
  test("each press is published, with who pressed it", () => {
    const room = paperRoom();
    for (const feedback_type of ["OK", "OK", "HARD"]) {
      const data = { feedback_type, participant_id: ann.id, user_id: ann.user_id, user_name: "Ann" };
      expect(room.do(ann, "feedback.give", { feedback_type })).toEqual({
        result: { feedback_type },
        emitted: [{ type: "feedback.given", data }],
      });
    }
  });

  const refusals: [string, Participant, unknown, Parameters<typeof paperRoom>[0], string][] = [
    ["by the teacher", teacher, { feedback_type: "OK" }, {}, "not_allowed"],
    ["that is neither", ann, { feedback_type: "ok" }, {}, "does_not_fit"],
    ["that says nothing", ann, {}, {}, "does_not_fit"],
    ["if the session has no feedback", ann, { feedback_type: "OK" }, { features: ["chat"] }, "feature_off"],
    ["after the end", ann, { feedback_type: "OK" }, { status: "ENDED" }, "session_ended"],
  ];
  test.each(refusals)("no press %s", (_, who, input, session, expected) => {
    expect(paperRoom(session).do(who, "feedback.give", input)).toBe(expected);
  });
});

describe("the class is found hard", () => {
  const usual = { threshold: 0.5, window_s: 60, min_responses: 3 };
  const table: [string, Partial<Settings["hard_alert"]>, string, string[]][] = [
    ["not before enough people have said something", { min_responses: 5 }, "A- B- C- D-", []],
    ["with enough of them", { min_responses: 5 }, "A- B- C- D- E-", ["5: 5 of 5"]],
    ["at the threshold itself", {}, "A+ B+ C- D-", ["4: 2 of 4"]],
    ["not below it", {}, "A+ B+ C- D+ E-", []],
    ["at a threshold of one, by all alone", { threshold: 1 }, "A- B- C+ C-", ["4: 3 of 3"]],
    ["not by one person who presses and presses", {}, "A- A- A- A- A-", []],
    ["by each person's last word alone", {}, "A- A+ B- B+ C- C+ D-", []],
    ["also if a last word changes to hard", {}, "A+ B+ C+ A- B-", ["5: 2 of 3"]],
    ["once, as long as it stays so", {}, "A- B- C- D- E- A- 30s B- 29s C-", ["3: 3 of 3"]],
    ["again, once it was less in between", {}, "A- B- C- D+ E+ F+ G+ A- 1s H- D- E-", ["3: 3 of 3", "10: 4 of 8"]],
    [
      "again, once the window has passed since the last alert",
      {},
      "A- B- C- 59.999s D- 0.001s E-",
      ["3: 3 of 3", "7: 5 of 5"],
    ],
    ["not by words older than the window", {}, "A- B- 60.001s C- D+ E+", []],
    ["also by words just as old as the window", {}, "A- B- 60s C-", ["4: 3 of 3"]],
    ["by a shorter window", { window_s: 1 }, "A- 1.5s B- 1.5s C-", []],
  ];
  test.each(table)("%s (%j): %s", (_, change, line, expected) => {
    expect(alerts(lecture({ ...usual, ...change }), line)).toEqual(expected);
  });

  test("the alert says how many of how many, within which window, past which threshold", () => {
    const room = lecture({ threshold: 0.6, window_s: 30, min_responses: 4 });
    alerts(room, "A- B- C+");
    const came = room.do(people[3] as Participant, "feedback.give", { feedback_type: "HARD" });
    expect(typeof came === "string" ? came : came.emitted[1]).toEqual({
      type: "feedback.hard",
      data: { ok: 1, hard: 3, ratio: 0.75, window_s: 30, threshold: 0.6 },
    });
  });

  test("a change of the settings counts from the next press on", () => {
    const room = lecture({ min_responses: 8 });
    expect(alerts(room, "A- B- C-")).toEqual([]);
    const { settings } = record;
    const change = { settings: { ...settings, hard_alert: { threshold: 0.5, window_s: 60, min_responses: 4 } } };
    room.moment(teacher, "updated", { change });
    expect(alerts(room, "D+")).toEqual(["1: 3 of 4"]);
  });
});

describe("the summary", () => {
  test("F3 a clock that is set back silences no alert", () => {
    const room = lecture();
    expect(alerts(room, "A- B- C- D- E-")).toHaveLength(1);
    room.clock.now -= 60 * 60_000;
    expect(alerts(room, "A- B-")).toEqual(["1: 5 of 5"]);
  });

  test("of a class that has said nothing", () => {
    expect(read(lecture())).toEqual({ ok: 0, hard: 0, now: { ok: 0, hard: 0, ratio: null }, last: [], course: [] });
  });

  test("counts all presses, the people of the window, and the course by minute", () => {
    const room = lecture();
    room.clock.now = at + 50_000;
    alerts(room, "A- A- B+ 9.999s C+ 0.001s D- 120s E+ A+");
    expect(read(room)).toEqual({
      ok: 4,
      hard: 3,
      now: { ok: 2, hard: 0, ratio: 0 },
      last: [people[4], people[0]].map((person) => ({
        participant_id: person?.id,
        feedback_type: "OK",
        at: "2026-03-02T08:03:00.000Z",
      })),
      course: [
        { at: "2026-03-02T08:00:00.000Z", ok: 2, hard: 2 },
        { at: "2026-03-02T08:01:00.000Z", ok: 0, hard: 1 },
        { at: "2026-03-02T08:03:00.000Z", ok: 2, hard: 0 },
      ],
    });
    room.clock.now += 61_000;
    expect((read(room) as any).now).toEqual({ ok: 0, hard: 0, ratio: null });
  });
});

test("the summary is bounded: the last words of 4,000 people, and 1,440 minutes", () => {
  const room = paperRoom();
  const { state } = room;
  const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
  for (let n = 0; n < 10_000; n++) {
    const type = n % 2 ? "OK" : "HARD";
    state.feedback.last.set(id(n), { type, at });
    addPress(state.feedback.recent, { who: id(n), type, at, since: at - 60_000 });
  }
  for (let n = 0; n < 20_000; n++) state.feedback.minutes.set(n, { ok: 1, hard: 1 });
  const summary = read(room) as any;
  expect([summary.last.length, summary.last.at(-1).participant_id, summary.course.length]).toEqual([
    4000,
    id(9999),
    1440,
  ]);
  // The share is of all.
  expect(summary.now).toEqual({ ok: 5000, hard: 5000, ratio: 0.5 });
  expect(JSON.stringify(summary).length).toBeLessThan(1024 * 1024);
});

describe("the teacher marks what matters", () => {
  const picture = "https://example.com/1.png";
  const table: [string, string, unknown, unknown][] = [
    ["with a note", "important.mark", { note: " 꼭 다시 " }, { note: "꼭 다시", capture_url: null }],
    ["with a picture", "important.mark", { note: "x", capture_url: picture }, { note: "x", capture_url: picture }],
    ["with a picture only", "important.mark", { capture_url: picture }, { note: null, capture_url: picture }],
    ["an own upload", "hard_alert.raise", { capture_url: "/uploads/a-b_c.png" }, { capture_url: "/uploads/a-b_c.png" }],
    ["with nothing", "hard_alert.raise", {}, { capture_url: null }],
    ["with null", "hard_alert.raise", { capture_url: null }, { capture_url: null }],
  ];
  test.each(table)("%s: %s", (_, command, input, data) => {
    const type = command === "important.mark" ? "important.marked" : "hard_alert.raised";
    expect(paperRoom().do(teacher, command, input)).toEqual({ result: data, emitted: [{ type, data }] });
    expect(paperRoom().do(ann, command, input)).toBe("not_allowed");
  });

  test.each([
    "javascript:alert(1)",
    "data:image/png;base64,AAAA",
    "//example.com/1.png",
    "ftp://example.com/1.png",
    "/etc/passwd",
    "/uploads/../lectern.db",
    "https://example.com/a b.png",
    "https://",
    `https://example.com/${"x".repeat(2000)}`,
    7,
  ])("a capture that is not an http address is rejected: %p", (capture_url) => {
    expect(paperRoom().do(teacher, "hard_alert.raise", { capture_url })).toBe("does_not_fit");
  });

  test("a note has up to 1,000 characters, and is required without a picture", () => {
    const noted = ["", " \u0000 ", "x", "x".repeat(1000), "x".repeat(1001), undefined].map(
      (note) => typeof paperRoom().do(teacher, "important.mark", { note }),
    );
    expect(noted).toEqual(["string", "string", "object", "object", "string", "string"]);
  });

  test("everyone reads the last 20 important moments, newest first", () => {
    const room = paperRoom();
    for (let n = 1; n <= 25; n++) room.after(teacher, "important.mark", { note: `Note ${n}` });
    const read = { state: room.state.feedback, room: room.state, viewer: ann, query: {} };
    const listed = Array.from((feedback.views.important as any).read(read)) as any[];
    expect(listed.map(({ note }) => note)).toEqual(Array.from({ length: 20 }, (_, n) => `Note ${25 - n}`));
    expect(listed[0]).toEqual({ note: "Note 25", capture_url: null, at: time });
  });
});
