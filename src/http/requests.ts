/** Handles every request: identifies the client, checks host and origin, and writes the access log. */
import type { Server } from "bun";
import type { Hono } from "hono";
import { Fault, parseInput } from "../domain/faults.ts";
import { Elsewhere } from "../domain/placement.ts";
import type { Trace } from "../live/access-log.ts";
import type { Peer } from "../live/peer.ts";
import type { HonoEnv, Services } from "./context.ts";
import { type Guard, secureResponse } from "./guard.ts";
import { reject } from "./problem.ts";
import type { Client, Proxies } from "./proxies.ts";
import { isOrdinary } from "./refusals.ts";
import { TicketQuestion, ticketsPath } from "./shared-tickets.ts";
import { enterDoor } from "./upgrade.ts";
import { tokenOf } from "./who.ts";

/** The other programs that have the same database. */
export interface Nodes {
  /** The client of a request that another one has forwarded; undefined if the request comes from the client itself. */
  originOf(request: Request): (Client & { readonly host: string; readonly hops: number }) | undefined;
  /** Rejects if a forwarded request must not be answered: it is too old, or its body is not the original one. */
  accept(request: Request): Promise<void>;
  /** Forwards a request. Resolves with the answer; undefined if that is an open WebSocket. */
  forward(
    request: Request,
    to: Elsewhere,
    from: { client: ForwardableClient; server: Server<Peer> },
  ): Promise<Response | undefined>;
}

/** The client of a request, and how many programs have forwarded it (default: none). */
export type ForwardableClient = Client & { readonly hops?: number };

export interface RequestsOptions {
  readonly services: Services;
  /** The server listens before it is loaded. */
  readonly app: () => Promise<Hono<HonoEnv>>;
  readonly guard: Guard;
  readonly proxies: Proxies;
  /** Whether every client uses HTTPS: the server has a certificate, or its public URL starts with `https:`. */
  readonly https: boolean;
  /** Absent if this program has its database alone. */
  readonly nodes?: Nodes | undefined;
}

/** Who sent a request. */
interface Received {
  readonly client: ForwardableClient;
  /** Whether another program has forwarded it, or is itself the client. */
  readonly isFromNode: boolean;
  readonly trace: Trace;
}

export type HandleRequest = (request: Request, server: Server<Peer>) => Promise<Response | undefined>;

const writes = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Returns the `fetch` of `Bun.serve`, which returns undefined if it opened a WebSocket. */
export function createRequestHandler(options: RequestsOptions): HandleRequest {
  const { services, app, guard, proxies, https, nodes } = options;

  async function respond(request: Request, server: Server<Peer>, { client, isFromNode, trace }: Received) {
    const url = URL.parse(request.url);
    if (!url) throw new Fault("malformed", "The address is malformed.");
    const socket = url.pathname.startsWith("/ws/");
    guard.check(request, socket || writes.has(request.method));
    const { address, id } = client;
    if (isFromNode && url.pathname === ticketsPath) {
      const question = parseInput(TicketQuestion, await request.json());
      return Response.json((await services.answerTickets(question)) ?? null);
    }
    if (!socket) return (await app()).fetch(request, { address, https: https || client.https, id, trace });
    if (!services.ready()) throw new Fault("stopping");
    if (request.headers.get("Upgrade")?.toLowerCase() !== "websocket") throw new Fault("upgrade_required");
    const headers = new Headers({ "X-Request-Id": client.id });
    // Another program may have issued the client's credential a moment ago.
    await services.placement.refresh();
    const undone = services.store.undone();
    const data = await enterDoor(services, { request, url, address, https: https || client.https, id, headers, trace });
    // A guest's account must be saved before it is theirs.
    await services.store.confirm(undone);
    if (server.upgrade(request, { data, headers })) return undefined;
    throw new Fault("malformed", "This is not a WebSocket handshake.");
  }

  /** Like `respond`; forwards a request that another program is responsible for. */
  async function respondOrForward(request: Request, server: Server<Peer>, received: Received) {
    if (received.isFromNode) await nodes?.accept(request);
    // A body may have been read before it is known where the request belongs.
    const unread = nodes && mayBeReadEarly(request) ? request.clone() : request;
    try {
      return await respond(request, server, received);
    } catch (cause) {
      if (!(cause instanceof Elsewhere) || !nodes) throw cause;
      const client = { ...received.client, https: https || received.client.https };
      return await nodes.forward(unread, cause, { client, server });
    }
  }

  return async (request, server) => {
    const origin = nodes?.originOf(request);
    const client: ForwardableClient =
      origin ?? proxies.clientOf(request.headers, server.requestIP(request)?.address ?? "");
    if (origin) request.headers.set("Host", origin.host);
    const socket = request.headers.get("Upgrade")?.toLowerCase() === "websocket";
    const { address, id } = client;
    const ids = socket ? { address, connection: id } : { address, method: request.method, request: id };
    const trace = services.accessLog.trace(ids);
    const received = { client, isFromNode: origin !== undefined, trace };
    const response = await respondOrForward(request, server, received).catch((cause) => reject(cause, trace));
    const { reason } = trace;
    if (reason && isRejection(reason, request)) {
      services.live.limits.rejections.add(reason);
      trace.rejected(reason, socket ? "handshake" : "http");
    }
    if (!response) return undefined;
    trace.responded(response.status);
    const kind = trace.level === "info" ? "api" : "other";
    services.live.timings.request.of(kind).observe(performance.now() - trace.startedAt);
    response.headers.set("X-Request-Id", client.id);
    return secureResponse(response, request.headers.get("Host") ?? "", https || client.https);
  };
}

/** How long a body may be that is kept until it is known where the request belongs, in bytes. */
const maxKept = 64 * 1024;

/** Short bodies, and those of unknown length, which `app.ts` reads up to its limit before anything else. */
const mayBeReadEarly = ({ body, headers }: Request): boolean =>
  body !== null && Number(headers.get("Content-Length") ?? 0) <= maxKept;

/**
 * Whether a failed request is logged as a rejection. Pages request things that may not exist, and the caller's account
 * before anyone has signed in: these are not.
 */
function isRejection(reason: Fault["code"], request: Request): boolean {
  if (reason === "not_found" || reason === "stopping" || isOrdinary(reason, request.url)) return false;
  return reason !== "no_credential" || tokenOf(request.headers) !== undefined;
}
