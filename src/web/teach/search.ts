/** The search in a teacher's list of classes. */
import type { Session } from "../../features/whole-session.ts";

/** The classes whose title, code or lesson contains every word of the query, in upper or lower case. */
export function findClasses<S extends Session>(sessions: readonly S[], query: string): readonly S[] {
  const words = normalized(query).split(/\s+/);
  return sessions.filter(({ title, code, lesson }) => {
    const text = normalized(`${title} ${code} ${lesson?.title ?? ""}`);
    return words.every((word) => text.includes(word));
  });
}

const normalized = (text: string): string => text.normalize("NFC").toLowerCase().trim();
