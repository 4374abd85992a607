/** What a node that shares its database with others can be monitored by. All counts begin at its start. */
export interface NodeFigures {
  /** The places of which it is the home. */
  readonly homes: number;
  /** How long ago it renewed its lease, in milliseconds. */
  readonly leaseAge: number;
  /** Whether it may be the home of places: it has joined the others, and its lease has not ended. */
  readonly isAlive: boolean;
  /** Why it must be started again, for operators; undefined while it works. */
  readonly failure: string | undefined;
  /** How long ago it had read everything that the others committed, in milliseconds. */
  readonly feedAge: number;
  /** Commits of others that it has applied. */
  readonly applied: number;
  readonly commits: number;
  /** Commits that were repeated because PostgreSQL did not answer. */
  readonly retries: number;
  /** Commits that PostgreSQL rejected, and that were undone. */
  readonly undone: number;
  /** Requests and handshakes that it has forwarded, and how many of those failed. */
  readonly requests: number;
  readonly handshakes: number;
  readonly failures: number;
  /** Sockets that it forwards now. */
  readonly sockets: number;
  readonly pools: readonly PoolFigures[];
}

/** Connections to PostgreSQL that are used for the same work. */
export interface PoolFigures {
  readonly name: string;
  /** How many statements run or wait for a connection. */
  readonly statements: number;
  /** How often the connections were replaced, because one was lost. */
  readonly reconnects: number;
}
