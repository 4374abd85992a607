/** A person's connection: who they are, in which room, by which dialect. */
import type { Dialect } from "../dialects/dialect.ts";
import type { Role } from "../domain/roles.ts";
import type { Room } from "./room.ts";
import { subscribe, unsubscribe } from "./topics.ts";
import type { Visitor } from "./visitor.ts";

export interface Connection extends Visitor {
  readonly room: Room;
  readonly dialect: Dialect;
  readonly participantId: string;
  readonly role: Role;
  /** `{session}` as it stood in the URL. */
  readonly askedFor: string;
  /** The last event that its client has, if it resumes. */
  readonly since: number | undefined;
  /** The epoch in which its client counts, if it names one. */
  readonly epoch: string | undefined;
  /** `behind`: it is being told what it missed, up to `at`; live events come once it has caught up. */
  listening: "greeting" | "behind" | "live";
  /** The last event it was sent while behind. */
  at: number;
  /** A read of the log is scheduled for it. */
  isCatchingUp?: boolean;
}

/** The native topic of a session's role in a dialect. */
export const topicOf = (room: Room, role: Role, dialect: Dialect): string =>
  `session_${room.id}_${role.toLowerCase()}/${dialect.name}`;

/** Subscribes the connection to what is published to its role. */
export function listen(connection: Connection): void {
  const { room, role, dialect } = connection;
  subscribe(room.subscribers, connection, topicOf(room, role, dialect));
  connection.listening = "live";
}

/** Unsubscribes the connection, if it listens. */
export function unlisten(connection: Connection): void {
  if (connection.listening !== "live") return;
  const { room, role, dialect } = connection;
  unsubscribe(room.subscribers, connection, topicOf(room, role, dialect));
  connection.listening = "greeting";
}
