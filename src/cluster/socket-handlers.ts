/** The WebSocket handlers of a node: forwarded sockets have a `Pipe` as their `data`, all others are handled as before. */
import type { ServerWebSocket, WebSocketHandler } from "bun";
import { closes } from "../domain/closes.ts";
import { Pipe } from "./pipe.ts";

/** Adds the handling of pipes to `handlers`. The limits of sockets stay the same. */
export function withPipes<T>(handlers: WebSocketHandler<T>): WebSocketHandler<T | Pipe> {
  const own = (ws: ServerWebSocket<T | Pipe>) => ws as ServerWebSocket<T>;
  const { data: _, ...limits } = handlers;
  return {
    ...limits,
    open(ws) {
      return ws.data instanceof Pipe ? ws.data.opened(ws) : handlers.open?.(own(ws));
    },
    message(ws, frame) {
      return ws.data instanceof Pipe ? ws.data.message(frame) : handlers.message?.(own(ws), frame);
    },
    ping(ws, payload) {
      return ws.data instanceof Pipe ? ws.data.ping(payload) : handlers.ping?.(own(ws), payload);
    },
    pong(ws, payload) {
      return ws.data instanceof Pipe ? ws.data.pong(payload) : handlers.pong?.(own(ws), payload);
    },
    drain(ws) {
      return ws.data instanceof Pipe ? ws.data.drained() : handlers.drain?.(own(ws));
    },
    close(ws, code, reason) {
      return ws.data instanceof Pipe ? ws.data.closed(code, reason) : handlers.close?.(own(ws), code, reason);
    },
    error(cause, ws) {
      return ws.data instanceof Pipe ? ws.data.close(closes.broken) : handlers.error?.(cause, own(ws));
    },
  };
}
