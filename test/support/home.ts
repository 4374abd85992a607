/** What tests look at in memory and on the disk, at the node that has it. */
import { Database } from "bun:sqlite";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { replicaFile } from "../../src/cluster/replica.ts";
import type { Live } from "../../src/live/live.ts";
import type { Room } from "../../src/live/room.ts";
import { createStore, databaseFile, type Store } from "../../src/store/open.ts";
import type { TestServer } from "./class.ts";

export interface Home {
  readonly room: Room;
  readonly live: Live;
}

/** The room of a session, by id or code, and the live half of the node that has it. Throws if no node has it. */
export function homeOf({ nodes }: Pick<TestServer, "nodes">, session: string): Home {
  for (const { live } of nodes) {
    const room = live.rooms.find(session);
    if (room) return { room, live };
  }
  throw new Error(`no node has the room of ${session}`);
}

/** Opens a server's SQLite database for reading, once it contains what all nodes have answered. */
export async function openDatabase({ nodes, data }: Pick<TestServer, "nodes" | "data">): Promise<Database> {
  const replica = join(data, replicaFile);
  // A list of classes is read with what the other nodes committed.
  if (existsSync(replica)) await fetch(`${nodes[0]?.url}/api/sessions`);
  const db = new Database(existsSync(replica) ? replica : join(data, databaseFile), { readonly: true });
  const last = db.query<{ seq: number | null }, [string]>("SELECT max(seq) AS seq FROM events WHERE session_id = ?");
  for (const room of nodes.flatMap(({ live }) => Array.from(live.rooms.all()))) {
    // A node has what another one committed a moment later.
    while ((last.get(room.id)?.seq ?? 0) < room.seq) await Bun.sleep(20);
  }
  return db;
}

/** Opens a server's SQLite database as a store, once it contains the logs of all rooms in memory. */
export async function openStoreOf(server: Pick<TestServer, "nodes" | "data">): Promise<Store> {
  using db = await openDatabase(server);
  return createStore(new Database(db.filename, { strict: true }), { now: Date.now });
}
