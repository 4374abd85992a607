/** The seats of all rooms: what happens on a socket that leads to one. */

import type { Dialect } from "../dialects/dialect.ts";
import { closes } from "../domain/closes.ts";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { maxRosterInGreeting } from "../domain/roster.ts";
import type { Participant } from "../domain/session.ts";
import type { Closing } from "../features/feature.ts";
import type { Session } from "../features/whole-session.ts";
import type { Log } from "../store/log.ts";
import { catchUp } from "./catch-up.ts";
import { listen, unlisten } from "./connection.ts";
import type { Kernel } from "./kernel.ts";
import type { Limits } from "./limits.ts";
import type { SocketHandler } from "./peer.ts";
import type { Presence } from "./presence.ts";
import {
  type Connection,
  onlineCount,
  participantOf,
  personOf,
  type Room,
  recordOf,
  rosterOf,
  sessionOf,
} from "./room.ts";
import type { Slices } from "./slices.ts";
import { close, orClose, own, send, sendFault, unknownFrame } from "./socket.ts";
import type { Outcome } from "./work.ts";

/** What the seats stand on. */
export interface SeatsOptions {
  readonly log: Log;
  readonly slices: Slices;
  /** Identifies the history of the database. */
  readonly epoch: () => string;
  readonly kernel: Kernel;
  readonly presence: Presence;
  readonly limits: Limits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly joinUrl: (code: string) => string;
}

/** A command as it came over a socket. */
interface SocketCommand {
  readonly heard: Dialect["hears"][string];
  readonly input: unknown;
  readonly id: string | undefined;
}

export interface Seats extends SocketHandler {
  /** Closes connections of a room as an event says. */
  close(room: Room, closing: Closing): void;
}

export function createSeats({ log, slices, epoch, kernel, presence, limits, now, joinUrl }: SeatsOptions): Seats {
  /** Who speaks on a connection, and in which session. */
  function speaker({ room, participantId }: Connection): { session: Session; you: Participant } {
    const person = personOf(room, participantId);
    if (!person) throw new Fault("not_in_session");
    return { session: sessionOf(recordOf(room), joinUrl), you: participantOf(room, person) };
  }

  function greet(connection: Connection): void {
    const { room, dialect, since, epoch: theirs = epoch(), askedFor, ws } = connection;
    if (!ws) return;
    if (recordOf(room).status === "ENDED") return close(connection, closes.ended);
    const resumed = dialect.resumes && since !== undefined && since <= room.published && theirs === epoch();
    const greeting = {
      ...speaker(connection),
      epoch: epoch(),
      seq: room.published,
      resumed,
      participants: () => rosterOf(room, maxRosterInGreeting),
      online_count: onlineCount(room),
      teacher_online: room.teacherOnline,
      connections: room.connections.get(connection.participantId)?.size ?? 0,
      server_time: toTime(now()),
      requestedSession: askedFor,
    };
    for (const message of dialect.greet) send(connection, message, greeting);
    if (!resumed) return listen(connection);
    connection.listening = "behind";
    connection.at = since;
    catchUp(connection, { log, slices });
  }

  /**
   * Greets in its turn. If a commit failed just then, the room is read again first: it may hold events that did not
   * happen. If it cannot be read, the connection closes, and its client tries again.
   */
  function greetInTurn(connection: Connection, isLastTry = false): void {
    const { room } = connection;
    const settle = () =>
      orClose(connection, () => {
        if (!room.behind) greet(connection);
        else if (isLastTry) close(connection, closes.broken);
        else greetInTurn(connection, true);
      });
    kernel.submit({ room, settle });
  }

  /** Answers a command, once it is on disk or refused. */
  function answer(connection: Connection, ask: SocketCommand, outcome: Outcome): void {
    if (!connection.ws) return;
    const { input, id } = ask;
    const { confirm, failure } = ask.heard;
    if ("fault" in outcome) {
      const { fault } = outcome;
      limits.rejections.add(fault.code);
      return sendFault(connection, {
        fault: failure === undefined ? fault : fault.withPrefix(failure),
        id,
        now: now(),
      });
    }
    if (confirm) send(connection, confirm, { ...speaker(connection), input, id, ...outcome });
  }

  return {
    opened(connection: Connection) {
      if (connection.room.deleted) return close(connection, closes.deleted);
      presence.enter(connection);
      greetInTurn(connection);
    },
    alive({ room, participantId }: Connection) {
      room.heard.set(participantId, now());
    },
    received(connection: Connection, { name, data, id }) {
      const { dialect, room, participantId } = connection;
      const heard = own(dialect.hears, name);
      if (!heard) throw unknownFrame(name);
      const input = heard.to(data, { ...speaker(connection), room: room.state });
      const ask = { heard, command: heard.command, actor: participantId, input, id };
      const settle = (outcome: Outcome) => orClose(connection, () => answer(connection, ask, outcome));
      kernel.submit({ room, ask, settle });
    },
    afterGreeting(connection: Connection, speak) {
      if (connection.listening !== "greeting" && connection.delayedReplies === 0) return speak();
      connection.delayedReplies += 1;
      const settle = () => {
        connection.delayedReplies -= 1;
        orClose(connection, speak);
      };
      kernel.submit({ room: connection.room, settle });
    },
    drained(connection: Connection) {
      catchUp(connection, { log, slices });
    },
    closed(connection: Connection) {
      unlisten(connection);
      presence.leave(connection);
    },
    close(room, { who, close: how }) {
      const all = who === "everyone" ? room.connections.values() : [room.connections.get(who.participant_id) ?? []];
      for (const connection of Array.from(all, (theirs) => [...theirs]).flat()) close(connection, how);
    },
  };
}
