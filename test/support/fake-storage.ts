/** A browser's local storage for tests of the pages' modules. */
import { memoryStorage } from "./memory-storage.ts";

/** Replaces `localStorage` until it is disposed. A value can have up to `limit` characters. */
export function fakeStorage(limit = 5_000_000): Disposable {
  const real = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
  const value = memoryStorage({}, limit);
  Object.defineProperty(globalThis, "localStorage", { value, configurable: true });
  return {
    [Symbol.dispose]() {
      if (real) Object.defineProperty(globalThis, "localStorage", real);
      else Reflect.deleteProperty(globalThis, "localStorage");
    },
  };
}
