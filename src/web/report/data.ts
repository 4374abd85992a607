/** The report's tables as the page reads them. A class that does not use a feature has no table of it. */
import type { Report } from "../../client/api.ts";
import type { ReportRow } from "../../features/index.ts";

/** Whoever was removed is listed, but counts in no number, as in the room. */
export const isCounted = ({ status }: ReportRow<"attendance">): boolean => status !== "REMOVED";

/**
 * How many steps each student did, by name. The report tells people apart by name alone: whoever shares theirs or was
 * removed is not in it.
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
