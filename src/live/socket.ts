/** What happens on a socket: it opens, a frame comes, it drains, it closes. The handlers of `Bun.serve`. */
import { getLogger } from "@logtape/logtape";
import type { WebSocketHandler } from "bun";
import type { Message } from "../dialects/dialect.ts";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { toJsonObject } from "../domain/json.ts";
import type { Participant, Session } from "../domain/session.ts";
import type { Closing } from "../features/feature.ts";
import type { Log } from "../store/log.ts";
import { catchUp } from "./catch-up.ts";
import { closes } from "./closes.ts";
import { type Connection, listen, unlisten, type Visitor } from "./connection.ts";
import type { Kernel, Outcome } from "./kernel.ts";
import type { Presence } from "./presence.ts";
import { onlineCount, participantOf, personOf, type Room, recordOf, rosterOf, sessionOf } from "./room.ts";

const maxFrame = 64 * 1024;
const maxBuffer = 1024 * 1024;

const logger = getLogger(["lectern", "socket"]);

/** What the handlers stand on. */
export interface SocketRoom {
  readonly log: Log;
  readonly kernel: Kernel;
  readonly presence: Presence;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly joinUrl: (code: string) => string;
}

/** What a server does with its sockets. */
export interface Sockets {
  readonly handlers: WebSocketHandler<Visitor>;
  /** Closes connections of a room as an event says. */
  close(room: Room, closing: Closing): void;
}

export function openSockets({ log, kernel, presence, now, joinUrl }: SocketRoom): Sockets {
  function send<Of>({ ws, dialect }: Connection, { name, make }: Message<Of>, of: Of): void {
    ws?.send(JSON.stringify(dialect.envelope.close(name, make(of))));
  }

  /** Who speaks on a connection, and in which session. */
  function speaker({ room, participant_id }: Connection): { session: Session; you: Participant } {
    const person = personOf(room, participant_id);
    if (!person) throw new Fault("not_in_session");
    return { session: sessionOf(recordOf(room), joinUrl), you: participantOf(room, person) };
  }

  function fault(connection: Connection, refused: Fault, id: string | undefined): void {
    send(connection, connection.dialect.fault, { fault: refused, id });
  }

  function broken(connection: Connection, cause: unknown): void {
    logger.error("a handler of {dialect} threw: {cause}", { dialect: connection.dialect.name, cause });
    close(connection, closes.broken);
  }

  /** A bug in speaking to a connection is its end: better it comes back than it waits for ever. */
  function orClose(connection: Connection, speak: () => void): void {
    try {
      speak();
    } catch (cause) {
      broken(connection, cause);
    }
  }

  function greet(connection: Connection): void {
    const { room, dialect, since, asked_for, ws } = connection;
    if (!ws) return;
    if (recordOf(room).status === "ENDED") return close(connection, closes.ended);
    const resumed = dialect.resumes && since !== undefined && since <= room.told;
    const greeting = {
      ...speaker(connection),
      seq: room.told,
      resumed,
      participants: () => rosterOf(room),
      online_count: onlineCount(room),
      teacher_online: room.teacherOnline,
      connections: room.connections.get(connection.participant_id)?.size ?? 0,
      server_time: toTime(now()),
      asked_for,
    };
    for (const message of dialect.greet) send(connection, message, greeting);
    if (!resumed) return listen(connection);
    connection.listening = "behind";
    connection.at = since;
    catchUp(connection, log);
  }

  /** Whether the connection may speak now; where it may not, it is told. */
  function admitted(connection: Connection): boolean {
    const verdict = connection.limit(performance.now());
    if (verdict === "flood") close(connection, closes.flooding);
    if (verdict === "refused") fault(connection, new Fault("rate_limited"), undefined);
    return verdict === "allowed";
  }

  function hear(connection: Connection, text: string | Buffer): void {
    const { dialect, room, participant_id } = connection;
    room.heard.set(participant_id, now());
    let id: string | undefined;
    try {
      const incoming = dialect.envelope.open(toFrame(text));
      id = incoming.id;
      const reply = own(dialect.answers, incoming.name);
      if (reply) return send(connection, reply, { data: incoming.data, id, at: toTime(now()) });
      const heard = own(dialect.hears, incoming.name);
      if (!heard) throw new Fault("unknown_type", `Unknown message type: ${incoming.name.slice(0, 100)}`);
      const input = heard.to(incoming.data);
      const answer = (outcome: Outcome) => {
        if (!connection.ws) return;
        if ("fault" in outcome) return fault(connection, outcome.fault, incoming.id);
        if (!heard.confirm) return;
        send(connection, heard.confirm, { ...speaker(connection), input, id: incoming.id, ...outcome });
      };
      const settle = (outcome: Outcome) => orClose(connection, () => answer(outcome));
      kernel.submit({ room, ask: { command: heard.command, actor: participant_id, input, id }, settle });
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      fault(connection, cause, id);
    }
  }

  const handlers: WebSocketHandler<Visitor> = {
    maxPayloadLength: maxFrame,
    backpressureLimit: maxBuffer,
    // A slow phone is closed and resumes; kept open it would lose frames in the middle without a word.
    closeOnBackpressureLimit: true,
    idleTimeout: 60,
    sendPings: true,
    perMessageDeflate: false,
    open(ws) {
      if ("refused" in ws.data) return ws.close(ws.data.refused.code, ws.data.refused.reason);
      const connection = ws.data;
      connection.ws = ws;
      presence.enter(connection);
      kernel.submit({ room: connection.room, settle: () => orClose(connection, () => greet(connection)) });
    },
    message({ data }, text) {
      if (!("refused" in data) && admitted(data)) hear(data, text);
    },
    ping({ data }) {
      if (!("refused" in data) && admitted(data)) data.room.heard.set(data.participant_id, now());
    },
    drain({ data }) {
      if (!("refused" in data)) catchUp(data, log);
    },
    close({ data }) {
      if ("refused" in data) return;
      unlisten(data);
      data.ws = undefined;
      presence.leave(data);
    },
    error(cause, ws) {
      if (!("refused" in ws.data)) broken(ws.data, cause);
    },
  };

  return {
    handlers,
    close(room, { who, code, reason }) {
      const all = who === "everyone" ? room.connections.values() : [room.connections.get(who.participant_id) ?? []];
      for (const connection of Array.from(all, (theirs) => [...theirs]).flat()) close(connection, [code, reason]);
    },
  };
}

/** Closes a connection, by the dialect's own code where it has one. */
function close({ ws, dialect }: Connection, [code, reason]: readonly [number, string]): void {
  ws?.close(dialect.closeCodes?.[code] ?? code, reason);
}

/** The object in a frame, which is text. */
function toFrame(text: string | Buffer): Record<string, unknown> {
  if (typeof text !== "string") throw new Fault("not_text");
  return toJsonObject(text, "A frame is an object with a `type`.");
}

/** A key of the object's own: a frame named `constructor` or `__proto__` is an unknown one. */
function own<T>(of: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(of, key) ? of[key] : undefined;
}
