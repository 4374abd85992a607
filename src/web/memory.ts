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

/** Limits of a group of values: the oldest are removed. */
const maxOfGroup = { values: 50, characters: 1_000_000 };

/**
 * Like `remember` under `<group>.<id>`, for values of which there is one per class, product or form: only the newest of
 * the group are kept.
 */
export function rememberNewest(group: string, id: string, value: string | undefined): boolean {
  const others = idsOf(group).filter((other) => other !== id);
  const ids = value === undefined ? others : [...others, id];
  const kept: string[] = [];
  let length = 0;
  for (const one of ids.slice(-maxOfGroup.values).reverse()) {
    length += (one === id ? value : recall(`${group}.${one}`))?.length ?? 0;
    if (length > maxOfGroup.characters) break;
    kept.unshift(one);
  }
  for (const old of ids) if (!kept.includes(old)) remember(`${group}.${old}`, undefined);
  remember(`newest.${group}`, kept.length > 0 ? JSON.stringify(kept) : undefined);
  return (
    remember(`${group}.${id}`, kept.includes(id) ? value : undefined) && kept.includes(id) === (value !== undefined)
  );
}

/** Removes all values of a group that `rememberNewest` stored. */
export function forgetGroup(group: string): void {
  for (const id of idsOf(group)) remember(`${group}.${id}`, undefined);
  remember(`newest.${group}`, undefined);
}

/** The ids of a group, oldest first. What an earlier version stored is not in the list and comes before it. */
function idsOf(group: string): string[] {
  const listed = readIds(group);
  const prefix = `lectern.${group}.`;
  const from = storage();
  const stored = Array.from({ length: from?.length ?? 0 }, (_, n) => from?.key(n) ?? "").flatMap((name) =>
    name.startsWith(prefix) ? name.slice(prefix.length) : [],
  );
  return [...stored.filter((id) => !listed.includes(id)), ...listed.filter((id) => stored.includes(id))];
}

function readIds(group: string): string[] {
  try {
    const ids: unknown = JSON.parse(recall(`newest.${group}`) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
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
