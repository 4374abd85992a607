/**
 * One-time tickets, each of one kind: for a WebSocket client that can set neither a cookie nor a header, and for another
 * device that scans a QR code or types a six-digit number. They are stored as hashes, in memory only.
 */
import type { User } from "../domain/session.ts";
import { type Accounts, type Credential, hashToken, newToken } from "../store/accounts.ts";
import { createNumbers, isNumber } from "./ticket-numbers.ts";

/** Of each kind: how long a ticket is valid in milliseconds, how many one credential has, and whether it has a number. */
const kinds = {
  socket: { lifetimeMs: 30_000, maxPerCredential: 20, hasNumber: false },
  /** A phone joins a session as an instrument. */
  phone: { lifetimeMs: 10 * 60_000, maxPerCredential: 20, hasNumber: false },
  /** A teacher's second device signs in. Renewed while it is shown, so that two are valid for a moment. */
  "sign-in": { lifetimeMs: 60_000, maxPerCredential: 3, hasNumber: true },
  /** A device becomes a projector. */
  screen: { lifetimeMs: 60_000, maxPerCredential: 3, hasNumber: true },
} as const;
export type TicketKind = keyof typeof kinds;
export const ticketKinds = Object.keys(kinds) as readonly TicketKind[];

/** An issued ticket; `expires_at` in milliseconds since 1970. */
export interface Ticket {
  readonly ticket: string;
  /** Six digits that stand for the ticket; null if its kind has none, or too many are valid at the moment. */
  readonly number: string | null;
  readonly expires_at: number;
}

/** What a ticket was issued for: a credential, and the id of a session if it leads to one. */
export interface TicketGrant {
  readonly credential: Credential;
  readonly session: string | undefined;
}

/** Why a ticket cannot be redeemed: it was redeemed before, is too old or its credential was revoked, or never existed. */
export type TicketState = "used" | "expired" | "unknown";

export interface Tickets {
  /** `session`: the id of the session that the ticket leads to. */
  issue(kind: TicketKind, credential: Pick<Credential, "hash">, session?: string): Ticket;
  /**
   * Redeems a ticket, or its number, once and only while its credential is valid. `request`: the id of the request; the same
   * request may repeat it, because it may be carried out again at another node.
   */
  redeem(kind: TicketKind, ticket: string, request: string): TicketGrant | undefined;
  /** Why a ticket, or a number, was not redeemed; `expired` and `used` are known for a while. */
  stateOf(kind: TicketKind, ticket: string): TicketState;
  /** The user who issued a ticket, or a number, that this request can redeem now. */
  ownerOf(kind: TicketKind, ticket: string, request: string): User | undefined;
  /** Whether any number of this kind is valid, so that one could be guessed. */
  hasValidNumber(kind: TicketKind): boolean;
}

/** `now` gives milliseconds since 1970. */
export function createTickets(accounts: Accounts, now: () => number): Tickets {
  const stores = new Map<TicketKind, ReturnType<typeof createTicketStore>>();
  const storeOf = (kind: TicketKind) => {
    const store = stores.get(kind) ?? createTicketStore(kind, { accounts, now });
    stores.set(kind, store);
    return store;
  };
  return {
    issue: (kind, { hash }, session) => storeOf(kind).issue(hash, session),
    redeem: (kind, ticket, request) => storeOf(kind).redeem(ticket, request),
    stateOf: (kind, ticket) => storeOf(kind).stateOf(ticket),
    ownerOf: (kind, ticket, request) => storeOf(kind).valid(ticket, request)?.credential.user,
    hasValidNumber: (kind) => storeOf(kind).hasValidNumber(),
  };
}

interface Issued {
  readonly session: string | undefined;
  /** The hash of the credential that it was issued to. */
  readonly owner: string;
  readonly expires_at: number;
  /** The request that redeemed it. */
  usedBy: string | undefined;
}

/** Keeps the tickets of one kind for twice their lifetime, to distinguish used and expired tickets from wrong ones. */
function createTicketStore(kind: TicketKind, { accounts, now }: { accounts: Accounts; now: () => number }) {
  const { lifetimeMs, maxPerCredential, hasNumber } = kinds[kind];
  /** By hash; oldest first. */
  const issued = new Map<string, Issued>();
  const hashesOf = new Map<string, Set<string>>();
  const numbers = createNumbers();
  const find = (ticket: string) => issued.get((isNumber(ticket) && numbers.find(ticket)) || hashToken(ticket));
  const isValid = ({ usedBy, expires_at }: Issued, request?: string) =>
    (usedBy === undefined || usedBy === request) && expires_at > now();

  function remove(hash: string, owner: string): void {
    issued.delete(hash);
    numbers.remove(hash);
    const theirs = hashesOf.get(owner);
    theirs?.delete(hash);
    if (theirs?.size === 0) hashesOf.delete(owner);
  }

  /** What a ticket that can be redeemed now was issued for. */
  function valid(ticket: string, request: string): (TicketGrant & { readonly issued: Issued }) | undefined {
    const found = find(ticket);
    const credential = found && isValid(found, request) && accounts.credentialByHash(found.owner);
    return credential ? { credential, session: found.session, issued: found } : undefined;
  }

  function hasValidNumber(): boolean {
    return numbers.tickets().some((hash) => {
      const found = issued.get(hash);
      return found !== undefined && isValid(found);
    });
  }

  return {
    hasValidNumber,
    issue(owner: string, session: string | undefined): Ticket {
      for (const [hash, old] of issued) {
        if (old.expires_at + lifetimeMs > now()) break;
        remove(hash, old.owner);
      }
      const ticket = newToken();
      const hash = hashToken(ticket);
      const expires_at = now() + lifetimeMs;
      const theirs = hashesOf.get(owner) ?? new Set();
      hashesOf.set(owner, theirs.add(hash));
      issued.set(hash, { session, owner, expires_at, usedBy: undefined });
      const [oldest] = theirs;
      if (theirs.size > maxPerCredential && oldest !== undefined) remove(oldest, owner);
      return { ticket, number: hasNumber ? numbers.add(hash) : null, expires_at };
    },
    valid,
    redeem(ticket: string, request: string): TicketGrant | undefined {
      const found = valid(ticket, request);
      if (!found) return undefined;
      found.issued.usedBy = request;
      return { credential: found.credential, session: found.session };
    },
    stateOf(ticket: string): TicketState {
      const found = find(ticket);
      if (!found) return "unknown";
      return found.usedBy === undefined ? "expired" : "used";
    },
  };
}
