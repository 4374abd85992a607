import { describe, expect, test } from "bun:test";
import { features } from "../../src/features/index.ts";
import { audienceOf } from "../../src/live/rule.ts";
import { ann, at, bob, type DecisionOrFault, type Paper, paperRoom, teacher, time } from "../support/rules.ts";

const feature = features.find(({ name }) => name === "polls") as any;
const read = (room: Paper, view: string, viewer: typeof ann, query: object = {}) =>
  Array.from(
    feature.views[view].read({ state: room.state.polls, room: room.state, viewer, query, at: room.clock.now }),
  ) as any[];
const types = (came: DecisionOrFault) => (typeof came === "string" ? came : came.emitted.map(({ type }) => type));

const capital = {
  kind: "choice",
  question: "The capital of Korea?",
  options: [{ text: "Busan" }, { text: "Seoul", correct: true }, { text: "Daegu" }],
  results: "closed",
};
const quiz = { ...capital, points: 100 };
/** A room in which this poll is open. */
const opened = (poll: object) =>
  paperRoom().after(teacher, "poll.create", poll).after(teacher, "poll.open", { poll_id: 1 });
const vote = (input: object) => ({ poll_id: 1, ...input });

describe("a poll is made", () => {
  const table: [string, object, string][] = [
    ["with options", capital, "ok"],
    ["as a quiz", quiz, "ok"],
    ["as a scale", { kind: "scale", question: "How fast?", scale: { min: 1, max: 5 }, results: "live" }, "ok"],
    ["for words", { kind: "words", question: "One word?", results: "live" }, "ok"],
    [
      "for a number with its answer",
      { kind: "number", question: "7 x 8?", answer: { value: 56 }, points: 10, results: "hidden" },
      "ok",
    ],
    ["not without options", { ...capital, options: undefined }, "does_not_fit"],
    ["not with one option", { ...capital, options: [{ text: "Seoul" }] }, "does_not_fit"],
    ["not with an empty option", { ...capital, options: [{ text: "Seoul" }, { text: " " }] }, "does_not_fit"],
    ["not with thirteen options", { ...capital, options: Array(13).fill({ text: "a" }) }, "does_not_fit"],
    ["not without a question", { ...capital, question: " " }, "does_not_fit"],
    ["not with words and options", { ...capital, kind: "words" }, "does_not_fit"],
    ["not as a scale without a scale", { kind: "scale", question: "How fast?", results: "live" }, "does_not_fit"],
    [
      "not as a scale that goes down",
      { kind: "scale", question: "?", scale: { min: 5, max: 1 }, results: "live" },
      "does_not_fit",
    ],
    [
      "not with points if no answer is right",
      { ...capital, options: [{ text: "a" }, { text: "b" }], points: 5 },
      "does_not_fit",
    ],
  ];
  test.each(table)("%s", (_, input, expected) => {
    const came = paperRoom().do(teacher, "poll.create", input);
    expect(typeof came === "string" ? came : "ok").toBe(expected);
  });

  test("by the teacher only, and students learn of it once it is open", () => {
    expect(paperRoom().do(ann, "poll.create", capital)).toBe("not_allowed");
    const room = paperRoom().after(teacher, "poll.create", capital);
    expect([read(room, "list", teacher).length, read(room, "list", ann).length]).toEqual([1, 0]);
    expect(room.do(ann, "poll.vote", vote({ choices: [2] }))).toBe("poll_not_found");
    room.after(teacher, "poll.open", { poll_id: 1 });
    expect(read(room, "list", ann)).toMatchObject([{ question: "The capital of Korea?", status: "open" }]);
  });

  test("and opened with the same command, which closes the poll that is open", () => {
    const room = opened(capital);
    expect(types(room.do(teacher, "poll.create", { ...capital, open: true, seconds: 30 }))).toEqual([
      "poll.created",
      "poll.closed",
      "poll.opened",
    ]);
    expect(read(room, "list", ann).map(({ poll_id, status }) => [poll_id, status])).toEqual([
      [2, "open"],
      [1, "closed"],
    ]);
  });

  test("100 times in a session, and again once one is removed", () => {
    const room = paperRoom();
    for (let n = 0; n < 100; n += 1) room.after(teacher, "poll.create", capital);
    expect(room.do(teacher, "poll.create", capital)).toBe("too_many_polls");
    room.after(teacher, "poll.remove", { poll_id: 7 });
    expect(room.do(teacher, "poll.create", capital)).toMatchObject({ result: { poll_id: 101 } });
  });
});

describe("a vote", () => {
  const rank = { ...capital, kind: "rank" };
  const several = { ...capital, max_choices: 2 };
  const scale = { kind: "scale", question: "How fast?", scale: { min: 1, max: 5 }, results: "live" };
  const words = { kind: "words", question: "One word?", max_choices: 2, results: "live" };
  const number = { kind: "number", question: "7 x 8?", results: "live" };
  const table: [string, object, object, string][] = [
    ["names an option", capital, { choices: [2] }, "ok"],
    ["names as many as the poll allows", several, { choices: [3, 1] }, "ok"],
    ["not more", several, { choices: [1, 2, 3] }, "does_not_fit"],
    ["not one twice", several, { choices: [1, 1] }, "does_not_fit"],
    ["not one that does not exist", capital, { choices: [4] }, "does_not_fit"],
    ["not none", capital, { choices: [] }, "does_not_fit"],
    ["not of another kind", capital, { value: 2 }, "does_not_fit"],
    ["ranks all options", rank, { ranking: [3, 1, 2] }, "ok"],
    ["not some of them", rank, { ranking: [3, 1] }, "does_not_fit"],
    ["is a value of the scale", scale, { value: 5 }, "ok"],
    ["not beyond it", scale, { value: 6 }, "does_not_fit"],
    ["not between two of them", scale, { value: 2.5 }, "does_not_fit"],
    ["has words", words, { words: ["fun", "hard"] }, "ok"],
    ["not too many", words, { words: ["fun", "hard", "long"] }, "does_not_fit"],
    ["one word in two spellings is one", words, { words: ["Fun", "fun", "hard"] }, "ok"],
    ["not nothing", words, { words: [" "] }, "does_not_fit"],
    ["is any number", number, { value: -1.5 }, "ok"],
    ["not without one", number, {}, "does_not_fit"],
  ];
  test.each(table)("%s", (_, poll, input, expected) => {
    const came = opened(poll).do(ann, "poll.vote", vote(input));
    expect(types(came)).toEqual(expected === "ok" ? ["poll.voted"] : expected);
  });

  test("V1 replaces the same person's earlier vote, and each person has one", () => {
    const room = opened(capital)
      .after(ann, "poll.vote", vote({ choices: [1] }))
      .after(bob, "poll.vote", vote({ choices: [2] }));
    room.after(ann, "poll.vote", vote({ choices: [2] }));
    expect(read(room, "list", teacher)[0].counted).toEqual({
      votes: 2,
      counts: [
        { of: 1, count: 0 },
        { of: 2, count: 2 },
        { of: 3, count: 0 },
      ],
      mean: null,
    });
  });

  test("V1 is final in a quiz", () => {
    const room = opened(quiz).after(ann, "poll.vote", vote({ choices: [1] }));
    expect(room.do(ann, "poll.vote", vote({ choices: [2] }))).toBe("vote_final");
  });

  test("is refused before the poll is open, after it is closed and after its time", () => {
    const room = paperRoom().after(teacher, "poll.create", { ...capital, seconds: 30 });
    room.after(teacher, "poll.open", { poll_id: 1 });
    room.clock.now = at + 29_999;
    room.after(ann, "poll.vote", vote({ choices: [1] }));
    room.clock.now = at + 30_000;
    expect(room.do(bob, "poll.vote", vote({ choices: [1] }))).toBe("poll_closed");
    room.after(teacher, "poll.close", { poll_id: 1 });
    expect(room.do(bob, "poll.vote", vote({ choices: [1] }))).toBe("poll_closed");
  });

  test("is not the teacher's to give", () => {
    expect(opened(capital).do(teacher, "poll.vote", vote({ choices: [1] }))).toBe("not_allowed");
  });
});

describe("votes are counted", () => {
  test("a ranking by its Borda count: of three options the first gets 2 points, the second 1", () => {
    const room = opened({ ...capital, kind: "rank" });
    room.after(ann, "poll.vote", vote({ ranking: [3, 1, 2] })).after(bob, "poll.vote", vote({ ranking: [3, 2, 1] }));
    expect(read(room, "list", teacher)[0].counted.counts.map(({ count }: any) => count)).toEqual([1, 1, 4]);
  });

  test("words by the spelling that came first, the most frequent first", () => {
    const room = opened({ kind: "words", question: "One word?", results: "live" });
    room.after(ann, "poll.vote", vote({ words: ["hard", "Fun"] })).after(bob, "poll.vote", vote({ words: ["FUN"] }));
    expect(read(room, "list", ann)[0].counted.counts).toEqual([
      { of: "Fun", count: 2 },
      { of: "hard", count: 1 },
    ]);
  });

  test("values in their order, with their mean", () => {
    const room = opened({ kind: "number", question: "7 x 8?", results: "live" });
    room.after(ann, "poll.vote", vote({ value: 56 })).after(bob, "poll.vote", vote({ value: 54 }));
    expect(read(room, "list", teacher)[0].counted).toEqual({
      votes: 2,
      counts: [
        { of: 54, count: 1 },
        { of: 56, count: 1 },
      ],
      mean: 55,
    });
  });
});

test("V2 no student and no projector receives the solution before the poll is revealed", () => {
  const room = paperRoom();
  const came = [
    room.do(teacher, "poll.create", { ...quiz, open: true }),
    room.do(ann, "poll.vote", vote({ choices: [2] })),
    room.do(teacher, "poll.close", { poll_id: 1 }),
  ];
  const events = came.flatMap((one) => (typeof one === "string" ? [] : one.emitted));
  const toStudents = events.filter(({ type, data }) =>
    audienceOf({ type, data, actor: ann.id }, room.state).roles.includes("STUDENT"),
  );
  expect(toStudents.map(({ type }) => type)).toEqual(["poll.opened", "poll.closed"]);
  const projected = () => feature.projector.read({ state: room.state.polls, room: room.state });
  expect(JSON.stringify(toStudents)).not.toContain("correct");
  const hidden = { correct: null, answer: null };
  expect([read(room, "list", ann)[0], projected()]).toMatchObject([{ ...hidden, points_won: null }, hidden]);
  room.after(teacher, "poll.reveal", { poll_id: 1 });
  expect([read(room, "list", ann)[0], projected()]).toMatchObject([
    { correct: [2], points_won: 100 },
    { correct: [2] },
  ]);
});

describe("students see the results", () => {
  const stages = ["open", "closed", "revealed"] as const;
  const table: [string, boolean[]][] = [
    ["live", [true, true, true]],
    ["closed", [false, true, true]],
    ["hidden", [false, false, true]],
  ];
  test.each(table)("of a poll with results %s", (results, expected) => {
    const room = opened({ ...capital, results }).after(ann, "poll.vote", vote({ choices: [1] }));
    const seen = stages.map((stage) => {
      if (stage === "closed") room.after(teacher, "poll.close", { poll_id: 1 });
      if (stage === "revealed") room.after(teacher, "poll.reveal", { poll_id: 1 });
      const [mine] = read(room, "list", bob);
      expect(mine.correct).toEqual(stage === "revealed" ? [2] : null);
      return mine.counted !== null;
    });
    expect(seen).toEqual(expected);
  });

  test("as events only then, and nobody but the voter receives a vote", () => {
    const room = opened({ ...capital, results: "hidden" });
    const voted = { type: "poll.voted", data: { poll_id: 1 }, actor: ann.id };
    expect(audienceOf(voted, room.state)).toEqual({ roles: [], and: ann.id });
    const counted = { type: "poll.counted", data: { poll_id: 1 }, actor: null };
    expect(audienceOf(counted, room.state)).toMatchObject({ roles: ["INSTRUCTOR"] });
    room.after(ann, "poll.vote", vote({ choices: [1] }));
    const closed = room.do(teacher, "poll.close", { poll_id: 1 });
    expect(closed).toMatchObject({ emitted: [{ type: "poll.closed", data: { poll_id: 1, results: null } }] });
  });
});

describe("the teacher", () => {
  test("opens one poll at a time: opening another closes the first", () => {
    const room = opened(capital).after(teacher, "poll.create", capital);
    expect(types(room.do(teacher, "poll.open", { poll_id: 2 }))).toEqual(["poll.closed", "poll.opened"]);
    expect(read(room, "list", teacher).map(({ status }) => status)).toEqual(["open", "closed"]);
  });

  test("may open a poll again, but not a quiz, whose results students may have seen", () => {
    const again = (poll: object) =>
      opened(poll).after(teacher, "poll.close", { poll_id: 1 }).do(teacher, "poll.open", { poll_id: 1 });
    expect([types(again(capital)), types(again(quiz))]).toEqual([["poll.opened"], "poll_wrong_status"]);
  });

  test("sees who voted what only in a poll with names", () => {
    const room = opened({ ...capital, named: true }).after(ann, "poll.vote", vote({ choices: [3] }));
    expect(read(room, "votes", teacher, { poll_id: 1 })).toEqual([
      { participant_id: ann.id, nickname: "Ann", at: time, choices: [3], value: null, words: null, ranking: null },
    ]);
    expect(() => read(opened(capital), "votes", teacher, { poll_id: 1 })).toThrow("Your role may not do this.");
  });

  test("ends a poll with the class", () => {
    const room = opened(capital).after(teacher, "session.end");
    expect(read(room, "list", teacher)[0].status).toBe("closed");
  });
});

describe("the time of a poll", () => {
  test("closes it by itself, once", () => {
    const room = opened({ ...capital, seconds: 30 });
    expect(feature.due({ state: room.state.polls })).toBe(at + 30_000);
    room.clock.now = at + 30_000;
    expect(room.moment(teacher, "due").map(({ type }) => type)).toEqual(["poll.closed"]);
    expect(feature.due({ state: room.state.polls })).toBeUndefined();
    expect(room.moment(teacher, "due")).toEqual([]);
  });
});

describe("a quiz", () => {
  /** Ann answers at once, Bob after half of the time; both are right. */
  function played(poll: object) {
    const room = opened({ ...quiz, seconds: 20, ...poll }).after(ann, "poll.vote", vote({ choices: [2] }));
    room.clock.now = at + 10_000;
    return room.after(bob, "poll.vote", vote({ choices: [2] }));
  }
  const standings = (room: Paper, viewer = teacher) =>
    read(room, "standings", viewer).map(({ nickname, points, place }) => [nickname, points, place]);

  test("gives its points to those who are right, when it is revealed", () => {
    const room = opened(quiz)
      .after(ann, "poll.vote", vote({ choices: [2] }))
      .after(bob, "poll.vote", vote({ choices: [1] }));
    expect(standings(room)).toEqual([]);
    room.after(teacher, "poll.reveal", { poll_id: 1 });
    expect(standings(room)).toEqual([
      ["Ann", 100, 1],
      ["Bob", 0, 2],
    ]);
    expect([read(room, "list", ann)[0].points_won, read(room, "list", bob)[0].points_won]).toEqual([100, 0]);
  });

  test("gives more for a fast answer only if the teacher wants that", () => {
    expect(standings(played({}).after(teacher, "poll.reveal", { poll_id: 1 }))).toEqual([
      ["Ann", 100, 1],
      ["Bob", 100, 1],
    ]);
    expect(standings(played({ speed_bonus: true }).after(teacher, "poll.reveal", { poll_id: 1 }))).toEqual([
      ["Ann", 100, 1],
      ["Bob", 75, 2],
    ]);
  });

  test("requires all right options and none besides", () => {
    const options = [{ text: "2", correct: true }, { text: "3", correct: true }, { text: "4" }];
    const room = opened({ ...quiz, options, max_choices: 3 });
    room.after(ann, "poll.vote", vote({ choices: [2, 1] })).after(bob, "poll.vote", vote({ choices: [1, 2, 3] }));
    expect(standings(room.after(teacher, "poll.reveal", { poll_id: 1 })).map(([, points]) => points)).toEqual([100, 0]);
  });

  test("accepts a number within its tolerance", () => {
    const pi = {
      kind: "number",
      question: "Pi?",
      answer: { value: 3.14, tolerance: 0.01 },
      points: 10,
      results: "hidden",
    };
    const room = opened(pi)
      .after(ann, "poll.vote", vote({ value: 3.13 }))
      .after(bob, "poll.vote", vote({ value: 3 }));
    expect(standings(room.after(teacher, "poll.reveal", { poll_id: 1 })).map(([, points]) => points)).toEqual([10, 0]);
  });

  test("shows students their own points, and the first three if the class has a podium", () => {
    const room = played({ speed_bonus: true }).after(teacher, "poll.reveal", { poll_id: 1 });
    expect(standings(room, bob)).toEqual([["Bob", 75, 2]]);
    room.moment(teacher, "updated", {
      change: { settings: { ...room.state.session.record?.settings, podium: true } as any },
    });
    expect(standings(room, bob).length).toBe(2);
  });

  test("does not rank people who were removed", () => {
    const room = played({ speed_bonus: true }).after(teacher, "poll.reveal", { poll_id: 1 });
    room.after(teacher, "participant.remove", { participant_id: ann.id });
    expect(standings(room)).toEqual([["Bob", 75, 1]]);
  });

  test("that is removed takes its points with it", () => {
    const room = played({}).after(teacher, "poll.reveal", { poll_id: 1 }).after(teacher, "poll.remove", { poll_id: 1 });
    expect(standings(room).map(([, points]) => points)).toEqual([0, 0]);
  });
});
