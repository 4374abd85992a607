/** One-time tickets, for a WebSocket client that can set neither a cookie nor a header. */
import { type Accounts, type Credential, hashOf, newToken } from "../store/accounts.ts";

/** How long a ticket is good, in milliseconds. */
const lifetime = 30_000;

export interface Tickets {
  issue(credential: Credential): { ticket: string; expires_at: number };
  /** Whose ticket this is; it is good once, and no longer than the credential it was made from. */
  take(ticket: string): Credential | undefined;
}

/** `now` gives milliseconds since 1970. */
export function openTickets(accounts: Accounts, now: () => number): Tickets {
  const open = new Map<string, { credential: string; expires_at: number }>();
  return {
    issue(credential) {
      for (const [hash, { expires_at }] of open) if (expires_at <= now()) open.delete(hash);
      const ticket = newToken();
      const expires_at = now() + lifetime;
      open.set(hashOf(ticket), { credential: credential.hash, expires_at });
      return { ticket, expires_at };
    },
    take(ticket) {
      const hash = hashOf(ticket);
      const found = open.get(hash);
      open.delete(hash);
      return found && found.expires_at > now() ? accounts.credential(found.credential) : undefined;
    },
  };
}
