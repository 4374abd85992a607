/**
 * How many students have completed each step, and how many of these are away: counted as they report, come and leave, because
 * a projector reads them several times a second.
 */
export interface StepCounts {
  /** By the step's id, without people who were removed. */
  readonly done: Map<number, number>;
  readonly doneAway: Map<number, number>;
  /** The participants who are connected, and those who were removed. */
  readonly here: Set<string>;
  readonly removed: Set<string>;
}

/** A person, and the ids of the steps that they have completed. */
interface Person {
  readonly id: string;
  readonly completed: readonly number[];
}

export const noCounts = (): StepCounts => ({
  done: new Map(),
  doneAway: new Map(),
  here: new Set(),
  removed: new Set(),
});

function change(counts: Map<number, number>, steps: readonly number[], by: 1 | -1): void {
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + by);
}

/** A person completed a step that they had not (`by` 1), or reported otherwise on one that they had (-1). */
export function reported(counts: StepCounts, id: string, { step, by }: { step: number; by: 1 | -1 }): void {
  if (counts.removed.has(id)) return;
  change(counts.done, [step], by);
  if (!counts.here.has(id)) change(counts.doneAway, [step], by);
}

export function arrived({ here, removed, doneAway }: StepCounts, { id, completed }: Person): void {
  if (here.has(id)) return;
  here.add(id);
  if (!removed.has(id)) change(doneAway, completed, -1);
}

export function left({ here, removed, doneAway }: StepCounts, { id, completed }: Person): void {
  if (here.delete(id) && !removed.has(id)) change(doneAway, completed, 1);
}

export function leftForEver({ here, removed, done, doneAway }: StepCounts, { id, completed }: Person): void {
  if (removed.has(id)) return;
  removed.add(id);
  change(done, completed, -1);
  if (!here.has(id)) change(doneAway, completed, -1);
}
