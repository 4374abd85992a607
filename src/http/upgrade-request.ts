/** Someone who comes to a WebSocket's door, and the credential they come with. */
import type { Trace } from "../live/access-log.ts";
import type { Credential } from "../store/accounts.ts";
import type { Services } from "./context.ts";
import { credentialOf } from "./who.ts";

export interface UpgradeRequest {
  /** What the path names, as it stands there. */
  readonly named: Readonly<Record<string, string>>;
  readonly request: Request;
  readonly url: URL;
  readonly address: string;
  /** Whether the client connected by HTTPS. */
  readonly https: boolean;
  /** Headers of the 101 response. */
  readonly headers: Headers;
  readonly trace: Trace;
}

/**
 * Their credential, where it is good; and whether they claim one: a browser cannot take back a cookie that is dead, and
 * who says who they are by other means is to be right.
 */
export function claim(
  { store, tickets }: Services,
  { request, url }: UpgradeRequest,
): { credential: Credential | undefined; claimed: boolean } {
  const ticket = url.searchParams.get("ticket");
  return {
    credential: ticket === null ? credentialOf(request.headers, store.users) : tickets.take(ticket),
    claimed: ticket !== null || request.headers.has("Authorization"),
  };
}

/** A part of a path as it was meant; one that is wrongly encoded names nothing. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
