/** Handles every request: identifies the client, checks host and origin, and writes the access log. */
import type { Server } from "bun";
import type { Hono } from "hono";
import { Fault } from "../domain/faults.ts";
import type { Trace } from "../live/access-log.ts";
import type { Peer } from "../live/peer.ts";
import type { HonoEnv, Services } from "./context.ts";
import { type Guard, secureResponse } from "./guard.ts";
import { reject } from "./problem.ts";
import type { Client, Proxies } from "./proxies.ts";
import { isOrdinary } from "./refusals.ts";
import { enterDoor } from "./upgrade.ts";
import { tokenOf } from "./who.ts";

export interface RequestsOptions {
  readonly services: Services;
  /** The server listens before it is loaded. */
  readonly app: () => Promise<Hono<HonoEnv>>;
  readonly guard: Guard;
  readonly proxies: Proxies;
  /** Whether every client uses HTTPS: the server has a certificate, or its public URL starts with `https:`. */
  readonly https: boolean;
}

export type HandleRequest = (request: Request, server: Server<Peer>) => Promise<Response | undefined>;

const writes = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Returns the `fetch` of `Bun.serve`, which returns undefined if it opened a WebSocket. */
export function createRequestHandler({ services, app, guard, proxies, https }: RequestsOptions): HandleRequest {
  async function respond(request: Request, server: Server<Peer>, { client, trace }: { client: Client; trace: Trace }) {
    const url = URL.parse(request.url);
    if (!url) throw new Fault("malformed", "The address is malformed.");
    const socket = url.pathname.startsWith("/ws/");
    guard.check(request, socket || writes.has(request.method));
    const { address } = client;
    if (!socket) return (await app()).fetch(request, { address, https: https || client.https, trace });
    if (!services.ready()) throw new Fault("stopping");
    if (request.headers.get("Upgrade")?.toLowerCase() !== "websocket") throw new Fault("upgrade_required");
    const headers = new Headers({ "X-Request-Id": client.id });
    // Another program may have issued the client's credential a moment ago.
    await services.placement.refresh();
    const data = await enterDoor(services, { request, url, address, https: https || client.https, headers, trace });
    // A guest's account must be saved before it is theirs.
    await services.store.confirm();
    if (server.upgrade(request, { data, headers })) return undefined;
    throw new Fault("malformed", "This is not a WebSocket handshake.");
  }

  return async (request, server) => {
    const client = proxies.clientOf(request.headers, server.requestIP(request)?.address ?? "");
    const socket = request.headers.get("Upgrade")?.toLowerCase() === "websocket";
    const { address, id } = client;
    const ids = socket ? { address, connection: id } : { address, method: request.method, request: id };
    const trace = services.accessLog.trace(ids);
    const response = await respond(request, server, { client, trace }).catch((cause) => reject(cause, trace));
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

/**
 * Whether a failed request is logged as a rejection. Pages request things that may not exist, and the caller's account
 * before anyone has signed in: these are not.
 */
function isRejection(reason: Fault["code"], request: Request): boolean {
  if (reason === "not_found" || reason === "stopping" || isOrdinary(reason, request.url)) return false;
  return reason !== "no_credential" || tokenOf(request.headers) !== undefined;
}
