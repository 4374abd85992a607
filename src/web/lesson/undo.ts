/** The undo history of the lesson editor: earlier drafts, one for each edit. Pure. */
import type { Draft } from "./draft.ts";

export interface History {
  /** The drafts before each edit, oldest first. */
  readonly drafts: readonly Draft[];
  /** The field of the last edit, or `undefined` if that edit added, moved or removed steps. */
  readonly field: string | undefined;
}

export const emptyHistory: History = { drafts: [], field: undefined };

/** How many edits can be undone. */
const maxEdits = 100;

/** Adds an edit. Successive changes of one field are one edit. */
export function withEdit(history: History, before: Draft, after: Draft): History {
  const field = changedField(before, after);
  if (field !== undefined && field === history.field) return history;
  return { drafts: [...history.drafts, before].slice(-maxEdits), field };
}

/** The draft before the last edit, and the history without it; `undefined` if there is no edit. */
export function undoEdit({ drafts }: History): { draft: Draft; history: History } | undefined {
  const draft = drafts.at(-1);
  return draft && { draft, history: { drafts: drafts.slice(0, -1), field: undefined } };
}

function changedField(before: Draft, after: Draft): string | undefined {
  if (before.title !== after.title) return "title";
  if (before.steps.length !== after.steps.length) return undefined;
  const changed = after.steps.filter((step, at) => step !== before.steps[at]);
  const [step] = changed;
  if (!step || changed.length > 1) return undefined;
  const old = before.steps.find(({ key }) => key === step.key);
  if (old?.polls !== step.polls) return undefined;
  return old && `${step.key} ${old.title === step.title ? "guide" : "title"}`;
}
