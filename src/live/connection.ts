/** A person's connection: who they are, in which room, by which dialect. */
import type { Dialect } from "../dialects/dialect.ts";
import type { Role } from "../domain/roles.ts";
import type { Room } from "./room.ts";
import type { Visitor } from "./visitor.ts";

export interface Connection extends Visitor {
  readonly room: Room;
  readonly dialect: Dialect;
  readonly participant_id: string;
  readonly role: Role;
  /** `{session}` as it stood in the URL. */
  readonly asked_for: string;
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

/** From now on the connection hears what is published to its role. */
export function listen(connection: Connection): void {
  const topic = topicOf(connection.room, connection.role, connection.dialect);
  connection.ws?.subscribe(topic);
  connection.listening = "live";
  const { listeners } = connection.room;
  listeners.set(topic, (listeners.get(topic) ?? 0) + 1);
}

/** The connection hears nothing more. */
export function unlisten(connection: Connection): void {
  if (connection.listening !== "live") return;
  const topic = topicOf(connection.room, connection.role, connection.dialect);
  const { listeners } = connection.room;
  const left = (listeners.get(topic) ?? 1) - 1;
  if (left > 0) listeners.set(topic, left);
  else listeners.delete(topic);
  connection.listening = "greeting";
}
