/** Accounts and their credentials. A token is known to its bearer alone: the database has its SHA-256. */
import { createHash, randomBytes } from "node:crypto";
import { and, desc, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { Fault } from "../domain/faults.ts";
import type { UserRole } from "../domain/roles.ts";
import type { User } from "../domain/session.ts";
import { nameKey } from "../domain/text.ts";
import { credentials, sessions, users } from "./schema.ts";

/** How long a credential lasts, in milliseconds: a school term. */
export const lifetime = 180 * 24 * 60 * 60 * 1000;

/**
 * How long after its end a credential is deleted, in milliseconds. Its end alone does not delete it: a laptop whose
 * clock is set half a year ahead would lose every credential, even once the clock is right again.
 */
export const keptAfterEnd = 400 * 24 * 60 * 60 * 1000;

/** A credential in use: whose it is, and under which hash it is kept. */
export interface Credential {
  readonly user: User;
  readonly hash: string;
}

export interface Accounts {
  /** Adds an account; throws `name_taken`. */
  add(account: { name: string; role: Exclude<UserRole, "guest">; password: string }): Promise<User>;
  /** An account for someone with a nickname alone. */
  addGuest(name: string): User;
  /** The account that the teacher key signs in: the first teacher there is, made where there is none. */
  ownerAccount(): User;
  list(): User[];
  /** Removes an account by id or name; throws `not_found`, or `wrong_status` where sessions are theirs. */
  remove(who: number | string): User;
  /** The account of this name. */
  find(name: string): User | undefined;
  /** Whose name and password these are. */
  check(name: string, password: string): Promise<User | undefined>;
  /** A new credential of a user's; this is the only time its token is seen. */
  issue(user: User): { token: string; hash: string };
  /** Who bears this token. */
  bearer(token: string): Credential | undefined;
  /** The credential kept under this hash, as long as it is good. */
  credential(hash: string): Credential | undefined;
  revoke(hash: string): void;
}

/** The hash under which a token is kept. */
export const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** 256 bits that nobody guesses. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** `now` gives milliseconds since 1970. */
export function openAccounts(db: BunSQLiteDatabase, now: () => number): Accounts {
  const card = { id: users.id, name: users.name, role: users.role };
  const named = (name: string) =>
    db
      .select()
      .from(users)
      .where(and(eq(users.name_key, nameKey(name)), ne(users.role, "guest")))
      // Accounts from before keys were compared may share one: then the exact name counts.
      .orderBy(desc(eq(users.name, name)), users.id)
      .limit(1)
      .get();
  const kept = db
    .select({ ...card, hash: credentials.hash })
    .from(credentials)
    .innerJoin(users, eq(users.id, credentials.user_id))
    .where(and(eq(credentials.hash, sql.placeholder("hash")), gt(credentials.expires_at, sql.placeholder("now"))))
    .prepare();
  const credential = (hash: string): Credential | undefined => {
    const row = kept.get({ hash, now: now() });
    return row && { user: { id: row.id, name: row.name, role: row.role }, hash: row.hash };
  };
  const insert = (row: typeof users.$inferInsert): User => db.insert(users).values(row).returning(card).get();
  const find = (name: string): User | undefined => {
    const row = named(name);
    return row && { id: row.id, name: row.name, role: row.role };
  };
  // Checked where there is no such name, so that the time taken tells nobody which names there are.
  const nobody = once(() => Bun.password.hash(newToken()));

  return {
    async add({ name, role, password }) {
      const password_hash = await Bun.password.hash(password);
      return db.transaction(
        () => {
          if (named(name)) throw new Fault("name_taken");
          return insert({ name, name_key: nameKey(name), role, password_hash, created_at: now() });
        },
        { behavior: "immediate" },
      );
    },
    addGuest: (name) => insert({ name, role: "guest", created_at: now() }),
    ownerAccount() {
      const first = db.select(card).from(users).where(eq(users.role, "teacher")).orderBy(users.id).limit(1).get();
      return first ?? insert({ name: "Teacher", name_key: nameKey("Teacher"), role: "teacher", created_at: now() });
    },
    list: () => db.select(card).from(users).where(ne(users.role, "guest")).orderBy(users.id).all(),
    remove(who) {
      const user = typeof who === "number" ? db.select(card).from(users).where(eq(users.id, who)).get() : find(who);
      if (!user) throw new Fault("not_found", "There is no such account.");
      if (db.select().from(sessions).where(eq(sessions.instructor_id, user.id)).limit(1).get()) {
        throw new Fault("wrong_status", "Sessions of theirs are kept: delete those first.");
      }
      db.delete(users).where(eq(users.id, user.id)).run();
      return user;
    },
    find,
    async check(name, password) {
      const row = named(name);
      const dummy = await nobody();
      const right = await Bun.password.verify(password, row?.password_hash ?? dummy);
      return row?.password_hash && right ? { id: row.id, name: row.name, role: row.role } : undefined;
    },
    issue(user) {
      const token = newToken();
      const hash = hashOf(token);
      db.insert(credentials)
        .values({ hash, user_id: user.id, created_at: now(), expires_at: now() + lifetime })
        .run();
      return { token, hash };
    },
    bearer: (token) => credential(hashOf(token)),
    credential,
    revoke(hash) {
      db.delete(credentials).where(eq(credentials.hash, hash)).run();
    },
  };
}

/** Writes the keys of names that were stored before there were keys. */
export function fillNameKeys(db: BunSQLiteDatabase): void {
  const without = and(isNull(users.name_key), ne(users.role, "guest"));
  for (const { id, name } of db.select({ id: users.id, name: users.name }).from(users).where(without).all()) {
    db.update(users)
      .set({ name_key: nameKey(name) })
      .where(eq(users.id, id))
      .run();
  }
}

/** What `make` makes, made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
