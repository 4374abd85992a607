/**
 * The access log: each HTTP call, who connects, disconnects and is rejected, and what fails. A line holds ids, an address
 * and a reason from a fixed list, never a credential and never text that a user wrote.
 */
import { getLogger } from "@logtape/logtape";
import { closes } from "../domain/closes.ts";
import { openSampler } from "../domain/sampler.ts";
import { catalogue, type FaultCode } from "../features/index.ts";

/** What is known about a request or a connection. Fields are added as they become known. */
export interface LogFields {
  /** The client's address; behind a trusted proxy, the address that the proxy reports. */
  readonly address: string;
  /** The id in `X-Request-Id`; for a socket, the id of its handshake, which also identifies the connection. */
  readonly request?: string;
  readonly connection?: string;
  /** The method of an HTTP call. */
  readonly method?: string;
  /** The path's pattern. The path itself may contain a secret or a mistyped code. */
  route?: string;
  dialect?: string;
  session?: string;
  participant?: string;
  user?: number;
}

/** Where a rejection happened: an HTTP call, a WebSocket handshake, or a frame on an open socket. */
export type Via = "http" | "handshake" | "frame";

/** Writes the lines of one request or connection. */
export interface Trace {
  readonly fields: LogFields;
  /** When the request or the handshake arrived, as `performance.now()`. */
  readonly startedAt: number;
  /** The level of the line of an HTTP response: `debug` for files, pages and health checks. */
  level: "info" | "debug";
  /** Why the request was rejected; set by the code that builds the response. */
  reason: string | undefined;
  /** Why the server closes the connection; set by the code that closes it. */
  closing: string | undefined;
  rejected(reason: string, via: Via): void;
  /** Counts and logs an HTTP response. */
  responded(status: number): void;
  connected(): void;
  /** `reason` is logged if the code is 1006, which no client can send: Bun sets it, for example if a frame is too large. */
  disconnected(code: number, reason: string): void;
  failed(what: string, cause: unknown): void;
  /** `type` is the frame's name, or `unknown` if the dialect does not define it. */
  frame(direction: "received" | "sent", type: string, text: string | Buffer): void;
}

export interface AccessLog {
  trace(fields: LogFields): Trace;
  /** How many HTTP responses there were, by class: `2xx`. */
  readonly responses: ReadonlyMap<string, number>;
  /** How many connections were closed, by close code. */
  readonly closed: ReadonlyMap<string, number>;
  /** Logs how many lines were omitted so far. */
  flush(): void;
}

const logger = getLogger(["lectern", "access"]);
const frames = getLogger(["lectern", "frames"]);

let framesShown: boolean | undefined;

/** Whether frames are logged. The logger is asked once per turn of the event loop: it takes longer than reading a frame. */
function logsFrames(): boolean {
  if (framesShown === undefined) {
    framesShown = frames.isEnabledFor("debug");
    setImmediate(() => {
      framesShown = undefined;
    });
  }
  return framesShown;
}

/** At most this many lines per reason in each window. */
const burst = 5;
const windowMs = 10_000;

const ourCodes = Object.values(closes).map(([code]): number => code);
/** Close codes that are counted separately. A client can send any code, and each would become its own series. */
const knownCodes = new Set([1000, 1001, 1002, 1005, 1006, 1007, 1008, 1009, ...ourCodes]);

export function createAccessLog(): AccessLog {
  const sampler = openSampler({ burst, windowMs });
  const closed = new Map<string, number>();
  const responses = new Map<string, number>();
  let flushing: Timer | undefined;

  function flush(): void {
    clearTimeout(flushing);
    flushing = undefined;
    for (const { key: reason, omitted } of sampler.drain()) {
      logger.warn("{omitted} more rejections for {reason} are not shown", { omitted, reason });
    }
  }

  function rejected(fields: LogFields, reason: string, via: Via): void {
    // An error of the server is logged where it is found.
    const { status } = catalogue[reason as FaultCode];
    if (status >= 500) return;
    const { write, omitted } = sampler.take(reason, performance.now());
    if (!write) {
      flushing ??= setTimeout(flush, windowMs).unref();
      return;
    }
    logger.warn("rejected", { reason, via, status, ...fields, ...(omitted > 0 && { omitted }) });
  }

  return {
    closed,
    responses,
    flush,
    trace: (fields) => ({
      fields,
      startedAt: performance.now(),
      level: "debug",
      reason: undefined,
      closing: undefined,
      rejected: (reason, via) => rejected(fields, reason, via),
      responded(status) {
        count(responses, `${Math.floor(status / 100)}xx`);
        if (!logger.isEnabledFor(this.level)) return;
        const { method, route = "other", ...others } = fields;
        const line = { method, route, status, ms: elapsed(this.startedAt), ...others, reason: this.reason };
        logger[this.level]("request", line);
      },
      connected: () => logger.info("connected", { ...fields }),
      disconnected(code, brokenOff) {
        count(closed, knownCodes.has(code) ? `${code}` : "other");
        const broken = code === 1006 ? brokenOff || "connection lost" : undefined;
        const reason = this.closing ?? broken ?? "closed by the client";
        logger.info("disconnected", { code, reason, ms: elapsed(this.startedAt), ...fields });
      },
      failed: (what, cause) => logger.error(`${what}: {cause}`, { ...fields, cause }),
      frame(direction, type, text) {
        if (!logsFrames()) return;
        const bytes = Buffer.byteLength(text);
        const { connection, dialect } = fields;
        frames.debug("frame", { direction, type, bytes, connection, dialect });
      },
    }),
  };
}

/** The milliseconds since `startedAt`, to a tenth. */
const elapsed = (startedAt: number): number => Math.round((performance.now() - startedAt) * 10) / 10;

/** Logs a frame that all listeners of a topic receive. */
export function logPublished(topic: string, type: string, text: string): void {
  if (!logsFrames()) return;
  const bytes = Buffer.byteLength(text);
  frames.debug("frame", { direction: "published", type, bytes, topic });
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
