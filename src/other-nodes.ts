/** The other nodes that share the database: forwards to them, and asks them. */
import type { WebSocketHandler } from "bun";
import type { Forwarding } from "./cluster/forwarding.ts";
import type { Pipe } from "./cluster/pipe.ts";
import { withPipes } from "./cluster/socket-handlers.ts";
import { closes } from "./domain/closes.ts";
import { Fault } from "./domain/faults.ts";
import type { Nodes } from "./http/requests.ts";
import { type TicketQuestion, ticketsPath } from "./http/shared-tickets.ts";
import type { Peer } from "./live/peer.ts";

/** Asks another node about tickets. Throws `busy` if it does not answer: every question can be repeated. */
async function askNode(forwarding: Forwarding, to: string, question: TicketQuestion): Promise<unknown> {
  const body = JSON.stringify(question);
  const headers = { Host: "localhost", "Content-Type": "application/json" };
  const request = new Request(new URL(ticketsPath, to), { method: "POST", headers, body });
  const client = { address: "", https: false, id: Bun.randomUUIDv7() };
  const response = await forwarding.request(request, { to, client }).catch(() => undefined);
  if (!response?.ok) throw Fault.temporary("busy", 1000);
  return (await response.json()) ?? undefined;
}

/** The other nodes, as the server needs them. */
export interface OtherNodes extends Nodes {
  /** Handlers for sockets of this node and those that it forwards. */
  handlers(own: WebSocketHandler<Peer>): WebSocketHandler<Peer>;
  askAt(url: string, question: TicketQuestion): Promise<unknown>;
  /** Closes the sockets that this node forwards: their clients connect again. */
  closeAll(): void;
}

export function createOtherNodes(forwarding: Forwarding): OtherNodes {
  return {
    handlers: (own) => withPipes(own) as WebSocketHandler<Peer>,
    closeAll: () => forwarding.closeAll(closes.moved),
    askAt: (url, question) => askNode(forwarding, url, question),
    originOf: forwarding.originOf,
    accept: forwarding.accept,
    forward(request, { url }, { client, server }) {
      const isSocket = request.headers.get("Upgrade")?.toLowerCase() === "websocket";
      if (!isSocket) return forwarding.request(request, { to: url, client });
      const upgrade = (pipe: Pipe) => server.upgrade(request, { data: pipe as unknown as Peer, headers: pipe.headers });
      return forwarding.socket(request, { to: url, client, upgrade });
    },
  };
}
