/** Two servers: the home, which a test writes, and a node that forwards everything to it. */
import type { Server, WebSocketHandler } from "bun";
import { type Forwarding, type ForwardingOptions, openForwarding } from "../../src/cluster/forwarding.ts";
import type { Pipe } from "../../src/cluster/pipe.ts";
import { withPipes } from "../../src/cluster/socket-handlers.ts";
import { toFault, toProblem } from "../../src/http/problem.ts";

export const secret = "a secret of all nodes";

/** The limits of a server's sockets. */
export const socketLimits = {
  maxPayloadLength: 64 * 1024,
  backpressureLimit: 1024 * 1024,
  closeOnBackpressureLimit: true,
  idleTimeout: 60,
  sendPings: true,
} as const;

export interface ForwardingNode extends AsyncDisposable {
  readonly url: string;
  readonly forwarding: Forwarding;
  /** Where it forwards to. */
  to: string;
}

/** A node that forwards every request to `to`, except sockets at `/own`, which it echoes. */
export function openNode(to: string, options: Partial<ForwardingOptions> = {}): ForwardingNode {
  const forwarding = openForwarding({ secret, maxSockets: 100, ...options });
  const own: WebSocketHandler<string> = {
    ...socketLimits,
    message: (ws, frame) => void ws.send(`${ws.data}: ${frame}`),
  };

  async function respond(request: Request, server: Server<string | Pipe>): Promise<Response | undefined> {
    const origin = forwarding.originOf(request);
    const client = origin ?? { address: server.requestIP(request)?.address ?? "", https: false, id: "request-1" };
    if (origin) request.headers.set("Host", origin.host);
    if (!request.headers.has("Upgrade")) return forwarding.request(request, { to: node.to, client });
    if (request.url.endsWith("/own")) return void server.upgrade(request, { data: "own" });
    const upgrade = (pipe: Pipe) => server.upgrade(request, { data: pipe, headers: pipe.headers });
    return forwarding.socket(request, { to: node.to, client, upgrade });
  }

  const server = Bun.serve<string | Pipe>({
    port: 0,
    hostname: "127.0.0.1",
    development: false,
    maxRequestBodySize: 64 * 1024 * 1024,
    fetch: (request, server) => respond(request, server).catch((cause) => toProblem(toFault(cause))),
    error: (cause) => toProblem(toFault(cause)),
    websocket: withPipes(own),
  });
  const node: ForwardingNode = {
    url: `http://127.0.0.1:${server.port}`,
    forwarding,
    to,
    async [Symbol.asyncDispose]() {
      forwarding.stop();
      await server.stop(true);
    },
  };
  return node;
}

export interface Home extends AsyncDisposable {
  readonly url: string;
  readonly server: Server<undefined>;
}

/** The home, as a test writes it. */
export function openHome(
  fetch: (request: Request, server: Server<undefined>) => Response | undefined | Promise<Response | undefined>,
  websocket: Partial<WebSocketHandler<undefined>> = {},
  tls?: { cert: string; key: string },
): Home {
  const server = Bun.serve<undefined>({
    port: 0,
    hostname: "127.0.0.1",
    development: false,
    maxRequestBodySize: 64 * 1024 * 1024,
    ...(tls && { tls }),
    fetch,
    websocket: { ...socketLimits, message() {}, ...websocket },
  });
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${server.port}`,
    server,
    async [Symbol.asyncDispose]() {
      await server.stop(true);
    },
  };
}

/** An http address at which nothing listens. */
export function unusedUrl(): string {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const url = `http://127.0.0.1:${server.port}`;
  server.stop(true);
  return url;
}
