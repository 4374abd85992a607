/** A control chart as a question to the class. */
import { describe, expect, test } from "bun:test";
import { isRightReading } from "../../src/domain/quiz/chart-flags.ts";
import { type ChartQuestion, solutionOf } from "../../src/domain/quiz/chart-question.ts";
import { features } from "../../src/features/index.ts";
import { audienceOf } from "../../src/live/rule.ts";
import { ann, bob, type Paper, paperRoom, teacher } from "../support/rules.ts";

const feature = features.find(({ name }) => name === "polls") as any;
const read = (room: Paper, viewer: typeof ann) =>
  Array.from(
    feature.views.list.read({ state: room.state.polls, room: room.state, viewer, query: {}, at: room.clock.now }),
  ) as any[];

const lines = { center: 0, ucl: 3, lcl: -3, first: 11, rules: [null, 1, 2] as const };
const calm = [0.1, -0.2, 0.3, -0.1, 0.2];
const chart = (values: readonly number[]): ChartQuestion => ({ ...lines, values });
const options = [{ text: "In control" }, { text: "Beyond a limit" }, { text: "9 on one side" }];
const question = (values: readonly number[], more: object = {}) => ({
  kind: "choice",
  question: "Is it in control?",
  options,
  results: "hidden",
  open: true,
  chart: chart(values),
  ...more,
});
const nine = Array(9).fill(0.5);

describe("what is right is what the rules flag", () => {
  const table: [string, number[], number[], object[]][] = [
    ["in control", calm, [1], []],
    ["a point beyond a limit", [...calm, 3.5, 0.1], [2], [{ from: 16, to: 16, options: [2] }]],
    ["nine on one side", [-1, ...nine, -1], [3], [{ from: 12, to: 20, options: [3] }]],
    [
      "several",
      [-1, ...nine, -4],
      [2, 3],
      [
        { from: 12, to: 20, options: [3] },
        { from: 21, to: 21, options: [2] },
      ],
    ],
  ];
  test.each(table)("%s", (_, values, correct, flags) => {
    expect(solutionOf(chart(values))).toEqual({ correct, flags } as never);
    const room = paperRoom().after(teacher, "poll.create", question(values));
    expect(read(room, teacher)[0]).toMatchObject({ correct, flags, max_choices: 1 });
  });
});

describe("a reading is right", () => {
  const solution = solutionOf(chart([-1, ...nine, -1]));
  const table: [string, number | null, number | null, boolean][] = [
    ["with the rule and the last point of its pattern", 3, 20, true],
    ["with another point of the pattern", 3, 12, true],
    ["not with a point outside of it", 3, 11, false],
    ["not without a point", 3, null, false],
    ["not with another rule", 2, 20, false],
    ["not as in control", 1, null, false],
    ["not without an answer", null, null, false],
  ];
  test.each(table)("%s", (_, choice, value, right) => {
    expect(isRightReading(solution, { choices: choice === null ? null : [choice], value })).toBe(right);
  });

  test("as in control without a point, if it is", () => {
    expect(isRightReading(solutionOf(chart(calm)), { choices: [1], value: null })).toBe(true);
  });
});

test("votes are counted by rule and by point; a vote that it is in control has no point", () => {
  const room = paperRoom().after(teacher, "poll.create", question([...calm, 3.5]));
  room.after(ann, "poll.vote", { poll_id: 1, choices: [2], value: 16 });
  room.after(bob, "poll.vote", { poll_id: 1, choices: [2], value: 15 });
  const counted = () => read(room, teacher)[0].counted;
  const points = (...all: [number, number][]) => all.map(([point, count]) => ({ point, count }));
  expect(counted()).toMatchObject({
    votes: 2,
    points: points([15, 1], [16, 1]),
    counts: [{}, { of: 2, count: 2 }, {}],
  });
  room.after(bob, "poll.vote", { poll_id: 1, choices: [2], value: 16 });
  expect(counted().points).toEqual(points([16, 2]));
  room.after(bob, "poll.vote", { poll_id: 1, choices: [1], value: 16 });
  expect(read(room, bob)[0].vote).toMatchObject({ choices: [1], value: null });
  expect(counted()).toMatchObject({ votes: 2, points: points([16, 1]) });
  for (const value of [10, 17, 15.5]) {
    expect(room.do(bob, "poll.vote", { poll_id: 1, choices: [2], value })).toBe("does_not_fit");
  }
});

describe("a chart is rejected", () => {
  const table: [string, object][] = [
    ["without limits that differ", { chart: { ...chart(calm), ucl: 0 } }],
    ["without an option for each rule", { options: options.slice(1) }],
    ["without an option that it is in control", { chart: { ...chart(calm), rules: [1, 2, 3] } }],
    ["with too many points", { chart: chart(Array(101).fill(0)) }],
    ["in a poll of another kind", { kind: "rank" }],
  ];
  test.each(table)("%s", (_, more) => {
    expect(paperRoom().do(teacher, "poll.create", question(calm, more))).toBe("does_not_fit");
  });
});

test("V2 no student and no projector receives what the rules flag before it is revealed", () => {
  const room = paperRoom();
  const came = [
    room.do(teacher, "poll.create", question([...calm, 3.5])),
    room.do(ann, "poll.vote", { poll_id: 1, choices: [2], value: 16 }),
    room.do(teacher, "poll.close", { poll_id: 1 }),
  ];
  const toStudents = came
    .flatMap((one) => (typeof one === "string" ? [] : one.emitted))
    .filter(({ type, data }) => audienceOf({ type, data, actor: bob.id }, room.state).roles.includes("STUDENT"));
  const projected = () => feature.projector.read({ state: room.state.polls, room: room.state });
  expect(toStudents.map(({ type }) => type)).toEqual(["poll.opened", "poll.closed"]);
  // The chart itself is shown.
  expect(toStudents[0]?.data).toMatchObject({ chart: { values: [...calm, 3.5] } });
  for (const seen of [toStudents, read(room, bob), projected()]) {
    expect(JSON.stringify(seen)).not.toMatch(/"flags"|"points":\[|"correct":\[/);
  }
  room.after(teacher, "poll.reveal", { poll_id: 1 });
  for (const seen of [read(room, bob)[0], projected()]) {
    expect(seen).toMatchObject({ correct: [2], flags: [{ from: 16, to: 16, options: [2] }] });
    expect(seen.counted.points).toEqual([{ point: 16, count: 1 }]);
  }
});
