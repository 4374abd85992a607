/** What happens on a socket: it opens, a frame comes, it drains, it closes. The handlers of `Bun.serve`. */
import { getLogger } from "@logtape/logtape";
import type { ServerWebSocket, WebSocketHandler } from "bun";
import type { Message } from "../dialects/dialect.ts";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import type { Participant, Session } from "../domain/session.ts";
import type { Closing } from "../features/feature.ts";
import type { Log } from "../store/log.ts";
import { catchUp } from "./catch-up.ts";
import { type Connection, listen, unlisten } from "./connection.ts";
import type { Kernel, Outcome } from "./kernel.ts";
import {
  onlineCount,
  participantOf,
  personOf,
  type Room,
  recordOf,
  rosterOf,
  sessionOf,
  teacherOnline,
} from "./room.ts";

/** Close codes beyond the standard's own. */
export const closes = {
  credentialEnded: [4401, "credential ended"],
  deleted: [4404, "session deleted"],
  replaced: [4409, "replaced by a newer connection"],
  flooding: [4429, "too many frames"],
  stopping: [1001, "server stopping"],
  broken: [1011, "internal error"],
} as const satisfies Record<string, readonly [number, string]>;

/** How many sockets a participant holds at a time. */
const socketsEach = 8;
const maxFrame = 64 * 1024;
const maxBuffer = 1024 * 1024;

const logger = getLogger(["lectern", "socket"]);

type Socket = ServerWebSocket<Connection>;

/** What the handlers stand on. */
export interface SocketRoom {
  readonly log: Log;
  readonly kernel: Kernel;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly joinUrl: (code: string) => string;
  /** Called when the number of people in a room changes. */
  readonly counted: (room: Room) => void;
}

/** What a server does with its sockets. */
export interface Sockets {
  readonly handlers: WebSocketHandler<Connection>;
  /** Closes connections of a room as an event says. */
  close(room: Room, closing: Closing): void;
}

export function openSockets({ log, kernel, now, joinUrl, counted }: SocketRoom): Sockets {
  function send<Of>(ws: Socket, { name, make }: Message<Of>, of: Of): void {
    ws.send(JSON.stringify(ws.data.dialect.envelope.close(name, make(of))));
  }

  /** Who speaks on a connection, and in which session. */
  function speaker({ room, participant_id }: Connection): { session: Session; you: Participant } {
    const person = personOf(room, participant_id);
    if (!person) throw new Fault("not_in_session");
    return { session: sessionOf(recordOf(room), joinUrl), you: participantOf(room, person) };
  }

  function fault(ws: Socket, refused: Fault, id: string | undefined): void {
    send(ws, ws.data.dialect.fault, { fault: refused, id });
  }

  function broken(ws: Socket, cause: unknown): void {
    logger.error("a handler of {dialect} threw: {cause}", { dialect: ws.data.dialect.name, cause });
    ws.close(...closes.broken);
  }

  /** A bug in speaking to a connection is its end: better it comes back than it waits for ever. */
  function orClose(ws: Socket, speak: () => void): void {
    try {
      speak();
    } catch (cause) {
      broken(ws, cause);
    }
  }

  function greet(ws: Socket): void {
    const connection = ws.data;
    const { room, dialect, since, asked_for } = connection;
    if (ws.readyState !== WebSocket.OPEN) return;
    if (recordOf(room).status === "ENDED") return ws.close(1000, "session ended");
    const resumed = dialect.resumes && since !== undefined && since <= room.told;
    const greeting = {
      ...speaker(connection),
      seq: room.told,
      resumed,
      participants: () => rosterOf(room),
      online_count: onlineCount(room),
      teacher_online: teacherOnline(room),
      server_time: toTime(now()),
      asked_for,
    };
    for (const message of dialect.greet) send(ws, message, greeting);
    if (!resumed) return listen(connection);
    connection.listening = "behind";
    connection.at = since;
    catchUp(connection, log);
  }

  /** Whether the connection may speak now; where it may not, it is told. */
  function admitted(ws: Socket): boolean {
    const verdict = ws.data.limit(performance.now());
    if (verdict === "flood") ws.close(...closes.flooding);
    if (verdict === "refused") fault(ws, new Fault("rate_limited"), undefined);
    return verdict === "allowed";
  }

  function hear(ws: Socket, text: string | Buffer): void {
    const { dialect, room, participant_id } = ws.data;
    room.heard.set(participant_id, now());
    let id: string | undefined;
    try {
      const incoming = dialect.envelope.open(toObject(text));
      id = incoming.id;
      const reply = own(dialect.answers, incoming.name);
      if (reply) return send(ws, reply, { data: incoming.data, id, at: toTime(now()) });
      const heard = own(dialect.hears, incoming.name);
      if (!heard) throw new Fault("unknown_type", `Unknown message type: ${incoming.name.slice(0, 100)}`);
      const input = heard.to(incoming.data);
      const answer = (outcome: Outcome) => {
        if (ws.readyState !== WebSocket.OPEN) return;
        if ("fault" in outcome) return fault(ws, outcome.fault, incoming.id);
        if (heard.confirm) send(ws, heard.confirm, { ...speaker(ws.data), input, id: incoming.id, ...outcome });
      };
      const settle = (outcome: Outcome) => orClose(ws, () => answer(outcome));
      kernel.submit({ room, ask: { command: heard.command, actor: participant_id, input, id }, settle });
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      fault(ws, cause, id);
    }
  }

  const handlers: WebSocketHandler<Connection> = {
    maxPayloadLength: maxFrame,
    backpressureLimit: maxBuffer,
    // A slow phone is closed and resumes; kept open it would lose frames in the middle without a word.
    closeOnBackpressureLimit: true,
    idleTimeout: 60,
    sendPings: true,
    perMessageDeflate: false,
    open(ws) {
      const { room, participant_id, dialect } = ws.data;
      ws.data.ws = ws;
      const theirs = room.connections.get(participant_id) ?? new Set();
      room.connections.set(participant_id, theirs.add(ws.data));
      const [oldest] = theirs;
      if (theirs.size > socketsEach) oldest?.ws?.close(...closes.replaced);
      const person = personOf(room, participant_id);
      const first = theirs.size === 1;
      if (person) {
        const data = { first, active: dialect.activeOn === "connect" };
        kernel.submit({ room, ask: { moment: "connected", actor: person, data } });
      }
      if (first) counted(room);
      kernel.submit({ room, settle: () => orClose(ws, () => greet(ws)) });
    },
    message(ws, text) {
      if (admitted(ws)) hear(ws, text);
    },
    ping(ws) {
      if (admitted(ws)) ws.data.room.heard.set(ws.data.participant_id, now());
    },
    drain(ws) {
      catchUp(ws.data, log);
    },
    close(ws) {
      const { room, participant_id } = ws.data;
      unlisten(ws.data);
      ws.data.ws = undefined;
      const theirs = room.connections.get(participant_id);
      theirs?.delete(ws.data);
      if (!theirs || theirs.size > 0) return;
      room.connections.delete(participant_id);
      room.used = now();
      const person = personOf(room, participant_id);
      if (!person || room.deleted) return;
      kernel.submit({ room, ask: { moment: "disconnected", actor: person } });
      counted(room);
    },
    error: (cause, ws) => broken(ws, cause),
  };

  return {
    handlers,
    close(room, { who, code, reason }) {
      const all = who === "everyone" ? room.connections.values() : [room.connections.get(who.participant_id) ?? []];
      for (const { ws } of Array.from(all, (connections) => [...connections]).flat()) ws?.close(code, reason);
    },
  };
}

/** The JSON object in a frame, or `malformed`. */
function toObject(text: string | Buffer): Record<string, unknown> {
  if (typeof text !== "string") throw new Fault("not_text");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Fault("malformed", "This is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Fault("malformed", "A frame is an object with a `type`.");
  }
  return value as Record<string, unknown>;
}

/** A key of the object's own: a frame named `constructor` or `__proto__` is an unknown one. */
function own<T>(of: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(of, key) ? of[key] : undefined;
}
