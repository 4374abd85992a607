import { expect, test } from "bun:test";
import type { Report } from "../../src/client/api.ts";
import { compareSteps, stretchesOf, toFigures } from "../../src/client/comparison.ts";
import type { Session } from "../../src/features/whole-session.ts";
import { record, steps } from "../support/rules.ts";

const at = (minute: number) => new Date(Date.parse("2026-03-02T08:00:00Z") + minute * 60_000).toISOString();
const start = (minute: number, step: number) =>
  ({ action: "START_STEP", subtask: steps[step - 1] ?? null, created_at: at(minute) }) as const;
const did = (action: "PAUSE" | "RESUME" | "END_STEP", minute: number) =>
  ({ action, subtask: null, created_at: at(minute) }) as const;
const person = (name: string, status: string, role = "STUDENT") => ({ name, status, role });
const minutes = (all: ReturnType<typeof stretchesOf>) =>
  all.map(({ step, from, to }) => [step, (from - Date.parse(at(0))) / 60_000, (to - Date.parse(at(0))) / 60_000]);

test("pauses, and the time between an end and a reopening, count for no step", () => {
  const controls = [
    start(0, 1),
    did("PAUSE", 5),
    did("RESUME", 9),
    start(10, 2),
    did("END_STEP", 15),
    did("RESUME", 60),
    did("END_STEP", 62),
  ];
  expect(minutes(stretchesOf(controls, Date.parse(at(99))))).toEqual([
    [11, 0, 5],
    [11, 9, 10],
    [12, 10, 15],
    [12, 60, 62],
  ]);
  expect(minutes(stretchesOf([start(0, 1)], Date.parse(at(3))))).toEqual([[11, 0, 3]]);
  expect(stretchesOf([did("PAUSE", 0), did("RESUME", 1)], 0)).toEqual([]);
});

test("the figures of a class are those of its report, without removed people", () => {
  const session = { ...record, started_at: at(0), ended_at: at(30), join_url: "" } as Session;
  const done = (name: string, step: number, status = "completed") => ({ name, step, status, note: null, at: at(1) });
  const report = {
    session,
    breaks: [{ from: at(10), to: at(20) }],
    made_at: at(40),
    attendance: [
      person("Kim", "ACTIVE", "INSTRUCTOR"),
      person("Ann", "ACTIVE"),
      person("Bob", "COMPLETED"),
      person("Eve", "REMOVED"),
    ],
    steps: [
      { step: 1, title: "Open", completed: 2, failed: 0 },
      { step: 2, title: "Choose", completed: 1, failed: 0 },
      { step: 3, title: "Save", completed: 1, failed: 0 },
    ],
    progress: [1, 2, 3].flatMap((step) => [
      done("Bob", step),
      done("Eve", step),
      done("Ann", step, step === 1 ? "completed" : "failed"),
    ]),
    help: [
      { name: "Ann", step: 1, message: "", created_at: at(1), resolved_at: at(2) },
      { name: "Ann", step: 1, message: "", created_at: at(3), resolved_at: at(6) },
      { name: "Bob", step: 2, message: "", created_at: at(7), resolved_at: null },
    ],
    feedback: [
      { at: at(1), ok: 1, hard: 2 },
      { at: at(6), ok: 1, hard: 1 },
    ],
    questions: [{}],
  } as unknown as Report;
  const figures = toFigures({ session, report, controls: [start(0, 1), start(5, 2), did("END_STEP", 10)] });
  expect(figures).toMatchObject({
    students: 2,
    ms: 20 * 60_000,
    finished: 1,
    help: 3,
    waitMs: 2 * 60_000,
    questions: 1,
    hardShare: 0.6,
    steps: [
      { id: 11, ms: 300_000, completed: 2, help: 2, hard: 2 },
      { id: 12, ms: 300_000, completed: 1, help: 1, hard: 1 },
      { id: 13, ms: 0, completed: 1, help: 0, hard: 0 },
    ],
  });
});

test("the steps of two classes are paired by id, also if the lesson was changed in between", () => {
  const step = (id: number, title: string) => ({ id, title, ms: 0, completed: 0, help: 0, hard: 0 });
  const figures = (...all: ReturnType<typeof step>[]) => ({ steps: all }) as never;
  const [a, b] = [figures(step(1, "One"), step(2, "Two")), figures(step(3, "New"), step(1, "One, again"))];
  expect(compareSteps(a, b).map(({ title, figures }) => [title, ...figures.map((one) => one?.title)])).toEqual([
    ["One", "One", "One, again"],
    ["Two", "Two", undefined],
    ["New", undefined, "New"],
  ]);
});
