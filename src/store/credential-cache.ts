/**
 * Keeps the credentials that were read last in memory, because every connection and every request reads one. Another
 * program (`lectern token revoke`, a SQL tool) may delete one at any time: SQLite's `data_version` changes with each
 * commit of another connection, and is read in a sixth of the time.
 */
import type { Database } from "bun:sqlite";
import type { Scope } from "../domain/program-token.ts";
import type { User } from "../domain/session.ts";

/** How many credentials are kept. */
const maxCached = 10_000;

/** A credential as it is stored. */
interface StoredCredential {
  readonly user: User;
  /** Of a program's token. */
  readonly scope: Scope | undefined;
  /** Milliseconds since 1970. */
  readonly expires_at: number;
}

export interface CredentialCache {
  /** The credential with this hash, if it is valid at `at` (ms since 1970). */
  find(hash: string, at: number): StoredCredential | undefined;
  /** Drops all. Called whenever this process has deleted or changed accounts or credentials. */
  clear(): void;
}

export function openCredentialCache(sqlite: Database): CredentialCache {
  const select = sqlite.prepare<
    User & { expires_at: number; session: string | null; may: Scope["may"] | null },
    [string]
  >(
    "SELECT id, name, role, expires_at, session_id AS session, may FROM credentials JOIN users ON id = user_id WHERE hash = ?",
  );
  const selectVersion = sqlite.prepare<{ data_version: number }, []>("PRAGMA data_version");
  const cached = new Map<string, StoredCredential>();
  let version: number | undefined;

  function read(hash: string): StoredCredential | undefined {
    const row = select.get(hash);
    if (!row) return undefined;
    const { expires_at, session, may, ...user } = row;
    const credential = { user, expires_at, scope: may === null ? undefined : { session, may } };
    if (cached.size >= maxCached) for (const oldest of cached.keys().take(1)) cached.delete(oldest);
    cached.set(hash, credential);
    return credential;
  }

  return {
    find(hash, at) {
      const current = selectVersion.get()?.data_version;
      if (current !== version) cached.clear();
      version = current;
      const credential = cached.get(hash) ?? read(hash);
      return credential && credential.expires_at > at ? credential : undefined;
    },
    clear: () => cached.clear(),
  };
}
