/** The client at the other end of a socket: the protocol it speaks, and what handles its frames. A socket's `data`. */
import type { ServerWebSocket } from "bun";
import type { Protocol } from "../dialects/dialect.ts";
import type { OpenedFrame } from "../dialects/envelopes.ts";
import type { Trace } from "./access-log.ts";
import type { Limited } from "./limits.ts";

export interface Peer {
  readonly dialect: Protocol;
  readonly handler: SocketHandler;
  /** The hash of the credential it connected with, if any; the socket closes when that ends. */
  readonly credential: string | undefined;
  /** Whose allowance its frames use. */
  readonly who: Limited;
  /** Writes what happens on this connection to the access log. */
  readonly trace: Trace;
  /** How many bytes waited to be sent to it when that was last sampled. */
  unsentBytes?: number;
  /** `SocketHandler.published` at the last sample; absent if it was sent something else since. */
  sampledAt?: number | undefined;
  /** Absent before the socket is open, and once it is closed. */
  ws: ServerWebSocket<Peer> | undefined;
}

/** Handles the sockets that lead to a room, or to the board. */
export interface SocketHandler {
  opened(peer: Peer): void;
  /** A frame or a ping arrived. */
  alive(peer: Peer): void;
  /** A frame arrived that the dialect has no automatic reply for. Throws the `Fault` for which it is rejected. */
  received(peer: Peer, incoming: OpenedFrame): void;
  /** Calls `speak` now, or after the greeting if that has not been sent: the greeting is the first frame. */
  afterGreeting(peer: Peer, speak: () => void): void;
  /** A number that grows with each frame that is published to peers like this one. */
  published(peer: Peer): number;
  drained(peer: Peer): void;
  closed(peer: Peer): void;
}

const nothing = () => {};

/** Rejects a connection after the upgrade: closes it with the reason at once. */
export const rejectWith = (code: number, reason: string): SocketHandler => ({
  opened(peer) {
    peer.ws?.close(code, reason);
    peer.ws = undefined;
  },
  alive: nothing,
  received: nothing,
  afterGreeting: nothing,
  published: () => 0,
  drained: nothing,
  closed: nothing,
});
