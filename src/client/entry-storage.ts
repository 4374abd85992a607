/**
 * Keeps entries in the browser's storage, so that they survive a reload of the page. Each has its own key, so that two pages
 * of one person do not overwrite each other's. Ignores storage that is full or forbidden: the caller has the entries in
 * memory.
 */

/** The part of `localStorage` that is used. */
export type WebStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export interface EntryStorageOptions<E> {
  readonly storage: WebStorage | undefined;
  /** Begins the key of every entry. */
  readonly prefix: string;
  /** Whether a stored value is an entry, because the storage may contain anything. */
  readonly isEntry: (stored: unknown) => stored is E;
}

export interface EntryStorage<E> {
  readonly put: (id: string, entry: E) => void;
  readonly remove: (id: string) => void;
  /** Oldest first. */
  readonly list: () => E[];
  /** Removes entries made before `time`, in milliseconds since 1970. */
  readonly removeBefore: (time: number) => void;
}

/** `at` is when an entry was made, in milliseconds since 1970. */
export function createEntryStorage<E extends { readonly at: number }>(
  options: EntryStorageOptions<E>,
): EntryStorage<E> {
  const { storage, prefix, isEntry } = options;
  const quietly = (act: () => void) => {
    try {
      act();
    } catch {
      // A private window, a full disk, or text that is not JSON.
    }
  };
  function read(): { name: string; entry: E }[] {
    const found: { name: string; entry: E }[] = [];
    quietly(() => {
      for (let n = 0; n < (storage?.length ?? 0); n++) {
        const name = storage?.key(n);
        if (!name?.startsWith(prefix)) continue;
        quietly(() => {
          const entry: unknown = JSON.parse(storage?.getItem(name) ?? "");
          if (isEntry(entry)) found.push({ name, entry });
        });
      }
    });
    return found;
  }
  return {
    put: (id, entry) => quietly(() => storage?.setItem(prefix + id, JSON.stringify(entry))),
    remove: (id) => quietly(() => storage?.removeItem(prefix + id)),
    list: () =>
      read()
        .map(({ entry }) => entry)
        .sort((a, b) => a.at - b.at),
    removeBefore(time) {
      for (const { name, entry } of read()) if (entry.at < time) quietly(() => storage?.removeItem(name));
    },
  };
}
