/**
 * Tells a connection what its client missed, from the log, a page at a time and never more than it can take; once
 * nothing is missing it hears live events. Both happen in one turn, so that no event falls between or comes twice.
 */
import type { Log } from "../store/log.ts";
import { type Connection, listen } from "./connection.ts";
import { frameFor } from "./fan-out.ts";
import { page, personOf } from "./room.ts";

/** Bytes that may wait in a socket's buffer before the rest of the log waits for it to drain. */
const enough = 256 * 1024;

/** Goes on from `connection.at`; call it again when the socket has drained. */
export function catchUp(connection: Connection, log: Log): void {
  const { room, dialect, ws, participant_id } = connection;
  const person = personOf(room, participant_id);
  if (connection.listening !== "behind" || !ws || !person) return;
  while (connection.at < room.told) {
    for (const entry of log.since(room.id, connection.at, Math.min(room.told - connection.at, page / 10))) {
      if (ws.getBufferedAmount() >= enough) return;
      const frame = frameFor(dialect, room, entry, person);
      if (frame) ws.send(JSON.stringify(frame));
      connection.at = entry.seq;
    }
  }
  listen(connection);
}
