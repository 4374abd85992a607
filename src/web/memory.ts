/** What this browser remembers for itself. Where it may not store anything, it forgets, and nothing breaks. */

/** The value under `name`, where there is one. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(`lectern.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Stores `value` under `name`; `undefined` removes it. Returns whether the browser did so. */
export function remember(name: string, value: string | undefined): boolean {
  try {
    if (value === undefined) localStorage.removeItem(`lectern.${name}`);
    else localStorage.setItem(`lectern.${name}`, value);
    return true;
  } catch {
    // A private window, or the storage is full.
    return false;
  }
}

/** The browser's storage, where it gives access to one. */
export function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
