/**
 * Keeps the credentials that were read last in memory, because every connection and every request reads one. Another
 * program (`lectern token revoke`, a SQL tool) may delete one at any time: SQLite's `data_version` changes with each
 * commit of another connection, and is read in a sixth of the time.
 */
import type { Database } from "bun:sqlite";
import type { User } from "../domain/session.ts";

/** How many credentials are kept. */
const maxCached = 10_000;

/** A credential as it is stored. */
interface StoredCredential {
  readonly user: User;
  /** Milliseconds since 1970. */
  readonly expires_at: number;
}

export interface CredentialCache {
  /** The user of the credential with this hash, if it is valid at `at` (ms since 1970). */
  userOf(hash: string, at: number): User | undefined;
  /** Drops all. Called whenever this process has deleted or changed accounts or credentials. */
  clear(): void;
}

export function openCredentialCache(sqlite: Database): CredentialCache {
  const select = sqlite.prepare<User & { expires_at: number }, [string]>(
    "SELECT id, name, role, expires_at FROM credentials JOIN users ON id = user_id WHERE hash = ?",
  );
  const selectVersion = sqlite.prepare<{ data_version: number }, []>("PRAGMA data_version");
  const cached = new Map<string, StoredCredential>();
  let version: number | undefined;

  function read(hash: string): StoredCredential | undefined {
    const row = select.get(hash);
    if (!row) return undefined;
    const { expires_at, ...user } = row;
    const credential = { user, expires_at };
    if (cached.size >= maxCached) for (const oldest of cached.keys().take(1)) cached.delete(oldest);
    cached.set(hash, credential);
    return credential;
  }

  return {
    userOf(hash, at) {
      const current = selectVersion.get()?.data_version;
      if (current !== version) cached.clear();
      version = current;
      const credential = cached.get(hash) ?? read(hash);
      return credential && credential.expires_at > at ? credential.user : undefined;
    },
    clear: () => cached.clear(),
  };
}
