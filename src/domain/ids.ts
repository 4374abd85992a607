/** Schemas of ids, codes and times on the wire. */
import { z } from "zod";

/** An integer id: of users, lessons and subtasks, and of items that are numbered within a session. */
export const IntId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
/** A number of items. */
export const Count = z.number().int().nonnegative();
/** A UUID (v7 if generated here): of sessions, participants and messages. */
export const Uuid = z.guid();
/** Longer than any form of a UUID. Longer texts are rejected, because removing braces takes quadratic time. */
const maxUuidLength = 64;
/** Normalizes a UUID in any form that Python's `uuid.UUID()` accepts: any case, without dashes, in braces, as a URN. */
export function toUuid(text: string): string | undefined {
  if (text.length > maxUuidLength) return undefined;
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
 * A client's id for a command, which makes a repeated command idempotent. Must be well-formed, because SQLite stores
 * every lone surrogate as U+FFFD: ids that differ only in surrogates would be equal.
 */
export const ClientId = z
  .string()
  .min(1)
  .max(64)
  .refine((id) => id.isWellFormed(), "An id must be well-formed Unicode text.");

/** Formats a time for the wire. `at` is in milliseconds since 1970. */
export function toTime(at: number): string {
  // All events of a batch may have the same time.
  if (at !== last.at) last = { at, text: new Date(at).toISOString() };
  return last.text;
}

let last = { at: Number.NaN, text: "" };

/** The letters of generated codes, without the ambiguous `0 O 1 I L`. */
export const codeLetters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/** Words with which other WebSocket paths begin. */
const reserved = new Set(["SESSION", "SESSIONS", "SPC", "GUITAR", "LIVE", "CHECK"]);

/** A session's code: 4 to 12 of A-Z0-9, converted to upper case. */
export const Code = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{4,12}$/, "A code has 4 to 12 letters A-Z or digits.")
  .refine((code) => !reserved.has(code), "This word cannot be a code.");

/** Generates a code of six letters. `random` returns a number 0 ≤ x < 1. */
export function newCode(random: () => number): string {
  return Array.from({ length: 6 }, () => codeLetters[Math.floor(random() * codeLetters.length)]).join("");
}
