/** The report's tables as the page reads them. A class that does not use a feature has no table of it. */
import type { Report } from "../../client/api.ts";

export interface Attendance {
  readonly name: string;
  readonly role: "INSTRUCTOR" | "STUDENT";
  readonly status: string;
  readonly joined_at: string;
  readonly first_seen_at: string | null;
  readonly last_seen_at: string | null;
  readonly minutes: number;
}
export interface StepRow {
  readonly step: number;
  readonly title: string;
  readonly completed: number;
  readonly failed: number;
}
export interface ProgressRow {
  readonly name: string;
  readonly step: number | null;
  readonly status: string;
  readonly note: string | null;
  readonly at: string;
}
export interface HelpRow {
  readonly name: string;
  readonly step: number | null;
  readonly message: string | null;
  readonly created_at: string;
  readonly resolved_at: string | null;
}
export interface MoodRow {
  readonly at: string;
  readonly ok: number;
  readonly hard: number;
}
export interface ImportantRow {
  readonly at: string;
  readonly note: string | null;
  readonly capture_url: string | null;
}
export interface QuestionRow {
  readonly question: number;
  readonly name: string;
  readonly text: string;
  readonly likes: number;
  readonly status: "open" | "answered" | "hidden";
  readonly answer: string | null;
  readonly asked_at: string;
}
export interface MessageRow {
  readonly name: string;
  readonly content: string;
  readonly sent_at: string;
}

export interface PracticeRow {
  readonly name: string;
  readonly started_at: string;
  /** Active ones. */
  readonly minutes: number;
  readonly changes: number;
  readonly changes_per_minute: number | null;
  /** The pair of a one-minute exercise, and how often one of it was landed on. */
  readonly exercise: string | null;
  readonly landings: number | null;
}

interface Tables {
  readonly attendance: readonly Attendance[];
  readonly steps: readonly StepRow[];
  readonly progress: readonly ProgressRow[];
  readonly help: readonly HelpRow[];
  readonly feedback: readonly MoodRow[];
  readonly important: readonly ImportantRow[];
  readonly questions: readonly QuestionRow[];
  readonly messages: readonly MessageRow[];
  readonly practice: readonly PracticeRow[];
}

/** A report's table; undefined where the class has none of this name. */
export const table = <K extends keyof Tables>(report: Report, name: K): Tables[K] | undefined =>
  report[name] as Tables[K] | undefined;

/** Whoever was removed is listed, but counts in no number, as in the room. */
export const isCounted = ({ status }: Attendance): boolean => status !== "REMOVED";

/**
 * How many steps each student did, by name. The report tells people apart by name alone: whoever shares theirs or was
 * removed is not in it.
 */
export function doneByName(report: Report): ReadonlyMap<string, number> {
  const students = (table(report, "attendance") ?? []).filter(({ role }) => role === "STUDENT");
  const names = Map.groupBy(students, ({ name }) => name);
  const done = new Map<string, number>();
  for (const [name, shared] of names) if (shared.length === 1 && shared.every(isCounted)) done.set(name, 0);
  for (const { name, step, status } of table(report, "progress") ?? []) {
    const before = done.get(name);
    if (before !== undefined && step !== null && status === "completed") done.set(name, before + 1);
  }
  return done;
}
