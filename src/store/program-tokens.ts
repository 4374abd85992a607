/** Tokens for programs: credentials that reach one session, or everything of an account, for reading or for writing. */
import { getLogger } from "@logtape/logtape";
import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import type { ProgramToken, Scope } from "../domain/program-token.ts";
import { type Accounts, credentialLifetimeMs, hashToken, newToken } from "./accounts.ts";
import { credentials, sessions, users } from "./schema.ts";
import { logFailure } from "./storage-fault.ts";
import type { WriteLock } from "./write-lock.ts";

const logger = getLogger(["lectern", "store"]);

/** How many tokens an account may have. */
const maxTokens = 100;
/** The shortest time between two writes of a token's `last_used_at`, in milliseconds. */
const useIntervalMs = 60_000;

export interface ProgramTokens {
  /** Creates a token of this user. It cannot be read again later. Throws `too_many_tokens`. */
  add(label: string, user: number, scope: Scope): { token: string; record: ProgramToken };
  /** Newest first; of this user, or of all. */
  list(user?: number): ProgramToken[];
  /** Revokes a token; returns its hash, or undefined if this user (default: anybody) has no such token. */
  remove(id: string, user?: number): string | undefined;
  /** Stores the current time as `last_used_at`, at most once a minute. */
  recordUse(hash: string): void;
}

/** The id of a token: the beginning of the hash under which it is stored. */
const toId = (hash: string): string => hash.slice(0, 16);

/** `now` gives milliseconds since 1970. */
export function openProgramTokens(
  db: BunSQLiteDatabase,
  { accounts, lock, now }: { accounts: Accounts; lock: Pick<WriteLock, "withoutWaiting">; now: () => number },
): ProgramTokens {
  /** When each token's use was last stored, in ms since 1970; those of the last minute. */
  const lastUses = new Map<string, number>();
  const rows = (user: number | undefined) =>
    db
      .select({ credential: credentials, account: users.name, code: sessions.code })
      .from(credentials)
      .innerJoin(users, eq(users.id, credentials.user_id))
      .leftJoin(sessions, eq(sessions.id, credentials.session_id))
      .where(and(isNotNull(credentials.may), user === undefined ? undefined : eq(credentials.user_id, user)))
      .orderBy(desc(credentials.created_at))
      .all();
  const toRecord = ({ credential, account, code }: ReturnType<typeof rows>[number]): ProgramToken => ({
    id: toId(credential.hash),
    name: credential.label ?? "",
    account,
    session: code,
    may: credential.may ?? "read",
    created_at: toTime(credential.created_at),
    expires_at: toTime(credential.expires_at),
    last_used_at: credential.last_used_at === null ? null : toTime(credential.last_used_at),
  });

  return {
    add(label, user, { session, may }) {
      if (rows(user).length >= maxTokens) throw new Fault("too_many_tokens");
      const token = newToken();
      const hash = hashToken(token);
      const created_at = now();
      const expires_at = created_at + credentialLifetimeMs;
      db.insert(credentials)
        .values({ hash, user_id: user, created_at, expires_at, label, session_id: session, may })
        .run();
      const row = rows(user).find(({ credential }) => credential.hash === hash);
      if (!row) throw new Error("the token was not stored");
      return { token, record: toRecord(row) };
    },
    list: (user) => rows(user).map(toRecord),
    remove(id, user) {
      const found = rows(user).find(({ credential }) => toId(credential.hash) === id);
      if (!found) return;
      const { hash } = found.credential;
      accounts.revoke(hash);
      return hash;
    },
    recordUse(hash) {
      const at = now();
      if (at - (lastUses.get(hash) ?? 0) < useIntervalMs) return;
      for (const [other, used] of lastUses) if (at - used >= useIntervalMs) lastUses.delete(other);
      lastUses.set(hash, at);
      try {
        lock.withoutWaiting(() =>
          db.update(credentials).set({ last_used_at: at }).where(eq(credentials.hash, hash)).run(),
        );
      } catch (cause) {
        // A full disk or a held lock must not keep the program from reading.
        logFailure(logger, "recording that a token was used", cause);
      }
    },
  };
}
