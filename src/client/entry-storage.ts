/**
 * What must survive a reload of the page: entries in the browser's storage until they are removed, each under its own key,
 * so that two pages of one person do not overwrite each other's. Storage that is full or forbidden costs the reload,
 * nothing else: the caller has the entries in memory.
 */

/** The part of `localStorage` that is used. */
export type WebStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export interface EntryStorageOptions<E> {
  readonly storage: WebStorage | undefined;
  /** Begins the key of every entry. */
  readonly prefix: string;
  /** Storage may contain anything: whether this is an entry. */
  readonly isEntry: (stored: unknown) => stored is E;
}

export interface EntryStorage<E> {
  readonly put: (id: string, entry: E) => void;
  readonly remove: (id: string) => void;
  /** Oldest first. */
  readonly list: () => E[];
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
      // a private window, a full disk, or text that is no JSON
    }
  };
  return {
    put: (id, entry) => quietly(() => storage?.setItem(prefix + id, JSON.stringify(entry))),
    remove: (id) => quietly(() => storage?.removeItem(prefix + id)),
    list() {
      const found: E[] = [];
      quietly(() => {
        for (let n = 0; n < (storage?.length ?? 0); n++) {
          const name = storage?.key(n);
          if (!name?.startsWith(prefix)) continue;
          quietly(() => {
            const entry: unknown = JSON.parse(storage?.getItem(name) ?? "");
            if (isEntry(entry)) found.push(entry);
          });
        }
      });
      return found.sort((a, b) => a.at - b.at);
    },
  };
}
