/**
 * One-time tickets: for a WebSocket client that can set neither a cookie nor a header, and for a phone that signs in
 * with a QR code. They are stored as hashes, in memory only.
 */
import { type Accounts, type Credential, hashToken, newToken } from "../store/accounts.ts";

/** How long a ticket for a socket and one for a phone are valid, in milliseconds. */
const socketLifetimeMs = 30_000;
const phoneLifetimeMs = 10 * 60_000;

/** An issued ticket; `expires_at` in milliseconds since 1970. */
export interface Ticket {
  readonly ticket: string;
  readonly expires_at: number;
}

export interface Tickets {
  /** Issues a ticket for one WebSocket. */
  issue(credential: Credential): Ticket;
  /** Returns the credential that the ticket was issued for, once and only while that credential is valid. */
  redeem(ticket: string): Credential | undefined;
  /** Issues a ticket with which a phone joins the session with this id. */
  issuePairing(credential: Credential, session: string): Ticket;
  /** Returns the credential and the session's id that the ticket was issued for, under the same conditions. */
  redeemPairing(ticket: string): { readonly credential: Credential; readonly session: string } | undefined;
  /** Whether this is a phone's ticket, even if it has been used or has expired recently. */
  isKnownPairing(ticket: string): boolean;
}

/** `now` gives milliseconds since 1970. */
export function createTickets(accounts: Accounts, now: () => number): Tickets {
  const sockets = createTicketStore<string>(socketLifetimeMs, now);
  const phones = createTicketStore<{ hash: string; session: string }>(phoneLifetimeMs, now);
  const credentialOf = (hash: string | undefined) => (hash === undefined ? undefined : accounts.credentialByHash(hash));
  return {
    issue: ({ hash }) => sockets.issue(hash, hash),
    redeem: (ticket) => credentialOf(sockets.redeem(ticket)),
    issuePairing: ({ hash }, session) => phones.issue(hash, { hash, session }),
    redeemPairing(ticket) {
      const found = phones.redeem(ticket);
      const credential = credentialOf(found?.hash);
      return found && credential && { credential, session: found.session };
    },
    isKnownPairing: phones.isKnown,
  };
}

/** How many tickets are kept per credential; another one replaces the oldest. */
const maxPerCredential = 20;

interface Issued<T> {
  readonly value: T;
  readonly owner: string;
  readonly expires_at: number;
  used: boolean;
}

/**
 * Keeps a value per ticket, which `redeem` returns once within `lifetime` ms. A ticket is kept for twice its lifetime, to
 * distinguish used and expired tickets from wrong ones.
 */
function createTicketStore<T>(lifetime: number, now: () => number) {
  /** By hash; oldest first. */
  const issued = new Map<string, Issued<T>>();
  const hashesOf = new Map<string, Set<string>>();

  function remove(hash: string, owner: string): void {
    issued.delete(hash);
    const theirs = hashesOf.get(owner);
    theirs?.delete(hash);
    if (theirs?.size === 0) hashesOf.delete(owner);
  }

  return {
    /** `owner`: the hash of the credential that it is issued to. */
    issue(owner: string, value: T): Ticket {
      for (const [hash, old] of issued) {
        if (old.expires_at + lifetime > now()) break;
        remove(hash, old.owner);
      }
      const ticket = newToken();
      const expires_at = now() + lifetime;
      const theirs = hashesOf.get(owner) ?? new Set();
      hashesOf.set(owner, theirs.add(hashToken(ticket)));
      issued.set(hashToken(ticket), { value, owner, expires_at, used: false });
      const [oldest] = theirs;
      if (theirs.size > maxPerCredential && oldest !== undefined) remove(oldest, owner);
      return { ticket, expires_at };
    },
    redeem(ticket: string): T | undefined {
      const found = issued.get(hashToken(ticket));
      if (!found || found.used) return;
      found.used = true;
      return found.expires_at > now() ? found.value : undefined;
    },
    isKnown: (ticket: string): boolean => issued.has(hashToken(ticket)),
  };
}
