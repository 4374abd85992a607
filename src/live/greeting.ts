/** Greets a connection: the dialect's first frames, then what it missed, or the live events at once. */
import type { Greeting, Sender } from "../dialects/dialect.ts";
import { closes } from "../domain/closes.ts";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { maxRosterInGreeting } from "../domain/roster.ts";
import type { Participant } from "../domain/session.ts";
import type { Session } from "../features/whole-session.ts";
import type { Log } from "../store/log.ts";
import { catchUp } from "./catch-up.ts";
import { listen } from "./connection.ts";
import type { Kernel } from "./kernel.ts";
import { type Connection, onlineCount, participantOf, personOf, recordOf, rosterOf, sessionIn } from "./room.ts";
import type { Slices } from "./slices.ts";
import { close, orClose, send } from "./socket.ts";
import type { Timings } from "./timings.ts";
import { encodeViews } from "./welcome-views.ts";

export interface GreetingOptions {
  readonly log: Log;
  readonly slices: Slices;
  /** Identifies the history of the database. */
  readonly epoch: () => string;
  readonly kernel: Kernel;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The address at which a student joins, for a session's code. */
  readonly joinUrl: (code: string) => string;
  readonly timings: Timings;
}

/** Greets a connection in its turn: after all work that was submitted for the room before. */
export type Greet = (connection: Connection) => void;

export function createGreeting({ log, slices, epoch, kernel, now, joinUrl, timings }: GreetingOptions): Greet {
  function greet(connection: Connection): void {
    const { room, dialect, since, epoch: theirs = epoch(), requestedSession, ws } = connection;
    if (!ws) return;
    if (recordOf(room).status === "ENDED") return close(connection, closes.ended);
    const resumed = dialect.resumes && since !== undefined && since <= room.published && theirs === epoch();
    const { session, you } = new Speaker(connection, joinUrl);
    const greeting = {
      session,
      you,
      epoch: epoch(),
      seq: room.published,
      resumed,
      participants: () => rosterOf(room, maxRosterInGreeting),
      online_count: onlineCount(room),
      teacher_online: room.teacherOnline,
      connections: room.connections.get(connection.participantId)?.size ?? 0,
      server_time: toTime(now()),
      ...viewsOf(connection),
      requestedSession,
    };
    for (const message of dialect.greet) send(connection, message, greeting);
    timings.join.of(dialect.name).observe(performance.now() - connection.trace.startedAt);
    if (!resumed) return listen(connection);
    connection.listening = "behind";
    connection.at = since;
    catchUp(connection, { log, slices });
  }

  /** The views that the client asked for, if it did, and the event up to which they are. */
  function viewsOf({ room, views: names, participantId }: Connection): Pick<Greeting, "views" | "views_seq"> {
    const person = personOf(room, participantId);
    if (names.length === 0 || !person) return {};
    const views = () => encodeViews(room.state, { names, viewer: person, at: now() });
    return { views, views_seq: room.seq };
  }

  /**
   * If a commit failed just then, the room is read again first, because it may hold events that did not happen. If it
   * cannot be read, the connection closes, and its client tries again.
   */
  function greetInTurn(connection: Connection, isLastTry: boolean): void {
    const { room } = connection;
    const settle = () =>
      orClose(connection, () => {
        if (!room.behind) greet(connection);
        else if (isLastTry) close(connection, closes.broken);
        else greetInTurn(connection, true);
      });
    kernel.submit({ room, from: connection, settle });
  }

  return (connection) => greetInTurn(connection, false);
}

/** Who speaks on a connection, and in which session: made when they are read, because few frames need them. */
export class Speaker implements Sender {
  readonly #connection: Connection;
  readonly #joinUrl: (code: string) => string;

  constructor(connection: Connection, joinUrl: (code: string) => string) {
    this.#connection = connection;
    this.#joinUrl = joinUrl;
  }

  get session(): Session {
    return sessionIn(this.#connection.room, this.#joinUrl);
  }

  /** Throws `not_in_session`. */
  get you(): Participant {
    const { room, participantId } = this.#connection;
    const person = personOf(room, participantId);
    if (!person) throw new Fault("not_in_session");
    return participantOf(room, person);
  }

  get room(): Sender["room"] {
    return this.#connection.room.state;
  }
}
