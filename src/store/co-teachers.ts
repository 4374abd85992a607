/** Co-teachers: their invitations, which are valid for a week, and who accepted them. */
import { and, asc, count, desc, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { Fault } from "../domain/faults.ts";
import { hashToken, newToken } from "./accounts.ts";
import { events } from "./log-schema.ts";
import { coTeachers, sessions } from "./schema.ts";

/** How long an invitation is valid, in milliseconds. */
const lifetimeMs = 7 * 24 * 60 * 60 * 1000;
/** How many co-teachers and invitations a session has at most, expired ones included. */
const maxPerSession = 20;

export type CoTeacherRow = typeof coTeachers.$inferSelect;

export interface CoTeachers {
  /** Adds an invitation; its secret cannot be read again later. Throws `too_many_co_teachers`. */
  invite(session: string, name: string): { readonly row: CoTeacherRow; readonly secret: string };
  /** Those of a session, oldest first. */
  list(session: string): CoTeacherRow[];
  /** The invitation with this secret. */
  bySecret(secret: string): CoTeacherRow | undefined;
  /** Stores who accepted an invitation. Throws `invitation_over` if it was withdrawn, `invitation_used` if another did. */
  accept(id: number, who: { readonly user_id: number; readonly participant_id: string }): void;
  /** Revokes an invitation, or removes a co-teacher's entry. */
  remove(id: number): void;
  /** The ids of the sessions in which the user is a co-teacher, newest first. */
  sessionsOf(user: number): string[];
}

export interface CoTeachersOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The id of a new invitation (default: SQLite numbers it). */
  readonly newId?: (() => number) | undefined;
}

export function openCoTeachers(db: BunSQLiteDatabase, { now, newId }: CoTeachersOptions): CoTeachers {
  const inSession = (session: string) => eq(coTeachers.session_id, session);
  return {
    invite(session, name) {
      const [{ n } = { n: 0 }] = db.select({ n: count() }).from(coTeachers).where(inSession(session)).all();
      if (n >= maxPerSession) throw new Fault("too_many_co_teachers");
      const secret = newToken();
      const row = {
        id: newId?.(),
        session_id: session,
        name,
        hash: hashToken(secret),
        created_at: now(),
        expires_at: now() + lifetimeMs,
      };
      return { row: db.insert(coTeachers).values(row).returning().get(), secret };
    },
    list: (session) => db.select().from(coTeachers).where(inSession(session)).orderBy(asc(coTeachers.id)).all(),
    bySecret: (secret) =>
      db
        .select()
        .from(coTeachers)
        .where(eq(coTeachers.hash, hashToken(secret)))
        .get(),
    accept(id, who) {
      const isOpen = or(isNull(coTeachers.user_id), eq(coTeachers.user_id, who.user_id));
      const isThis = eq(coTeachers.id, id);
      const set = db.update(coTeachers).set(who).where(and(isThis, isOpen)).returning().all();
      if (set.length > 0) return;
      const isUsed = db.select().from(coTeachers).where(isThis).get() !== undefined;
      throw new Fault(isUsed ? "invitation_used" : "invitation_over");
    },
    remove(id) {
      db.delete(coTeachers).where(eq(coTeachers.id, id)).run();
    },
    sessionsOf: (user) =>
      db
        .selectDistinct({ id: sessions.id })
        .from(coTeachers)
        .innerJoin(sessions, eq(sessions.id, coTeachers.session_id))
        .where(
          and(
            eq(coTeachers.user_id, user),
            isNotNull(coTeachers.participant_id),
            isNull(sessions.deleted_at),
            sql`NOT EXISTS (SELECT 1 FROM ${events} r WHERE r.type = 'participant.removed'
              AND r.session_id = ${coTeachers.session_id} AND r."data" ->> '$.participant_id' = ${coTeachers.participant_id})`,
          ),
        )
        .orderBy(desc(sessions.id))
        .limit(maxCoTaught)
        .all()
        .map(({ id }) => id),
  };
}

/** How many classes of others are listed for a teacher. */
const maxCoTaught = 50;
