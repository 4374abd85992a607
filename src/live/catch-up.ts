/**
 * Sends a connection what its client missed, from the log, in slices and no faster than its buffer drains. Subscribes in
 * the same turn of the event loop in which nothing is missing, so that no event is lost or sent twice.
 */
import type { Dialect } from "../dialects/dialect.ts";
import type { Audience, Role } from "../domain/roles.ts";
import { events } from "../features/index.ts";
import type { Log } from "../store/log.ts";
import { listen } from "./connection.ts";
import { textFor } from "./fan-out.ts";
import { type Connection, personOf } from "./room.ts";
import type { Slices } from "./slices.ts";
import { orClose } from "./socket.ts";

/** How many bytes may wait in a socket's buffer before the rest of the log waits for it to drain. */
const highWaterMark = 256 * 1024;
/** How many entries one query scans, and how many it reads at most, because entries may be large. */
const rangeSize = 250;
const pageSize = 16;

/** The event types that a dialect may send to a role. If the audience depends on the data, each event decides. */
function typesFor({ says }: Dialect, role: Role): string[] {
  const mayReceive = (to: Audience | ((...of: never[]) => Audience)) =>
    typeof to === "function" || to.roles.includes(role) || to.and !== undefined;
  return Array.from(events.values())
    .filter(({ name, to }) => says[name] && mayReceive(says[name].to ?? to))
    .map(({ name }) => name);
}

/** The types by dialect and role. */
const known = new Map<string, string[]>();

function typesOf({ dialect, role }: Connection): string[] {
  const key = `${dialect.name} ${role}`;
  const types = known.get(key) ?? typesFor(dialect, role);
  known.set(key, types);
  return types;
}

/** Starts sending. Call it again when the socket has drained. */
export function catchUp(connection: Connection, { log, slices }: { log: Log; slices: Slices }): void {
  if (connection.listening !== "behind" || connection.isCatchingUp) return;
  connection.isCatchingUp = true;
  slices.run(connection.participantId, (until) => {
    connection.isCatchingUp = false;
    // If the log cannot be read, the connection closes: its client must not wait for events that never arrive.
    orClose(connection, () => {
      connection.isCatchingUp = sendMissed(connection, log, until);
    });
    return !connection.isCatchingUp;
  });
}

/** Sends until `until` (as `performance.now()`). Returns whether there is more to send now. */
function sendMissed(connection: Connection, log: Log, until: number): boolean {
  const { room, ws, participantId } = connection;
  const person = personOf(room, participantId);
  if (connection.listening !== "behind" || !ws || !person) return false;
  const types = typesOf(connection);
  connection.sampledAt = undefined;
  while (connection.at < room.published) {
    const last = Math.min(room.published, connection.at + rangeSize);
    const entries = log.range(room.id, { seq: connection.at, last, types, limit: pageSize });
    for (const entry of entries) {
      if (ws.getBufferedAmount() >= highWaterMark) return false;
      const text = textFor(connection, entry, person);
      if (text !== undefined) ws.send(text);
      connection.at = entry.seq;
    }
    if (entries.length < pageSize) connection.at = last;
    if (connection.at < room.published && performance.now() >= until) return true;
  }
  listen(connection);
  return false;
}
