/** What the dialogs of files of questions work on. */
import type { PreparedPollInput } from "../../domain/quiz/prepared-poll.ts";

export interface QuizFilesProps {
  /** The title of the exported quiz. */
  readonly title: string;
  readonly polls: readonly PreparedPollInput[];
  /** How many polls can be added. */
  readonly free: number;
  /** Adds polls, in this order. Returns how many were added, and why not more. */
  readonly onImport: (polls: readonly PreparedPollInput[]) => Promise<Imported>;
}

export interface Imported {
  readonly added: number;
  /** What was thrown for the poll after those that were added. */
  readonly problem?: unknown;
}
