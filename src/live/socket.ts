/** The WebSocket handlers of `Bun.serve`: the rate limit and the envelope; a peer's `SocketHandler` does the rest. */
import type { WebSocketHandler } from "bun";
import type { Message } from "../dialects/dialect.ts";
import { formatText, type OpenedFrame, parseText } from "../dialects/envelopes.ts";
import { closes } from "../domain/closes.ts";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import type { Limits } from "./limits.ts";
import type { Peer } from "./peer.ts";
import { readTooSlowly, sampleMs, sampleUnsent } from "./slow-sockets.ts";

/** The longest frame that is accepted, in bytes. */
const maxFrame = 64 * 1024;
/** The longest frame over the limit that is parsed for its id, in characters. */
const maxParsed = 8 * 1024;
/** How many unsent bytes close a socket. */
const maxBuffer = 1024 * 1024;

export interface Sockets {
  readonly handlers: WebSocketHandler<Peer>;
  /** All connected peers. */
  readonly open: ReadonlySet<Peer>;
  /** How many were closed because they read too slowly. */
  slowCloses(): number;
  stop(): void;
}

/** `now` gives milliseconds since 1970. */
export function openSockets(limits: Limits, now: () => number): Sockets {
  const open = new Set<Peer>();
  let slowCloses = 0;
  const sampling = setInterval(() => sampleUnsent(open), sampleMs);
  sampling.unref();

  /** Whether the peer may send now. If not, it gets an error frame (for a pong, none), or a flood closes it. */
  function isAdmitted(peer: Peer, kind: "text" | "ping" | "pong", text?: string | Buffer): boolean {
    if (!peer.ws) return false;
    const verdict = limits.frame(peer.who, peer.dialect.name);
    if (verdict === "allowed") return true;
    limits.rejections.add("rate_limited");
    if (verdict === "flood") close(peer, closes.flooding);
    else if (kind !== "pong") {
      const id = idOf(peer, text);
      peer.handler.afterGreeting(peer, () => sendFault(peer, { fault: new Fault("rate_limited"), id, now: now() }));
    }
    return false;
  }

  function receive(peer: Peer, text: string | Buffer): void {
    let id: string | undefined;
    try {
      const { dialect, handler } = peer;
      const incoming = openFrame(peer, text);
      id = incoming.id;
      const reply = own(dialect.answers, incoming.name);
      peer.trace.frame("received", nameInLog(peer, incoming.name), text);
      if (reply) {
        const { data, id } = incoming;
        handler.afterGreeting(peer, () => send(peer, reply, { data, id, at: toTime(now()) }));
      } else handler.received(peer, incoming);
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      limits.rejections.add(cause.code);
      peer.handler.afterGreeting(peer, () => sendFault(peer, { fault: cause, id, now: now() }));
    }
  }

  const handlers: WebSocketHandler<Peer> = {
    maxPayloadLength: maxFrame,
    backpressureLimit: maxBuffer,
    // A slow phone is closed and resumes. If it stayed open, it would silently lose frames in the middle.
    closeOnBackpressureLimit: true,
    idleTimeout: 60,
    sendPings: true,
    perMessageDeflate: false,
    open(ws) {
      ws.data.ws = ws;
      open.add(ws.data);
      if (!ws.data.trace.reason) ws.data.trace.connected();
      ws.data.handler.opened(ws.data);
    },
    message({ data }, text) {
      if (!isAdmitted(data, "text", text)) return;
      data.handler.alive(data);
      receive(data, text);
    },
    ping({ data }) {
      if (isAdmitted(data, "ping")) data.handler.alive(data);
    },
    // Most pongs answer the server's own pings, one a minute. A pong uses the allowance like a ping, but gets no reply.
    pong({ data }) {
      isAdmitted(data, "pong");
    },
    drain({ data }) {
      data.handler.drained(data);
    },
    close({ data }, code, reason) {
      open.delete(data);
      if (readTooSlowly(data, code)) {
        slowCloses += 1;
        data.trace.closing = "read too slowly";
      }
      if (!data.trace.reason) data.trace.disconnected(code, reason);
      data.ws = undefined;
      data.handler.closed(data);
    },
    error(cause, { data }) {
      broken(data, cause);
    },
  };

  return { handlers, open, slowCloses: () => slowCloses, stop: () => clearInterval(sampling) };
}

/** The client's id of a frame over the limit, so that it can send the frame again. Large frames are not parsed for it. */
function idOf(peer: Peer, text: string | Buffer | undefined): string | undefined {
  if (typeof text !== "string" || text.length > maxParsed) return;
  try {
    return openFrame(peer, text).id;
  } catch {
    return;
  }
}

/** Sends a frame to one peer. */
export function send<Of>(peer: Peer, { name, make }: Message<Of>, of: Of): void {
  const { ws, dialect, trace } = peer;
  if (!ws) return;
  peer.sampledAt = undefined;
  const text = formatText(dialect.envelope, dialect.envelope.close(name, make(of)));
  trace.frame("sent", name, text);
  ws.send(text);
}

/** Sends the error frame for the frame with the client's own `id`. `now` in milliseconds since 1970. */
export function sendFault(peer: Peer, about: { fault: Fault; id: string | undefined; now: number }): void {
  const { fault, id, now } = about;
  peer.trace.rejected(fault.code, "frame");
  send(peer, peer.dialect.fault, { fault, id, at: toTime(now) });
}

/** Closes a socket, with the dialect's own code if it has one. */
export function close(peer: Peer, [code, reason]: readonly [number, string]): void {
  const { ws, dialect, trace } = peer;
  trace.closing = reason;
  ws?.close(dialect.closeCodes?.[code] ?? code, reason);
}

/** If building a reply throws, closes the connection so that the client reconnects instead of waiting forever. */
export function orClose(peer: Peer, speak: () => void): void {
  try {
    speak();
  } catch (cause) {
    broken(peer, cause);
  }
}

function broken(peer: Peer, cause: unknown): void {
  peer.trace.failed("a socket handler threw", cause);
  close(peer, closes.broken);
}

/** A frame's name if its dialect defines it: any other was written by a user. */
function nameInLog({ dialect }: Peer, name: string): string {
  return Object.hasOwn(dialect.hears, name) || Object.hasOwn(dialect.answers, name) ? name : "unknown";
}

/** Returns the value of an own property, so that a frame named `constructor` or `__proto__` is unknown. */
export function own<T>(of: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(of, key) ? of[key] : undefined;
}

/** Returns the fault for a frame whose name the dialect does not define. */
export const unknownFrame = (name: string): Fault =>
  new Fault("unknown_type", `Unknown message type: ${name.slice(0, 100)}`);

/** Parses a frame. Throws `not_text`, or `malformed` if it is not a frame of the dialect. */
function openFrame({ dialect: { envelope } }: Peer, text: string | Buffer): OpenedFrame {
  if (typeof text !== "string") throw new Fault("not_text");
  return envelope.open(parseText(envelope, text));
}
