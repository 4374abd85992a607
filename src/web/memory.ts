/** The browser's local storage. Every function works, storing nothing, if the browser denies access to it. */

/** The value stored under `name`, if any. */
export function recall(name: string): string | undefined {
  try {
    return localStorage.getItem(`lectern.${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Stores `value` under `name`; `undefined` removes it. Returns whether that succeeded. */
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

/** The browser's storage, or `undefined` if it denies access. */
export function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
