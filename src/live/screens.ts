/**
 * The projectors of the rooms. A projector is not a participant: it has no seat, sends no commands and is not counted.
 * It receives the full projection on connect, then the changed parts, so it never resumes.
 */
import { projector } from "../dialects/projector.ts";
import { type Close, closes } from "../domain/closes.ts";
import { toTime } from "../domain/ids.ts";
import { readableUntil } from "../domain/readable.ts";
import { type Projected, projectedParts } from "../features/projector.ts";
import { isolate } from "./commit.ts";
import type { Kernel } from "./kernel.ts";
import type { Peer, SocketHandler } from "./peer.ts";
import { type Room, recordOf } from "./room.ts";
import { roomItself } from "./rule.ts";
import { close, orClose, send, unknownFrame } from "./socket.ts";

/** How many projectors a room has; another one closes the oldest. */
const maxScreens = 20;
/** The shortest time between two updates of a room's projectors, in milliseconds. */
const updateIntervalMs = 250;
/** How often rooms are compared with what was sent last, because some figures change with time. In milliseconds. */
const tickMs = 5000;

/** A connected projector. */
export interface Screen extends Peer {
  readonly room: Room;
}

export interface Screens extends SocketHandler {
  /** Sends what has changed, soon. Called after every commit in a room. */
  update(room: Room): void;
  /** Closes the projectors of a session. */
  closeAll(room: Room, how: Close): void;
  /** Closes the projectors of sessions that students can no longer read. */
  tidy(): void;
  stop(): void;
}

export interface ScreensOptions {
  readonly kernel: Pick<Kernel, "submit">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The address at which a student joins, for a session's code. */
  readonly joinUrl: (code: string) => string;
}

/** What was last sent in a room, by part as JSON, and when; and the timer of the next update. */
interface Sent {
  readonly parts: Map<string, string>;
  timer: Timer | undefined;
  joinUrl: string;
  at: number;
  frames: number;
}

export function createScreens({ kernel, now, joinUrl }: ScreensOptions): Screens {
  /** Of each room that has projectors. */
  const rooms = new Map<Room, Sent>();
  const ticking = setInterval(() => {
    for (const [room, sent] of rooms) isolate(() => sendChanges(room, sent));
  }, tickMs);
  ticking.unref();

  const updateOf = (room: Room, parts: Partial<Projected>) => ({
    parts,
    at: toTime(now()),
    joinUrl: joinUrl(recordOf(room).code),
  });

  function sendChanges(room: Room, sent: Sent): void {
    clearTimeout(sent.timer);
    sent.timer = undefined;
    sent.at = performance.now();
    // Its state may hold events that did not happen. It is read again, and then updated by the next commit or tick.
    if (room.behind || room.deleted) return;
    const all: Readonly<Record<string, unknown>> = projectedParts(room.state, now());
    const names = new Set([...sent.parts.keys(), ...Object.keys(all)]);
    const changed = Array.from(names, (name) => [name, all[name] ?? null] as const).filter(([name, part]) => {
      const text = JSON.stringify(part);
      if (sent.parts.get(name) === text) return false;
      sent.parts.set(name, text);
      return true;
    });
    const { joinUrl, ...update } = updateOf(room, Object.fromEntries(changed));
    const isSame = joinUrl === sent.joinUrl;
    if (changed.length === 0 && isSame) return;
    sent.frames += 1;
    sent.joinUrl = joinUrl;
    for (const screen of room.screens) send(screen, projector.changed, isSame ? update : { ...update, joinUrl });
  }

  function count(room: Room): void {
    const data = () => ({ connected: room.screens.size });
    kernel.submit({ room, ask: { moment: "screens", actor: roomItself, data } });
  }

  function closeAll(room: Room, how: Close): void {
    for (const screen of room.screens) close(screen, how);
  }

  return {
    opened(screen: Screen) {
      const { room } = screen;
      if (room.deleted) return close(screen, closes.deleted);
      // It was given up during the handshake.
      if (room.givenUp) return close(screen, closes.moved);
      const sent = rooms.get(room) ?? { parts: new Map(), timer: undefined, joinUrl: "", at: 0, frames: 0 };
      rooms.set(room, sent);
      // What the others receive as a change is in this one's welcome.
      orClose(screen, () => {
        sendChanges(room, sent);
        send(screen, projector.welcome, updateOf(room, projectedParts(room.state, now())));
      });
      room.screens.add(screen);
      const [oldest] = room.screens;
      if (oldest && room.screens.size > maxScreens) close(oldest, closes.replaced);
      count(room);
    },
    alive({ room }: Screen) {
      room.used = now();
    },
    received(_, { name }) {
      throw unknownFrame(name);
    },
    afterGreeting: (_, speak) => speak(),
    published: ({ room }: Screen) => rooms.get(room)?.frames ?? 0,
    drained() {},
    closed(screen: Screen) {
      const { room } = screen;
      if (!room.screens.delete(screen)) return;
      if (room.screens.size === 0) {
        clearTimeout(rooms.get(room)?.timer);
        rooms.delete(room);
      }
      if (!room.deleted) count(room);
    },
    update(room) {
      const sent = rooms.get(room);
      if (!sent || sent.timer) return;
      const wait = Math.max(0, sent.at + updateIntervalMs - performance.now());
      sent.timer = setTimeout(() => isolate(() => sendChanges(room, sent)), wait);
    },
    closeAll,
    tidy() {
      for (const room of rooms.keys())
        if (!room.deleted && now() >= readableUntil(recordOf(room))) closeAll(room, closes.credentialEnded);
    },
    stop() {
      clearInterval(ticking);
      for (const { timer } of rooms.values()) clearTimeout(timer);
      rooms.clear();
    },
  };
}
