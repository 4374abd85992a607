/**
 * Publishes the events that are samples of a room's state: soon after the events that change it, and no more often than
 * they declare, however many of these there are.
 */
import { events } from "../features/index.ts";
import { isolate } from "./commit.ts";
import type { Outgoing } from "./fan-out.ts";
import type { Room } from "./room.ts";

/** A sampled event as the registry declares it. */
interface Sampled {
  readonly type: string;
  readonly everyMs: number;
  /** Reads the data from the state of the room; undefined if there is nothing to publish. */
  readonly read: (room: Room) => unknown;
}

/** The sampled events that follow each event. */
const followers = new Map<string, Sampled[]>();
for (const [type, { samples, feature }] of events) {
  if (!samples) continue;
  const read = ({ state }: Room) => samples.read(state[feature.name as keyof Room["state"]] as never);
  for (const before of samples.after) {
    const known = followers.get(before) ?? [];
    followers.set(before, [...known, { type, everyMs: samples.everyMs, read }]);
  }
}

export interface Samples {
  /** Publishes the samples that follow an event, now or when they are next allowed. */
  after(type: string, room: Room): void;
  /** Drops the timers of a room that is evicted. */
  forget(room: Room): void;
  stop(): void;
}

export interface SamplesOptions {
  readonly publish: (outgoing: Outgoing, room: Room) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function openSamples({ publish, now }: SamplesOptions): Samples {
  /** The timer of each sampled event. While it runs, `changed` says whether another sample follows it. */
  const timers = new Map<Room, Map<string, { timer: Timer; changed: boolean }>>();

  function sample(room: Room, sampled: Sampled): void {
    const { type, everyMs, read } = sampled;
    const ofRoom = timers.get(room) ?? new Map();
    timers.set(room, ofRoom);
    const timer = setTimeout(() => {
      const { changed } = ofRoom.get(type) ?? {};
      ofRoom.delete(type);
      if (ofRoom.size === 0) timers.delete(room);
      if (changed) sample(room, sampled);
    }, everyMs);
    timer.unref();
    // A state that holds events of a failed commit is not published. It is read again, and sampled then.
    ofRoom.set(type, { timer, changed: room.behind });
    isolate(() => {
      const data = room.behind || room.deleted ? undefined : read(room);
      if (data !== undefined) publish({ type, at: now(), actor: null, data }, room);
    });
  }

  function forget(room: Room): void {
    for (const { timer } of timers.get(room)?.values() ?? []) clearTimeout(timer);
    timers.delete(room);
  }

  return {
    after(type, room) {
      for (const sampled of followers.get(type) ?? []) {
        const running = timers.get(room)?.get(sampled.type);
        if (running) running.changed = true;
        else sample(room, sampled);
      }
    },
    forget,
    stop() {
      for (const room of timers.keys()) forget(room);
    },
  };
}
