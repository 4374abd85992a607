/** Figures computed from the report's tables. A feature that the class does not use has no table. */
import type { ReportRow } from "../features/index.ts";
import type { Report } from "./api.ts";

/** Whether a person counts. Removed people are listed but not counted, as in the room. */
export const isCounted = ({ status }: ReportRow<"attendance">): boolean => status !== "REMOVED";

/**
 * Returns the number of steps that each student did, by name. The report identifies people by name only, so people
 * who share a name and removed people are left out.
 */
export function doneByName(report: Report): ReadonlyMap<string, number> {
  const students = (report.attendance ?? []).filter(({ role }) => role === "STUDENT");
  const names = Map.groupBy(students, ({ name }) => name);
  const done = new Map<string, number>();
  for (const [name, shared] of names) if (shared.length === 1 && shared.every(isCounted)) done.set(name, 0);
  for (const { name, step, status } of report.progress ?? []) {
    const before = done.get(name);
    if (before !== undefined && step !== null && status === "completed") done.set(name, before + 1);
  }
  return done;
}

/** Returns how long a class has taken, in milliseconds, without the breaks between an end and a reopening. */
export function durationMs(
  { started_at, ended_at }: Pick<Report["session"], "started_at" | "ended_at">,
  { breaks, until }: { readonly breaks: Report["breaks"]; readonly until: string },
): number {
  if (started_at === null) return 0;
  const pauses = breaks.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
  return Math.max(0, Date.parse(ended_at ?? until) - Date.parse(started_at) - pauses);
}
