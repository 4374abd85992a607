/** Handles the sockets that lead to a room: greets them, submits their commands and answers them. */
import type { Confirmation, Dialect } from "../dialects/dialect.ts";
import { closes } from "../domain/closes.ts";
import { Fault } from "../domain/faults.ts";
import type { Closing } from "../features/feature.ts";
import { catchUp } from "./catch-up.ts";
import { unlisten } from "./connection.ts";
import { createGreeting, type GreetingOptions, Speaker } from "./greeting.ts";
import type { Limits } from "./limits.ts";
import type { SocketHandler } from "./peer.ts";
import type { Presence } from "./presence.ts";
import type { Connection, Room } from "./room.ts";
import { close, orClose, own, send, sendFault, unknownFrame } from "./socket.ts";
import type { Outcome } from "./work.ts";

export interface SeatsOptions extends GreetingOptions {
  readonly presence: Presence;
  readonly limits: Limits;
}

/** A command that a socket received. */
interface SocketCommand {
  readonly frame: Dialect["hears"][string];
  readonly input: unknown;
  readonly id: string | undefined;
}

export interface Seats extends SocketHandler {
  /** Closes connections of a room as one of its events requires. */
  close(room: Room, closing: Closing): void;
}

export function createSeats(options: SeatsOptions): Seats {
  const { log, slices, kernel, presence, limits, now, joinUrl } = options;
  const greet = createGreeting(options);
  /** The data for the answer to a command. */
  class Confirmed extends Speaker implements Confirmation<unknown, unknown> {
    readonly input: unknown;
    readonly result: unknown;
    readonly id: string | undefined;

    constructor(connection: Connection, { input, id }: SocketCommand, result: unknown) {
      super(connection, joinUrl);
      this.input = input;
      this.id = id;
      this.result = result;
    }
  }

  /** Answers a command that is on disk, or rejected. */
  function answer(connection: Connection, ask: SocketCommand, outcome: Outcome): void {
    if (!connection.ws) return;
    const { id } = ask;
    const { confirm, failure } = ask.frame;
    if ("fault" in outcome) {
      const { fault } = outcome;
      limits.rejections.add(fault.code);
      return sendFault(connection, {
        fault: failure === undefined ? fault : fault.withPrefix(failure),
        id,
        now: now(),
      });
    }
    if (confirm) send(connection, confirm, new Confirmed(connection, ask, outcome.result));
  }

  return {
    opened(connection: Connection) {
      const { deleted, givenUp } = connection.room;
      if (deleted) return close(connection, closes.deleted);
      // It was given up during the handshake.
      if (givenUp) return close(connection, closes.moved);
      presence.enter(connection);
      greet(connection);
    },
    alive({ room, participantId }: Connection) {
      room.lastActiveAt.set(participantId, now());
    },
    received(connection: Connection, { name, data, id }) {
      const { dialect, room, participantId } = connection;
      const frame = own(dialect.hears, name);
      if (!frame) throw unknownFrame(name);
      if (connection.program === "read") throw new Fault("token_reads_only");
      const input = frame.to(data, new Speaker(connection, joinUrl));
      const ask = { frame, command: frame.command, actor: participantId, input, id };
      const settle = (outcome: Outcome) => orClose(connection, () => answer(connection, ask, outcome));
      kernel.submit({ room, ask, from: connection, settle });
    },
    afterGreeting(connection: Connection, speak) {
      if (connection.listening !== "greeting" && connection.delayedReplies === 0) return speak();
      connection.delayedReplies += 1;
      const settle = () => {
        connection.delayedReplies -= 1;
        orClose(connection, speak);
      };
      kernel.submit({ room: connection.room, from: connection, settle });
    },
    published: ({ room }: Connection) => room.framesPublished,
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
