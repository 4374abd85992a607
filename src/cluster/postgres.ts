/** The connections to PostgreSQL. */
import { SQL } from "bun";
import { Fault } from "../domain/faults.ts";

export interface Postgres {
  /** Runs a statement. Rejects with `ConnectionLost` if its result is unknown, else with the server's error. */
  query<Row>(statement: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs `read` in one read-only transaction that sees one state of the database. */
  readTogether<T>(read: (query: Query) => Promise<T>): Promise<T>;
  /** Runs `write` in one transaction, which may take `ms` milliseconds (default: an hour). */
  writeTogether<T>(write: (query: Query) => Promise<T>, ms?: number): Promise<T>;
  /** How many statements run or wait for a connection, and how often the connections were replaced. */
  readonly counts: { readonly statements: number; readonly reconnects: number };
  close(): Promise<void>;
}

export type Query = <Row>(statement: string, values?: readonly unknown[]) => Promise<Row[]>;

/** The connection failed, or nothing came in time: the statement may have been carried out or not. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** Awaits `work`; if PostgreSQL does not answer, throws `unavailable`. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  return await work.catch((cause) => {
    throw cause instanceof ConnectionLost ? Fault.temporary("unavailable", 1000) : cause;
  });
}

/** Code within a transaction has thrown an error: the connection is good. */
class Stopped extends Error {
  constructor(override readonly cause: unknown) {
    super("the transaction was stopped");
  }
}

/** How long a statement may take, in milliseconds. Afterwards its connection counts as lost. */
export const statementMs = 10_000;
/** How long connecting may take, in seconds. */
const connectSeconds = 5;

/** The state of PostgreSQL's error, such as `23505`; undefined if the error is not the server's. */
export const stateOf = (cause: unknown): string | undefined => {
  if (!(cause instanceof Error) || !("errno" in cause) || typeof cause.errno !== "string") return undefined;
  return /^[0-9A-Z]{5}$/.test(cause.errno) ? cause.errno : undefined;
};

/** Whether the server ended the session (class 57: shut down, killed) or cannot take it (53, 08). */
const endsSession = (state: string): boolean => /^(57P|53|08)/.test(state);

/** Opens `connections` connections to the database at `url`. They are made when they are first needed. */
export function openPostgres(url: string, connections: number): Postgres {
  let pool = connect();
  const counts = { statements: 0, reconnects: 0 };

  function connect(): SQL {
    return new SQL(url, { max: connections, connectionTimeout: connectSeconds, idleTimeout: 0, prepare: true });
  }

  /** Replaces the connections: a statement that never ends would keep its own for ever. */
  function reconnect(lost: SQL): void {
    if (pool !== lost) return;
    counts.reconnects += 1;
    pool = connect();
    void lost.close({ timeout: 0 }).catch(() => {});
  }

  async function guarded<T>(work: (pool: SQL) => Promise<T>, ms: number): Promise<T> {
    const used = pool;
    counts.statements += 1;
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new ConnectionLost(`no answer within ${ms} ms`)), ms);
    try {
      return await Promise.race([work(used), late]);
    } catch (cause) {
      if (cause instanceof Stopped) throw cause.cause;
      const state = stateOf(cause);
      if (state && !endsSession(state)) throw cause;
      reconnect(used);
      if (cause instanceof ConnectionLost) throw cause;
      throw new ConnectionLost(cause instanceof Error ? cause.message : String(cause), { cause });
    } finally {
      counts.statements -= 1;
      clearTimeout(timer);
    }
  }

  const within =
    (mode: string) =>
    <T>(work: (query: Query) => Promise<T>, ms = wholeMs): Promise<T> =>
      guarded(
        (pool) =>
          pool.begin(mode, async (sql) => {
            const failures = new Set<unknown>();
            const query: Query = async (text, values = []) => {
              try {
                return [...(await sql.unsafe(text, [...values]))];
              } catch (cause) {
                failures.add(cause);
                throw cause;
              }
            };
            return await work(query).catch((cause: unknown) => {
              throw failures.has(cause) ? cause : new Stopped(cause);
            });
          }),
        ms,
      );

  return {
    counts,
    query: (statement, values = []) =>
      guarded(async (pool) => [...(await pool.unsafe(statement, [...values]))], statementMs),
    readTogether: within("ISOLATION LEVEL REPEATABLE READ READ ONLY"),
    writeTogether: within("ISOLATION LEVEL READ COMMITTED"),
    close: () => pool.close({ timeout: 1 }),
  };
}

/** How long reading or writing the whole database may take, in milliseconds. */
const wholeMs = 60 * 60 * 1000;
