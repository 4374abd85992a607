/** A storage like a browser's, in memory. */

export interface MemoryStorage {
  readonly entries: ReadonlyMap<string, string>;
  readonly length: number;
  key(n: number): string | null;
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

/** `stored`: what it has at first. A value can have up to `limit` characters. */
export function memoryStorage(stored: Readonly<Record<string, string>> = {}, limit = 5_000_000): MemoryStorage {
  const entries = new Map(Object.entries(stored));
  return {
    entries,
    get length() {
      return entries.size;
    },
    key: (n) => [...entries.keys()][n] ?? null,
    getItem: (name) => entries.get(name) ?? null,
    setItem(name, value) {
      if (value.length > limit) throw new DOMException("full", "QuotaExceededError");
      entries.set(name, value);
    },
    removeItem: (name) => void entries.delete(name),
  };
}
