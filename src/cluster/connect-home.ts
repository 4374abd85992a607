/** Opens a WebSocket to another node, and learns from its handshake how to answer the client. */
import { Fault } from "../domain/faults.ts";
import { handshakeHeaders } from "./passed-headers.ts";
import type { HomeSocket } from "./pipe.ts";

/** What Bun's WebSocket reports of the response to its handshake, in an event that its types do not have. */
interface Handshake {
  readonly statusCode: number;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer<ArrayBuffer>;
}

export interface Connecting {
  readonly home: HomeSocket;
  /**
   * Resolves with the headers of the 101 response once the socket is open, or with the response by which the home
   * refuses. Rejects with `busy` if the home cannot be reached in time or the client leaves.
   */
  readonly answer: Promise<Headers | Response>;
}

export interface ConnectOptions {
  readonly headers: Headers;
  /** Aborted if the client leaves, or the node is no longer expected to answer. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** `url` is the http or https URL at the other node. */
export function connectHome(url: string, { headers, signal, timeoutMs }: ConnectOptions): Connecting {
  const { promise, resolve, reject } = Promise.withResolvers<Headers | Response>();
  const options = { headers, perMessageDeflate: false, tls: { rejectUnauthorized: false } };
  // A browser's WebSocket, whose types are in use here, has no such options.
  const home = new WebSocket(url.replace(/^http/, "ws"), options as never) as unknown as HomeSocket;
  let found = new Headers();
  const giveUp = () => home.terminate();
  const timer = setTimeout(giveUp, timeoutMs);
  signal.addEventListener("abort", giveUp, { once: true });
  home.addEventListener("handshake", (event: Event) => {
    const { statusCode, rawHeaders, body } = (event as MessageEvent<Handshake>).data;
    const raw = new Headers();
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) raw.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
    found = handshakeHeaders(raw);
    if (statusCode !== 101) resolve(refusal(statusCode, { raw, headers: found, body }));
  });
  home.addEventListener("open", () => resolve(found));
  home.addEventListener("error", () => reject(Fault.temporary("busy", 1000)));
  home.addEventListener("close", () => reject(Fault.temporary("busy", 1000)));
  if (signal.aborted) giveUp();
  const answer = promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", giveUp);
  });
  return { home, answer };
}

/** Bun reports as much of the body as has arrived with the headers. If that is not all, only the status is passed on. */
function refusal(
  status: number,
  { raw, headers, body }: { raw: Headers; headers: Headers; body: Buffer<ArrayBuffer> },
): Response {
  if (raw.get("content-length") === String(body.length)) return new Response(body, { status, headers });
  headers.delete("content-type");
  return new Response(null, { status, headers });
}
