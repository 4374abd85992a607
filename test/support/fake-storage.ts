/** A browser's local storage for tests of the pages' modules. */

/** Replaces `localStorage` until it is disposed. A value can have up to `limit` characters. */
export function fakeStorage(limit = 5_000_000): Disposable {
  const real = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
  const values = new Map<string, string>();
  const value = {
    get length() {
      return values.size;
    },
    key: (n: number) => [...values.keys()][n] ?? null,
    getItem: (name: string) => values.get(name) ?? null,
    setItem(name: string, text: string) {
      if (text.length > limit) throw new DOMException("full", "QuotaExceededError");
      values.set(name, text);
    },
    removeItem: (name: string) => void values.delete(name),
  };
  Object.defineProperty(globalThis, "localStorage", { value, configurable: true });
  return {
    [Symbol.dispose]() {
      if (real) Object.defineProperty(globalThis, "localStorage", real);
      else Reflect.deleteProperty(globalThis, "localStorage");
    },
  };
}
