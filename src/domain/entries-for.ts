/** What a person may see of what belongs to one person each. */
import type { Participant } from "./session.ts";

/** The entries of a map by participant id that `viewer` may see: all of them for a teacher, a student's own. */
export function entriesFor<T>(map: ReadonlyMap<string, T>, viewer: Participant): IteratorObject<[string, T]> {
  if (viewer.role === "INSTRUCTOR") return map.entries();
  const own = map.get(viewer.id);
  const entries: [string, T][] = own === undefined ? [] : [[viewer.id, own]];
  return entries.values();
}
