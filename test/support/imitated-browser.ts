/** What the pages' texts read of a browser when they are imported. */
import { afterAll } from "bun:test";

const browser = { document: { documentElement: {} }, navigator: { languages: ["en"] } };

/** Imitates a browser in English for the rest of a test file. Import the pages' modules afterwards, dynamically. */
export function imitateBrowser(): void {
  const before = Object.keys(browser).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of Object.entries(browser)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  afterAll(() => {
    for (const [name, was] of before) {
      if (was) Object.defineProperty(globalThis, name, was);
      else Reflect.deleteProperty(globalThis, name);
    }
  });
}
