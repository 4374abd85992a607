/** `@lectern/client`: connects bots, pages and scripts to a session. `README.md` is its manual. */
import { createCalls } from "../client/call.ts";
import { createClient } from "./client.ts";
import { Fault, type FaultCode } from "./fault.ts";
import { dataOf, fetcherOf, originOf } from "./fetcher.ts";
import { openRoom } from "./room.ts";
import type { ConnectOptions, Room, StorageLike } from "./types.ts";

export type { Commands, Events, Participant, Routes, Session } from "./contract.ts";
export type { FaultCode } from "./fault.ts";
export type * from "./types.ts";
export { createClient, Fault };

/**
 * Connects to a session: with `name` as a student, with `token` as the program or the seat that the token belongs to.
 * Rejects with a `Fault` if the server cannot be reached, or refuses the connection.
 */
export async function connect(options: ConnectOptions): Promise<Room> {
  const WebSocket = options.WebSocket ?? (await findWebSocket());
  const open = async (token: string): Promise<Room> => {
    const fetcher = fetcherOf({ ...options, token });
    // Reports a wrong address, code or token at once, instead of trying again.
    await dataOf(createCalls(fetcher).call("GET /api/sessions/:session", { path: { session: options.code } }));
    return openRoom({ ...options, token, fetcher, WebSocket });
  };
  if (options.token !== undefined) return open(options.token);
  // By the name, too: the next person at a shared computer must not get the seat of the last one.
  const seat = `lectern.seat.${originOf(options.url)}.${options.code}.${options.name}`;
  const kept = read(options.storage, seat);
  if (kept !== undefined) {
    try {
      return await open(kept);
    } catch (thrown) {
      if (!(thrown instanceof Fault) || !seatLost.includes(thrown.code)) throw thrown;
    }
  }
  const token = await join(options);
  keep(options.storage, seat, token);
  return open(token);
}

/** Rejections of a stored token after which it is right to join again. */
const seatLost: readonly FaultCode[] = ["no_credential", "not_in_session", "not_allowed"];

/** Joins the session as a student. Resolves with the token of the seat. */
async function join({ name, code, ...options }: ConnectOptions): Promise<string> {
  if (name === undefined) throw new Fault("no_credential", "connect() needs a name to join with, or a token.");
  const { call } = createClient(options);
  const { token } = await call("POST /api/sessions/:session/join", {
    path: { session: code },
    body: { nickname: name },
  });
  return token;
}

/** The global WebSocket of browsers, Bun and Node 22, or the package `ws`. */
async function findWebSocket(): Promise<new (url: string) => unknown> {
  if (typeof WebSocket !== "undefined") return WebSocket;
  // In a variable, so that bundlers do not look for the package.
  const name = "ws";
  try {
    const { WebSocket } = await import(/* webpackIgnore: true */ /* @vite-ignore */ name);
    return class extends WebSocket {
      constructor(url: string) {
        // One event a turn, as in browsers: what awaits an answer can add a listener before the next event.
        super(url, { allowSynchronousEvents: false });
      }
    };
  } catch {
    throw new Fault("no_websocket", "This version of Node has no WebSocket: npm install ws, or use Node 22.");
  }
}

function read(storage: StorageLike | undefined, name: string): string | undefined {
  try {
    return storage?.getItem(name) ?? undefined;
  } catch {
    // A browser may forbid its storage.
    return undefined;
  }
}

function keep(storage: StorageLike | undefined, name: string, value: string): void {
  try {
    storage?.setItem(name, value);
  } catch {
    // It is full or forbidden: the seat is lost with the page.
  }
}
