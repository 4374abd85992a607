/** Forwards requests and sockets to the node that is the home of what they ask for. */
import type { Close } from "../domain/closes.ts";
import { Fault } from "../domain/faults.ts";
import { connectHome } from "./connect-home.ts";
import { bodyOf, createRequestForwarder, type ForwardedBody } from "./forward-request.ts";
import { createForwardedHeaders, type Origin, type SignedRequest } from "./forwarded-headers.ts";
import { requestHeaders } from "./passed-headers.ts";
import { Pipe } from "./pipe.ts";

export interface ForwardingOptions {
  /** What all nodes know and nobody else. */
  readonly secret: string;
  /** The time that all nodes share, in milliseconds since 1970 (default: this machine's). */
  readonly now?: () => number;
  /** How many sockets this node forwards at once. */
  readonly maxSockets: number;
  /** How long to wait for the other node's answer, in ms. */
  readonly timeoutMs?: number;
  /** How often the nodes at the other end of sockets are checked, in ms. They ping quiet sockets about once a minute. */
  readonly checkMs?: number;
}

/** The client, as this node sees it or as the node before reported it. */
export interface ForwardedClient {
  readonly address: string;
  readonly https: boolean;
  /** The request's id. */
  readonly id: string;
  /** How many nodes have forwarded the request before this one (default: none). */
  readonly hops?: number;
}

/** Where a request goes. */
export interface Forward {
  /** The other node's internal URL, such as `http://10.0.0.5:8000`. */
  readonly to: string;
  readonly client: ForwardedClient;
}

export interface SocketForward extends Forward {
  /** Upgrades the client's request, with the pipe as the socket's `data` and `pipe.headers`. */
  readonly upgrade: (pipe: Pipe) => boolean;
}

export interface Forwarding {
  /** Returns the original client of a request that another node forwarded. Anybody else's headers are ignored. */
  originOf(request: SignedRequest): Origin | undefined;
  /** Rejects if a forwarded request is too old, or has another body than the one that was signed. */
  accept(request: Request): Promise<void>;
  /**
   * Resolves with the other node's response, which is still being received. Rejects with `busy` if it is not reached, or
   * with `result_unknown` if it may have carried out the request.
   */
  request(request: Request, forward: Forward): Promise<Response>;
  /**
   * Connects to the other node, then upgrades the client's request. Resolves with undefined if it is upgraded, or with the
   * response by which the other node refuses. Rejects with `busy`, or `server_full`.
   */
  socket(request: Request, forward: SocketForward): Promise<Response | undefined>;
  /** A node is gone: gives up what waits for its answer, and closes the sockets that lead to it (1012). */
  drop(to: string): void;
  /** Closes all sockets at both ends. */
  closeAll(how: Close): void;
  stats(): ForwardingStats;
  /** Stops checking the other nodes. */
  stop(): void;
}

export interface ForwardingStats {
  /** How many sockets are forwarded now. */
  readonly sockets: number;
  /** How many requests and handshakes were forwarded, and how many of them failed because the node was not reached. */
  readonly requests: number;
  readonly handshakes: number;
  readonly failures: number;
}

/** How often a request may be forwarded. More means that the nodes disagree about a home. */
const maxHops = 3;

export function openForwarding(options: ForwardingOptions): Forwarding {
  const { secret, now, maxSockets, timeoutMs = 20_000, checkMs = 60_000 } = options;
  const { originOf, accept, sign } = createForwardedHeaders(secret, now);
  const forwarder = createRequestForwarder(timeoutMs);
  const pipes = new Set<Pipe>();
  /** What aborts the requests and handshakes that wait for an answer of each node. */
  const waiting = new Map<AbortController, string>();
  const counts = { requests: 0, handshakes: 0, failures: 0 };
  const checking = setInterval(() => {
    for (const pipe of pipes) pipe.checkHome();
  }, checkMs);
  checking.unref();

  /** Runs `ask` with what it needs to ask the other node, and counts a failure. */
  async function ask<T>(
    request: Request,
    { to, client, body }: Forward & { readonly body: ForwardedBody },
    run: (asked: { url: string; headers: Headers; signal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    const hops = (client.hops ?? 0) + 1;
    if (hops > maxHops) throw Fault.temporary("busy", 1000);
    const url = urlAt(to, request.url);
    const headers = requestHeaders(request.headers);
    const host = request.headers.get("host") ?? "";
    sign({ method: request.method, url, headers, body }, { ...client, hops, host });
    const giveUp = new AbortController();
    waiting.set(giveUp, to);
    try {
      const signal = AbortSignal.any([request.signal, giveUp.signal]);
      return await run({ url, headers, signal });
    } catch (cause) {
      counts.failures += 1;
      throw cause;
    } finally {
      waiting.delete(giveUp);
    }
  }

  const onEnd = (pipe: Pipe) => void pipes.delete(pipe);

  return {
    originOf,
    accept,
    async request(request, forward) {
      counts.requests += 1;
      const body = await bodyOf(request);
      return await ask(request, { ...forward, body }, (asked) => forwarder.forward(request.method, { ...asked, body }));
    },
    async socket(request, forward) {
      if (pipes.size >= maxSockets) throw Fault.temporary("server_full", 10_000);
      counts.handshakes += 1;
      let pipe: Pipe | undefined;
      try {
        const answer = await ask(request, { ...forward, body: null }, ({ url, ...asked }) => {
          const connecting = connectHome(url, { ...asked, timeoutMs });
          pipe = new Pipe({ to: forward.to, home: connecting.home, onEnd });
          pipes.add(pipe);
          return connecting.answer;
        });
        if (answer instanceof Response) return answer;
        if (!pipe) return;
        pipe.headers = answer;
        if (!forward.upgrade(pipe)) throw new Fault("malformed", "This is not a WebSocket handshake.");
        pipe = undefined;
      } finally {
        // The client's socket was not opened.
        pipe?.closed(1006, "");
      }
    },
    drop(to) {
      for (const [giveUp, node] of waiting) if (node === to) giveUp.abort();
      for (const pipe of pipes) if (pipe.to === to) pipe.drop();
    },
    closeAll(how) {
      for (const pipe of pipes) pipe.close(how);
    },
    stats: () => ({ sockets: pipes.size, ...counts }),
    stop: () => clearInterval(checking),
  };
}

/** The URL of a request's path and query at another node. A path such as `//host` must not name another host. */
function urlAt(to: string, url: string): string {
  const { pathname, search } = new URL(url);
  return `${new URL(to).origin}${pathname}${search}`;
}
