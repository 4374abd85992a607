/** Computes where students of a student-paced class are, for the student's page and the teacher's board alike. */
import { type PacedPosition, pacedPositionOf } from "../domain/pace.ts";
import type { Subtask } from "../domain/session.ts";
import type { Steps } from "./fold/progress.ts";
import type { StudentRoom } from "./fold/student.ts";

/** Returns the student's position. */
export function pacedPosition({ session, progress, pace }: PacedRoom, id: string): PacedPosition<Subtask> {
  return pacedPositionOf({
    all: session.lesson?.subtasks ?? [],
    reports: toReports(progress.get(id)),
    opened: pace.opened.get(id),
    brought: pace.brought,
    isGated: (step) => pace.gates.has(step),
  });
}

type PacedRoom = Pick<StudentRoom, "session" | "progress" | "pace">;
type Reports = ReadonlyMap<number, { readonly status: string; readonly at: number }>;

/** The reports of each student with their times as numbers: a report changes seldom, and the board is computed often. */
const known = new WeakMap<Steps, Reports>();

function toReports(steps: Steps | undefined): Reports | undefined {
  if (!steps) return undefined;
  const reports =
    known.get(steps) ?? new Map(Array.from(steps, ([id, { status, at }]) => [id, { status, at: Date.parse(at) }]));
  known.set(steps, reports);
  return reports;
}
