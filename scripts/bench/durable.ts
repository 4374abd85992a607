/**
 * The durable control: `bun durable.ts <folder> <frames>`. Saves an event of the same size for each frame that it receives,
 * all of a turn of the event loop in one transaction, and only then answers the sender and publishes the event. No roles,
 * no rules, no checks: what remains is what the disk and the sockets cost.
 */
import { Database } from "bun:sqlite";
import { join } from "node:path";

/** Frames of Lectern, as JSON text, that this server sends instead. In `ok`, the id is replaced by the frame's own. */
export interface DurableFrames {
  /** The first frame of a connection. It is sent once an event of its own is saved. */
  readonly welcome?: string;
  readonly ok: string;
  readonly event: string;
  /** Who receives the event. The teacher, whose connection is the first, always does. */
  readonly to: "everyone" | "sender" | "teacher";
}

const [, , folder = "", json = "{}"] = process.argv;
const { welcome, ok, event, to } = JSON.parse(json) as DurableFrames;
const { id: sampleId } = JSON.parse(ok);
const [okBefore = "", okAfter = ""] = ok.split(JSON.stringify(sampleId));

const db = new Database(join(folder, "durable.db"), { create: true });
db.run("PRAGMA journal_mode = WAL");
db.run("PRAGMA synchronous = FULL");
db.run("CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER, type TEXT, client_id TEXT, data TEXT) STRICT");
const insert = db.query("INSERT INTO events (at, type, client_id, data) VALUES (?, 'event', ?, ?)");

type Socket = Bun.ServerWebSocket<undefined>;
let waiting: { ws: Socket; id: string | undefined }[] = [];
let isFirst = true;

const save = db.transaction(() => {
  for (const { id = null } of waiting) insert.run(Date.now(), id, event);
});

function commit(): void {
  const all = waiting;
  save.immediate();
  waiting = [];
  for (const { ws, id } of all) {
    if (id === undefined) {
      ws.send(welcome ?? "");
      continue;
    }
    ws.send(okBefore + JSON.stringify(id) + okAfter);
    if (to === "sender") ws.send(event);
    server.publish(to === "everyone" ? "class" : "teacher", event);
  }
}

function push(ws: Socket, id: string | undefined): void {
  if (waiting.push({ ws, id }) === 1) setImmediate(commit);
}

const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch(request, server) {
    return server.upgrade(request) ? undefined : new Response();
  },
  websocket: {
    perMessageDeflate: false,
    open(ws) {
      ws.subscribe("class");
      if (isFirst) ws.subscribe("teacher");
      isFirst = false;
      if (welcome !== undefined) push(ws, undefined);
    },
    message: (ws, text) => push(ws, JSON.parse(String(text)).id),
  },
});
console.log(server.url.origin);
