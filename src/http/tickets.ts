/**
 * One-time tickets: for a WebSocket client that can set neither a cookie nor a header, and for a phone that is to come
 * in as who shows it the ticket. Here they are known by their hashes alone, and a restart forgets them.
 */
import { type Accounts, type Credential, hashOf, newToken } from "../store/accounts.ts";

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
}

/** `now` gives milliseconds since 1970. */
export function openTickets(accounts: Accounts, now: () => number): Tickets {
  const sockets = openOnce<string>(forSocket, now);
  const phones = openOnce<{ hash: string; session: string }>(forPhone, now);
  const credentialOf = (hash: string | undefined) => (hash === undefined ? undefined : accounts.credential(hash));
  return {
    issue: ({ hash }) => sockets.issue(hash),
    take: (ticket) => credentialOf(sockets.take(ticket)),
    issuePairing: ({ hash }, session) => phones.issue({ hash, session }),
    takePairing(ticket) {
      const found = phones.take(ticket);
      const credential = credentialOf(found?.hash);
      return found && credential && { credential, session: found.session };
    },
  };
}

/** What is given out against a ticket: once, and for so long. */
function openOnce<T>(lifetime: number, now: () => number) {
  const open = new Map<string, { readonly what: T; readonly expires_at: number }>();
  return {
    issue(what: T): Ticket {
      for (const [hash, { expires_at }] of open) if (expires_at <= now()) open.delete(hash);
      const ticket = newToken();
      const expires_at = now() + lifetime;
      open.set(hashOf(ticket), { what, expires_at });
      return { ticket, expires_at };
    },
    take(ticket: string): T | undefined {
      const hash = hashOf(ticket);
      const found = open.get(hash);
      open.delete(hash);
      return found && found.expires_at > now() ? found.what : undefined;
    },
  };
}
