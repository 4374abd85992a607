/** Subscribing a person's connection to what is published to their role. */
import type { Dialect } from "../dialects/dialect.ts";
import type { Role } from "../domain/roles.ts";
import type { Connection, Room } from "./room.ts";
import { subscribe, unsubscribe } from "./topics.ts";

/** Returns the native topic of a session's role in a dialect. */
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
