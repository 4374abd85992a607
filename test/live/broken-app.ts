/** A server in a process of its own, one of whose dialects has bugs: what it hears, answers and says may throw. */

import { defineDialect } from "../../src/dialects/dialect.ts";
import { native } from "../../src/dialects/native.ts";
import { SessionInput } from "../../src/features/whole-session.ts";
import { createAccessLog } from "../../src/live/access-log.ts";
import { openLive } from "../../src/live/live.ts";
import type { Peer } from "../../src/live/peer.ts";
import type { Connection } from "../../src/live/room.ts";
import { openStore } from "../../src/store/open.ts";

const bug = (): never => {
  throw new TypeError("a bug");
};
const { ping } = native.answers;
if (!ping) throw new Error("the native dialect answers a ping");

const broken = defineDialect({
  ...native,
  name: "broken",
  hears: {
    "step.start": { command: "step.start", to: bug },
    "help.request": { command: "help.request", to: (data) => data, confirm: { ...ping, make: bug } },
  },
  answers: { ping: { ...ping, make: bug } },
});
const mute = defineDialect({ ...native, name: "mute", greet: [{ ...native.greet[0], make: bug } as never] });

const [, , data = ""] = process.argv;
const store = openStore(data);
const environment = { now: Date.now, newId: () => Bun.randomUUIDv7(), random: Math.random };
const live = openLive({ store, environment, joinUrl: (code) => code, server: () => server });
const teacher = store.users.ownerAccount();
const room = await live.sessions.create(
  teacher,
  SessionInput.parse({ title: "Class", settings: { max_participants: 10_000 } }),
  null,
);

const server = Bun.serve<Peer>({
  port: 0,
  hostname: "127.0.0.1",
  async fetch(request, server) {
    const dialect = { "/broken": broken, "/mute": mute, "/native": native }[new URL(request.url).pathname];
    if (!dialect) return new Response(String(room.connections.size));
    const { person } = await live.sessions.seat(room, { nickname: "Student" });
    const data: Connection = {
      room,
      dialect,
      handler: live.seats,
      participantId: person.id,
      role: person.role,
      program: undefined,
      credential: "",
      requestedSession: room.id,
      since: undefined,
      epoch: undefined,
      views: [],
      who: { key: person.id, nickname: person.nickname, session: null },
      listening: "greeting",
      delayedReplies: 0,
      at: 0,
      trace: createAccessLog().trace({ address: "127.0.0.1" }),
      ws: undefined,
    };
    return server.upgrade(request, { data }) ? undefined : new Response(null, { status: 400 });
  },
  websocket: live.sockets.handlers,
});
console.log(server.port);
