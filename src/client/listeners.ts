/** A set of functions to call when something happens. */

export interface Listeners<T> {
  /** Adds a listener. Returns a function that removes it. */
  readonly add: (listener: (of: T) => void) => () => void;
  /** Calls every listener. */
  readonly notify: (of: T) => void;
}

export function createListeners<T = void>(): Listeners<T> {
  const listeners = new Set<(of: T) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notify(of) {
      for (const listener of listeners) listener(of);
    },
  };
}
