/**
 * Where a student is in a student-paced class. The server and the pages apply the same rule. Without schemas, so that pages
 * can import it without zod. Times are in milliseconds since 1970.
 */

interface Step {
  readonly id: number;
  readonly order_index: number;
}

/** The step that a student opened, or that the teacher brought everybody to, and when. */
export interface OpenedStep {
  readonly subtask_id: number;
  readonly at: number;
}

/** What is known of a student. */
export interface Pacing<S extends Step> {
  readonly all: readonly S[];
  /** The student's reports, by step id. */
  readonly reports: ReadonlyMap<number, { readonly status: string; readonly at: number }> | undefined;
  /** The step that they opened last. */
  readonly opened: OpenedStep | undefined;
  /** The step that the teacher brought everybody to last; students who join later start there. */
  readonly brought: OpenedStep | undefined;
  /** Whether students wait at this step until the gate opens. */
  readonly isGated: (subtask_id: number) => boolean;
}

/** A student's own position. */
export interface PacedPosition<S extends Step> {
  /** Undefined if the lesson has no steps. */
  readonly step: S | undefined;
  /** They have completed the step and wait there until its gate opens. */
  readonly atGate: boolean;
  /** They have completed the last step. */
  readonly finished: boolean;
}

/**
 * Computes a student's position: the step of the last thing they did, or that the teacher brought everybody to after
 * that. A student who has completed it is on the next one, unless they wait at a gate.
 */
export function pacedPositionOf<S extends Step>({
  all,
  reports,
  opened,
  brought,
  isGated,
}: Pacing<S>): PacedPosition<S> {
  let last: { readonly subtask_id: number; readonly at: number; readonly completed: boolean } | undefined;
  for (const { id } of all) {
    const report = reports?.get(id);
    if (report && (!last || report.at >= last.at)) {
      last = { subtask_id: id, at: report.at, completed: report.status === "completed" };
    }
  }
  for (const step of [opened, brought]) {
    // In the same millisecond, a student opens a step before they report on it.
    const isLater =
      step && (!last || step.at > last.at || (step.at === last.at && step.subtask_id !== last.subtask_id));
    if (isLater) last = { ...step, completed: false };
  }
  const index = Math.max(
    0,
    all.findIndex(({ id }) => id === last?.subtask_id),
  );
  const step = all[index];
  const completed = last?.completed === true && step?.id === last.subtask_id;
  if (!step || !completed) return { step, atGate: false, finished: false };
  if (isGated(step.id)) return { step, atGate: true, finished: false };
  const next = all[index + 1];
  return { step: next ?? step, atGate: false, finished: next === undefined };
}
