/** What differs between two versions of a lesson. Pure. */
import { areSamePolls } from "../../domain/quiz/poll-text.ts";
import type { PreparedPollInput } from "../../domain/quiz/prepared-poll.ts";
import { type Draft, isWritten } from "./draft.ts";

/** A step of one version; `n` is its number. */
export interface NumberedStep {
  readonly n: number;
  readonly title: string;
  readonly guide: string;
  readonly polls: readonly PreparedPollInput[];
  readonly isMarkdown: boolean;
}

/** A step that differs; a version that does not have it has `undefined`. */
export interface Difference {
  readonly mine: NumberedStep | undefined;
  readonly other: NumberedStep | undefined;
}

/** Returns the steps that differ in text or place, in the order of `mine`; steps that only `other` has come last. */
export function differences(mine: Draft, other: Draft): Difference[] {
  const [written, others] = [numbered(mine), numbered(other)];
  const byId = new Map(others.map((step) => [step.id, step]));
  const pairs = written.map((step) => ({ mine: step, other: step.id === undefined ? undefined : byId.get(step.id) }));
  const known = new Set(written.map(({ id }) => id));
  const missing = others.filter(({ id }) => !known.has(id)).map((step) => ({ mine: undefined, other: step }));
  return [...pairs, ...missing].filter(
    ({ mine, other }) =>
      mine?.n !== other?.n ||
      mine?.title !== other?.title ||
      mine?.guide !== other?.guide ||
      !areSamePolls(mine?.polls ?? [], other?.polls ?? []),
  );
}

const numbered = ({ steps }: Draft) =>
  steps.filter(isWritten).map(({ id, title, guide, isMarkdown, polls }, at) => ({
    id,
    n: at + 1,
    title: title.trim(),
    guide,
    isMarkdown,
    polls,
  }));
