/** Accounts and their credentials. The database stores only the SHA-256 of a token. */
import type { Database } from "bun:sqlite";
import { createHash, randomBytes } from "node:crypto";
import { and, desc, eq, isNull, max, ne } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { Fault } from "../domain/faults.ts";
import type { Scope } from "../domain/program-token.ts";
import type { UserRole } from "../domain/roles.ts";
import type { User } from "../domain/session.ts";
import { nameKey } from "../domain/text.ts";
import { openCredentialCache } from "./credential-cache.ts";
import { credentials, meta, sessions, users } from "./schema.ts";

/** Lifetime of a credential, in milliseconds: a school term. */
export const credentialLifetimeMs = 180 * 24 * 60 * 60 * 1000;

/**
 * How long an expired credential is kept, in milliseconds. It is not deleted as soon as it expires: a laptop
 * whose clock is set half a year ahead would lose every credential, even once the clock is right again.
 */
export const credentialRetentionMs = 400 * 24 * 60 * 60 * 1000;

/** A credential that has not expired: its user, and the hash under which it is stored. */
export interface Credential {
  readonly user: User;
  readonly hash: string;
  /** What a program's token reaches; undefined for a person, who may do everything that their account may. */
  readonly scope: Scope | undefined;
}

export interface Accounts {
  /** Adds an account; throws `name_taken`. */
  add(account: { name: string; role: Exclude<UserRole, "guest">; password: string }): Promise<User>;
  /** Adds an account for somebody who only gave a nickname. */
  addGuest(name: string): User;
  /**
   * The account that the teacher key signs in to: the chosen one; the first teacher's if none was chosen, which chooses
   * it; created if there is no teacher.
   */
  ownerAccount(): User;
  /** Lets the teacher key sign in to the account of this teacher. */
  setOwnerAccount(user: User): void;
  list(): User[];
  /** Removes an account by id or name; throws `not_found`, or `wrong_status` if it owns sessions or the teacher key. */
  remove(idOrName: number | string): User;
  /** The account with this name; a guest is not found by name. */
  find(name: string): User | undefined;
  /** The account with this id, or a guest. */
  byId(id: number): User | undefined;
  /** The account with this name and password. */
  authenticate(name: string, password: string): Promise<User | undefined>;
  /** Creates a credential. The token cannot be read again later. */
  issue(user: User): { token: string; hash: string };
  /** The credential of this token, unless it was revoked or has expired. */
  credentialByToken(token: string): Credential | undefined;
  /** The credential stored under this hash, unless it was revoked or has expired. */
  credentialByHash(hash: string): Credential | undefined;
  revoke(hash: string): void;
  /** When a credential was last created, in milliseconds since 1970; undefined if there is none. */
  lastIssued(): number | undefined;
  /** Revokes every sign-in of the credential's user except this one; programs' tokens stay. Returns their hashes. */
  revokeOthers(credential: Pick<Credential, "user" | "hash">): string[];
  /** Must be called after accounts or credentials were deleted by other statements than those of this file. */
  forgetDeleted(): void;
}

/** The fact that names the account of the teacher key. */
const ownerKey = "owner_account";

/** Returns the hash under which a token is stored. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Creates a token of 256 random bits. */
export const newToken = (): string => randomBytes(32).toString("base64url");

export interface AccountsOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The id of a new account (default: SQLite numbers it). */
  readonly newId?: (() => number) | undefined;
}

export function openAccounts(sqlite: Database, db: BunSQLiteDatabase, { now, newId }: AccountsOptions): Accounts {
  const columns = { id: users.id, name: users.name, role: users.role };
  const selectByName = (name: string) =>
    db
      .select()
      .from(users)
      .where(and(eq(users.name_key, nameKey(name)), ne(users.role, "guest")))
      // Accounts created before `name_key` existed may share one: the exact name comes first.
      .orderBy(desc(eq(users.name, name)), users.id)
      .limit(1)
      .get();
  const cache = openCredentialCache(sqlite);
  const credential = (hash: string): Credential | undefined => {
    const stored = cache.find(hash, now());
    return stored && { user: stored.user, hash, scope: stored.scope };
  };
  const insert = (row: typeof users.$inferInsert): User =>
    db
      .insert(users)
      .values({ id: newId?.(), ...row })
      .returning(columns)
      .get();
  function setOwner({ id }: User): void {
    const value = String(id);
    db.insert(meta).values({ key: ownerKey, value }).onConflictDoUpdate({ target: meta.key, set: { value } }).run();
  }
  const find = (name: string): User | undefined => {
    const row = selectByName(name);
    return row && { id: row.id, name: row.name, role: row.role };
  };
  // Verified if the name is unknown, so that the response time does not reveal which names exist.
  const dummyHash = lazy(() => Bun.password.hash(newToken()));

  return {
    async add({ name, role, password }) {
      const password_hash = await Bun.password.hash(password);
      return db.transaction(
        () => {
          if (selectByName(name)) throw new Fault("name_taken");
          return insert({ name, name_key: nameKey(name), role, password_hash, created_at: now() });
        },
        { behavior: "immediate" },
      );
    },
    addGuest: (name) => insert({ name, role: "guest", created_at: now() }),
    ownerAccount() {
      const chosen = db.select().from(meta).where(eq(meta.key, ownerKey)).get();
      const isChosen = chosen && eq(users.id, Number(chosen.value));
      const known = db
        .select(columns)
        .from(users)
        .where(isChosen ?? eq(users.role, "teacher"))
        .orderBy(users.id)
        .get();
      if (known && isChosen) return known;
      const owner =
        known ?? insert({ name: "Teacher", name_key: nameKey("Teacher"), role: "teacher", created_at: now() });
      setOwner(owner);
      return owner;
    },
    setOwnerAccount: setOwner,
    list: () => db.select(columns).from(users).where(ne(users.role, "guest")).orderBy(users.id).all(),
    remove(idOrName) {
      const user =
        typeof idOrName === "number"
          ? db.select(columns).from(users).where(eq(users.id, idOrName)).get()
          : find(idOrName);
      if (!user) throw new Fault("not_found", "This account does not exist.");
      if (
        db
          .select()
          .from(meta)
          .where(and(eq(meta.key, ownerKey), eq(meta.value, String(user.id))))
          .get()
      ) {
        throw new Fault(
          "wrong_status",
          "The teacher key signs in to this account. Choose another with lectern user key.",
        );
      }
      if (db.select().from(sessions).where(eq(sessions.instructor_id, user.id)).limit(1).get()) {
        throw new Fault("wrong_status", "This account has sessions. Delete them first.");
      }
      db.delete(users).where(eq(users.id, user.id)).run();
      cache.clear();
      return user;
    },
    find,
    byId: (id) => db.select(columns).from(users).where(eq(users.id, id)).get(),
    async authenticate(name, password) {
      const row = selectByName(name);
      const unusedHash = await dummyHash();
      const isCorrect = await Bun.password.verify(password, row?.password_hash ?? unusedHash);
      return row?.password_hash && isCorrect ? { id: row.id, name: row.name, role: row.role } : undefined;
    },
    issue(user) {
      const token = newToken();
      const hash = hashToken(token);
      db.insert(credentials)
        .values({ hash, user_id: user.id, created_at: now(), expires_at: now() + credentialLifetimeMs })
        .run();
      return { token, hash };
    },
    lastIssued: () =>
      db
        .select({ at: max(credentials.created_at) })
        .from(credentials)
        .get()?.at ?? undefined,
    credentialByToken: (token) => credential(hashToken(token)),
    credentialByHash: credential,
    revokeOthers({ user, hash }) {
      const others = and(eq(credentials.user_id, user.id), ne(credentials.hash, hash), isNull(credentials.may));
      const revoked = db.delete(credentials).where(others).returning({ hash: credentials.hash }).all();
      cache.clear();
      return revoked.map((row) => row.hash);
    },
    revoke(hash) {
      db.delete(credentials).where(eq(credentials.hash, hash)).run();
      cache.clear();
    },
    forgetDeleted: cache.clear,
  };
}

/** Fills in `name_key` for accounts created before it existed. */
export function fillNameKeys(db: BunSQLiteDatabase): void {
  const withoutKey = and(isNull(users.name_key), ne(users.role, "guest"));
  for (const { id, name } of db.select({ id: users.id, name: users.name }).from(users).where(withoutKey).all()) {
    db.update(users)
      .set({ name_key: nameKey(name) })
      .where(eq(users.id, id))
      .run();
  }
}

/** Calls `make` at the first use and returns the same value from then on. */
function lazy<T>(make: () => T): () => T {
  let cached: { value: T } | undefined;
  return () => {
    cached ??= { value: make() };
    return cached.value;
  };
}
