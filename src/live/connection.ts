/** Subscribing a person's connection to what is published to their role. */
import type { Dialect } from "../dialects/dialect.ts";
import type { Role } from "../domain/roles.ts";
import type { Connection, Listeners, Room } from "./room.ts";

/** The listeners of a session's role in a dialect. */
function listenersOf({ room, role, dialect }: Connection): Listeners {
  const known = room.listeners.get(dialect);
  if (known) return known[role];
  const of = (role: Role) => ({ topic: topicOf(room, role, dialect), count: 0 });
  const made = { INSTRUCTOR: of("INSTRUCTOR"), STUDENT: of("STUDENT") };
  room.listeners.set(dialect, made);
  return made[role];
}

const topicOf = (room: Room, role: Role, dialect: Dialect): string =>
  `session_${room.id}_${role.toLowerCase()}/${dialect.name}`;

/** Subscribes the connection to what is published to its role. */
export function listen(connection: Connection): void {
  const listeners = listenersOf(connection);
  connection.ws?.subscribe(listeners.topic);
  listeners.count += 1;
  connection.listening = "live";
}

/** Unsubscribes the connection, if it listens. */
export function unlisten(connection: Connection): void {
  if (connection.listening !== "live") return;
  const { room, dialect, ws } = connection;
  const listeners = listenersOf(connection);
  ws?.unsubscribe(listeners.topic);
  listeners.count -= 1;
  connection.listening = "greeting";
  const { INSTRUCTOR, STUDENT } = room.listeners.get(dialect) ?? {};
  if (!INSTRUCTOR?.count && !STUDENT?.count) room.listeners.delete(dialect);
}
