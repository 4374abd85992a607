/** Calls listeners by the name of an event; `"*"` listens to every event. */
import type { EventName, RoomEvent } from "./types.ts";

type Listener = (data: never, event: RoomEvent) => unknown;

export interface EventListeners {
  /** Adds a listener. Returns a function that removes it. */
  readonly add: (name: EventName | "*", listener: Listener) => () => void;
  readonly notify: (event: RoomEvent) => void;
  /** Delivers the events that arrived before. Until then they are held, so that a caller can add listeners first. */
  readonly release: () => void;
}

export function createEventListeners(): EventListeners {
  const byName = new Map<string, Set<Listener>>();
  let held: RoomEvent[] | undefined = [];

  function deliver(event: RoomEvent): void {
    for (const listener of byName.get(event.type) ?? []) isolate(() => listener(event.data as never, event));
    for (const listener of byName.get("*") ?? []) isolate(() => listener(event as never, event));
  }
  return {
    add(name, listener) {
      const listeners = byName.get(name) ?? new Set();
      byName.set(name, listeners.add(listener));
      return () => listeners.delete(listener);
    },
    notify: (event) => (held ? held.push(event) : deliver(event)),
    release() {
      const events = held ?? [];
      held = undefined;
      events.forEach(deliver);
    },
  };
}

/** Reports what a listener throws as an uncaught error, so that the other listeners are still called. */
export function isolate(call: () => unknown): void {
  try {
    call();
  } catch (thrown) {
    queueMicrotask(() => {
      throw thrown;
    });
  }
}
