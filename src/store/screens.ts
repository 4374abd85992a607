/** The credentials of projectors: each reads what one session shows to everyone, and nothing else. Stored as hashes. */
import { and, desc, eq, gt, inArray, lt } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { hashToken, newToken } from "./accounts.ts";
import { screens } from "./schema.ts";

/** Lifetime of a projector's credential, in milliseconds: a week. */
export const screenLifetimeMs = 7 * 24 * 60 * 60 * 1000;
/** How many a session has; another one replaces the oldest. */
export const maxScreens = 20;

export interface Screens {
  /** Creates a credential for a projector of a session. The token cannot be read again later. */
  issue(session: string): { token: string; hash: string };
  /** The id of the session that the credential with this hash shows, unless it was revoked or has expired. */
  sessionOf(hash: string): string | undefined;
  /** Revokes the credentials of a session's projectors, and returns their hashes. */
  revokeAll(session: string): string[];
}

/** `now` gives milliseconds since 1970. */
export function openScreens(db: BunSQLiteDatabase, now: () => number): Screens {
  return {
    issue(session) {
      const token = newToken();
      const hash = hashToken(token);
      db.transaction(() => {
        db.delete(screens).where(lt(screens.expires_at, now())).run();
        const others = db.select({ hash: screens.hash }).from(screens).where(eq(screens.session_id, session));
        const oldest = others
          .orderBy(desc(screens.created_at))
          .limit(maxScreens)
          .offset(maxScreens - 1);
        db.delete(screens).where(inArray(screens.hash, oldest)).run();
        const expires_at = now() + screenLifetimeMs;
        db.insert(screens).values({ hash, session_id: session, created_at: now(), expires_at }).run();
      });
      return { token, hash };
    },
    sessionOf: (hash) =>
      db
        .select({ session: screens.session_id })
        .from(screens)
        .where(and(eq(screens.hash, hash), gt(screens.expires_at, now())))
        .get()?.session,
    revokeAll: (session) =>
      db
        .delete(screens)
        .where(eq(screens.session_id, session))
        .returning({ hash: screens.hash })
        .all()
        .map(({ hash }) => hash),
  };
}
