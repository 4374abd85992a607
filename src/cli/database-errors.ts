/** Explains in one line why PostgreSQL could not be used and what to do. */
import { ConnectionLost, stateOf } from "../cluster/postgres.ts";

const lines: Readonly<Record<string, string>> = {
  "28P01": "PostgreSQL rejects the name or the password of --database.",
  "28000": "PostgreSQL rejects the name or the password of --database.",
  "3D000": "PostgreSQL has no database of the name in --database: create it first.",
  "42501": "The user of --database may not do this: make that user the owner of the database.",
};

/** Returns the line for an error of PostgreSQL, or of the connection to it; undefined for any other. */
export function describeDatabaseError(error: unknown): string | undefined {
  if (error instanceof ConnectionLost) {
    return `PostgreSQL does not answer (${error.message}): look whether it runs, and at --database.`;
  }
  const state = stateOf(error);
  if (state === undefined || !(error instanceof Error)) return undefined;
  return lines[state] ?? `PostgreSQL reports an error (${state}): ${error.message}`;
}
