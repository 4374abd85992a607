/** The kinds of names things have on the wire. */
import { z } from "zod";

/** An integer id: users, lessons, subtasks, and what is counted within its session. */
export const IntId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
/** How many there are. */
export const Count = z.number().int().nonnegative();
/** A UUID (v7 where we make it): sessions, participants, messages. */
export const Uuid = z.guid();
/** Longer than a UUID in any of its forms. Longer texts are not read: the time for their braces grows with the square. */
const maxUuid = 64;
/** A UUID in any form that Python's `uuid.UUID()` reads: any case, without dashes, in braces, as a URN. */
export function toUuid(text: string): string | undefined {
  if (text.length > maxUuid) return undefined;
  const hex = text
    .replaceAll("urn:", "")
    .replaceAll("uuid:", "")
    .replace(/^[{}]+|[{}]+$/g, "")
    .replaceAll("-", "")
    .toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(hex)) return undefined;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
/** ISO 8601, UTC, milliseconds, `Z`. */
export const Time = z.iso.datetime({ precision: 3 });
/**
 * A client's own id for a command, so that sending it again does nothing twice. SQLite stores every lone surrogate as
 * U+FFFD: ids that differ only in those would be one.
 */
export const ClientId = z
  .string()
  .min(1)
  .max(64)
  .refine((id) => id.isWellFormed(), "An id is well-formed Unicode text.");

/** The form of an instant on the wire. `at` in milliseconds since 1970. */
export const toTime = (at: number): string => new Date(at).toISOString();

/** The letters of generated codes: no `0 O 1 I L`. */
export const codeLetters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/** Words that begin other WebSocket paths. */
const reserved = new Set(["SESSION", "SESSIONS", "SPC", "GUITAR", "LIVE"]);

/** A session's code: 4 to 12 of A-Z0-9, in capitals however it was typed. */
export const Code = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{4,12}$/, "A code has 4 to 12 letters A-Z or digits.")
  .refine((code) => !reserved.has(code), "This word cannot be a code.");

/** A code of six letters from `random` (0 ≤ x < 1 a call). */
export function newCode(random: () => number): string {
  return Array.from({ length: 6 }, () => codeLetters[Math.floor(random() * codeLetters.length)]).join("");
}
