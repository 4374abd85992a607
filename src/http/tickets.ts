/**
 * One-time tickets: for a WebSocket client that can set neither a cookie nor a header, and for a phone that is to come
 * in as who shows it the ticket. Here they are known by their hashes alone, and a restart forgets them.
 */
import { type Accounts, type Credential, hashToken, newToken } from "../store/accounts.ts";

/** How long a ticket for a socket is good, and one for a phone, in milliseconds. */
const forSocket = 30_000;
const forPhone = 10 * 60_000;

/** A ticket as it is handed out; `expires_at` in milliseconds since 1970. */
export interface Ticket {
  readonly ticket: string;
  readonly expires_at: number;
}

export interface Tickets {
  issue(credential: Credential): Ticket;
  /** Whose ticket this is; it is good once, and no longer than the credential it was made from. */
  take(ticket: string): Credential | undefined;
  /** A ticket by which a phone comes into a session, by its id. */
  issuePairing(credential: Credential, session: string): Ticket;
  /** Whose phone comes with this ticket, and into which session; good as the others. */
  takePairing(ticket: string): { readonly credential: Credential; readonly session: string } | undefined;
  /** Whether this is a ticket for a phone that is used or has expired not long ago. */
  wasPairing(ticket: string): boolean;
}

/** `now` gives milliseconds since 1970. */
export function openTickets(accounts: Accounts, now: () => number): Tickets {
  const sockets = createTicketStore<string>(forSocket, now);
  const phones = createTicketStore<{ hash: string; session: string }>(forPhone, now);
  const credentialOf = (hash: string | undefined) => (hash === undefined ? undefined : accounts.credentialByHash(hash));
  return {
    issue: ({ hash }) => sockets.issue(hash, hash),
    take: (ticket) => credentialOf(sockets.take(ticket)),
    issuePairing: ({ hash }, session) => phones.issue(hash, { hash, session }),
    takePairing(ticket) {
      const found = phones.take(ticket);
      const credential = credentialOf(found?.hash);
      return found && credential && { credential, session: found.session };
    },
    wasPairing: phones.was,
  };
}

/** How many tickets of one credential are kept; a further one replaces the oldest. */
const maxEach = 20;

interface Issued<T> {
  readonly what: T;
  readonly owner: string;
  readonly expires_at: number;
  used: boolean;
}

/** What is given out against a ticket: once, and for so long. A ticket is kept as long again, to tell used from wrong. */
function createTicketStore<T>(lifetime: number, now: () => number) {
  /** By hash; oldest first. */
  const issued = new Map<string, Issued<T>>();
  const hashesOf = new Map<string, Set<string>>();

  function forget(hash: string, owner: string): void {
    issued.delete(hash);
    const theirs = hashesOf.get(owner);
    theirs?.delete(hash);
    if (theirs?.size === 0) hashesOf.delete(owner);
  }

  return {
    /** `owner`: the hash of the credential that asks for it. */
    issue(owner: string, what: T): Ticket {
      for (const [hash, old] of issued) {
        if (old.expires_at + lifetime > now()) break;
        forget(hash, old.owner);
      }
      const ticket = newToken();
      const expires_at = now() + lifetime;
      const theirs = hashesOf.get(owner) ?? new Set();
      hashesOf.set(owner, theirs.add(hashToken(ticket)));
      issued.set(hashToken(ticket), { what, owner, expires_at, used: false });
      const [oldest] = theirs;
      if (theirs.size > maxEach && oldest !== undefined) forget(oldest, owner);
      return { ticket, expires_at };
    },
    take(ticket: string): T | undefined {
      const found = issued.get(hashToken(ticket));
      if (!found || found.used) return;
      found.used = true;
      return found.expires_at > now() ? found.what : undefined;
    },
    was: (ticket: string): boolean => issued.has(hashToken(ticket)),
  };
}
