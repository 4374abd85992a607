/** What the dialogs of files of questions work on. */
import type { PreparedPollInput } from "../../domain/quiz/prepared-poll.ts";

export interface QuizFilesProps {
  /** The title of the exported quiz. */
  readonly title: string;
  readonly polls: readonly PreparedPollInput[];
  /** Identifies the place among the drafts in this browser: a pasted text is stored until it is imported or cancelled. */
  readonly draft: string;
  /** How many polls can be added. */
  readonly free: number;
  /** Adds polls, in this order. Returns how many were added, and why not more. */
  readonly onImport: (polls: readonly PreparedPollInput[], progress: ImportProgress) => Promise<Imported>;
}

export interface ImportProgress {
  /** Aborted once the dialog is closed: no further poll may be added. */
  readonly signal: AbortSignal;
  /** Called with the number of polls that were added so far. */
  readonly onAdded: (count: number) => void;
}

export interface Imported {
  readonly added: number;
  /** What was thrown for the poll after those that were added. */
  readonly problem?: unknown;
}
