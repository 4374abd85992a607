/** The figures of a class by which two classes of one lesson are compared. Pure. */
import type { ItemOf } from "../features/index.ts";
import type { Session } from "../features/whole-session.ts";
import type { Report } from "./api.ts";
import { doneByName, durationMs, isCounted } from "./report-figures.ts";

/** One step of a class. Times in milliseconds. */
export interface StepFigures {
  readonly id: number;
  readonly title: string;
  readonly ms: number;
  readonly completed: number;
  readonly help: number;
  /** How often students pressed *hard* in the minutes of this step. */
  readonly hard: number;
}

export interface ClassFigures {
  readonly students: number;
  readonly ms: number;
  /** How many students did every step. */
  readonly finished: number;
  readonly help: number;
  /** The median time until a call for help was resolved; undefined if none was. */
  readonly waitMs: number | undefined;
  readonly questions: number;
  /** The share of *hard* among all presses; undefined without presses. */
  readonly hardShare: number | undefined;
  readonly steps: readonly StepFigures[];
}

type Control = Pick<ItemOf<"steps.controls">, "action" | "subtask" | "created_at">;

/** What the figures are computed from; `controls` are oldest first. */
export interface ClassData {
  readonly session: Session;
  readonly report: Report;
  readonly controls: readonly Control[];
}

/** A stretch of time in which the class was on a step, in milliseconds since 1970. */
interface Stretch {
  readonly step: number;
  readonly from: number;
  readonly to: number;
}

/** Returns when the class was on which step. Pauses, and the time between an end and a reopening, do not count. */
export function stretchesOf(controls: readonly Control[], end: number): Stretch[] {
  const stretches: Stretch[] = [];
  let step: number | undefined;
  let from: number | undefined;
  const close = (to: number) => {
    if (step !== undefined && from !== undefined) stretches.push({ step, from, to });
    from = undefined;
  };
  for (const { action, subtask, created_at } of controls) {
    const at = Date.parse(created_at);
    if (action === "START_STEP") {
      close(at);
      step = subtask?.id;
      from = at;
    } else if (action === "RESUME") from ??= at;
    else close(at);
  }
  close(end);
  return stretches;
}

const minuteMs = 60_000;

export function toFigures({ session, report, controls }: ClassData): ClassFigures {
  const { attendance = [], help = [], feedback = [], questions = [], breaks } = report;
  const students = attendance.filter((row) => row.role === "STUDENT" && isCounted(row));
  const end = Date.parse(session.ended_at ?? report.made_at);
  const stretches = stretchesOf(controls, end);
  const presses = sum(feedback.map(({ ok, hard }) => ok + hard));
  const steps = (session.lesson?.subtasks ?? []).map(({ id, title, order_index }) => {
    const own = stretches.filter(({ step }) => step === id);
    // A minute belongs to the step that the class was on in its middle.
    const isOwn = (at: string) => {
      const middle = Date.parse(at) + minuteMs / 2;
      return own.some(({ from, to }) => from <= middle && middle < to);
    };
    return {
      id,
      title,
      ms: sum(own.map(({ from, to }) => to - from)),
      completed: report.steps?.find(({ step }) => step === order_index)?.completed ?? 0,
      help: help.filter(({ step }) => step === order_index).length,
      hard: sum(feedback.map(({ at, hard }) => (isOwn(at) ? hard : 0))),
    };
  });
  return {
    students: students.length,
    ms: durationMs(session, { breaks, until: report.made_at }),
    finished: steps.length > 0 ? Array.from(doneByName(report).values()).filter((n) => n === steps.length).length : 0,
    help: help.length,
    waitMs: median(
      help.flatMap(({ created_at, resolved_at }) =>
        resolved_at === null ? [] : [Date.parse(resolved_at) - Date.parse(created_at)],
      ),
    ),
    questions: questions.length,
    hardShare: presses === 0 ? undefined : sum(feedback.map(({ hard }) => hard)) / presses,
    steps,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);

function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : meanOf(sorted[middle - 1], sorted[middle]);
}

const meanOf = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : (a + b) / 2;

/** A step of two classes: those of the first one in their order, then steps that only the second one has. */
export interface ComparedStep {
  readonly title: string;
  readonly figures: readonly [StepFigures | undefined, StepFigures | undefined];
}

/** Pairs the steps of two classes by id. */
export function compareSteps(a: ClassFigures, b: ClassFigures): ComparedStep[] {
  const others = new Map(b.steps.map((step) => [step.id, step]));
  const known = new Set(a.steps.map(({ id }) => id));
  return [
    ...a.steps.map((step): ComparedStep => ({ title: step.title, figures: [step, others.get(step.id)] })),
    ...b.steps
      .filter(({ id }) => !known.has(id))
      .map((step): ComparedStep => ({ title: step.title, figures: [undefined, step] })),
  ];
}
