/** Who is at a socket: the protocol they speak, and where they are. It is a socket's `data`. */
import type { ServerWebSocket } from "bun";
import type { Protocol } from "../dialects/dialect.ts";
import type { OpenedFrame } from "../dialects/envelopes.ts";
import type { Trace } from "./access-log.ts";
import type { Limited } from "./limits.ts";

export interface Peer {
  readonly dialect: Protocol;
  readonly handler: SocketHandler;
  /** The hash of the credential it came with, if any; it closes when that ends. */
  readonly credential: string | undefined;
  /** Whose allowance its frames use. */
  readonly who: Limited;
  /** Writes what happens on this connection to the access log. */
  readonly trace: Trace;
  /** Bytes that waited to be sent to it when that was last read. */
  backlog?: number;
  /** Absent before it is open, and once it is closed. */
  ws: ServerWebSocket<Peer> | undefined;
}

/** Where a socket leads, a room's seats for one: what happens there as it opens, speaks, drains and closes. */
export interface SocketHandler {
  opened(peer: Peer): void;
  /** A frame or a ping came. */
  alive(peer: Peer): void;
  /** A frame that its dialect does not answer by itself. Throws the `Fault` for which it is refused. */
  received(peer: Peer, incoming: OpenedFrame): void;
  /** Runs `speak` now, or after the greeting if the peer has not been greeted yet: the greeting is the first frame. */
  afterGreeting(peer: Peer, speak: () => void): void;
  drained(peer: Peer): void;
  closed(peer: Peer): void;
}

const nothing = () => {};

/** For a rejection after the upgrade: closes with the reason at once. */
export const rejectWith = (code: number, reason: string): SocketHandler => ({
  opened(peer) {
    peer.ws?.close(code, reason);
    peer.ws = undefined;
  },
  alive: nothing,
  received: nothing,
  afterGreeting: nothing,
  drained: nothing,
  closed: nothing,
});
