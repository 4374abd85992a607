/**
 * The durable control for the practice rooms: `bun durable-rooms.ts <folder> <frame>`. Like `bare-rooms.ts`, but saves what it
 * sends, all of a turn of the event loop in one transaction, before it publishes it.
 */
import { Database } from "bun:sqlite";
import { join } from "node:path";

const [, , folder = "", text = ""] = process.argv;
const db = new Database(join(folder, "durable.db"), { create: true });
db.run("PRAGMA journal_mode = WAL");
db.run("PRAGMA synchronous = FULL");
db.run("CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER, room TEXT, data TEXT) STRICT");
const insert = db.query("INSERT INTO events (at, room, data) VALUES (?, ?, ?)");

let waiting: string[] = [];

const save = db.transaction((rooms: readonly string[]) => {
  for (const room of rooms) insert.run(Date.now(), room, text);
});

function commit(): void {
  const rooms = waiting;
  waiting = [];
  save.immediate(rooms);
  for (const room of rooms) server.publish(room, text);
}

const server = Bun.serve<string>({
  port: 0,
  hostname: "127.0.0.1",
  fetch(request, server) {
    if (server.upgrade(request, { data: new URL(request.url).pathname })) return undefined;
    return new Response();
  },
  websocket: {
    perMessageDeflate: false,
    open: (ws) => void ws.subscribe(ws.data),
    message({ data }) {
      if (waiting.push(data) === 1) setImmediate(commit);
    },
  },
});
console.log(server.url.origin);
