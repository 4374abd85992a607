/** A request to open a WebSocket, and the credential in it. */
import type { Trace } from "../live/access-log.ts";
import type { Credential } from "../store/accounts.ts";
import type { Services } from "./context.ts";
import { credentialOf } from "./who.ts";

export interface UpgradeRequest {
  /** The path's parameters, still percent-encoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly request: Request;
  readonly url: URL;
  readonly address: string;
  /** Whether the client connected over HTTPS. */
  readonly https: boolean;
  /** The request's id. */
  readonly id: string;
  /** Headers of the 101 response. */
  readonly headers: Headers;
  readonly trace: Trace;
}

/**
 * Reads the request's credential if it is valid, and whether the request presents one explicitly, by ticket or
 * `Authorization` header. Such a client must not become a guest if its credential is invalid. With an expired cookie it
 * may, because a page cannot omit the cookie.
 */
export async function readCredential(
  { store, tickets }: Services,
  { request, url, id }: UpgradeRequest,
): Promise<{ credential: Credential | undefined; isExplicit: boolean }> {
  const ticket = url.searchParams.get("ticket");
  return {
    credential:
      ticket === null
        ? credentialOf(request.headers, store.users)
        : (await tickets.redeem("socket", ticket, id))?.credential,
    isExplicit: ticket !== null || request.headers.has("Authorization"),
  };
}

/** Decodes a part of a path; an invalid encoding becomes the empty string, which names nothing. */
export function decodePathPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
