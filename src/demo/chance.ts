/** Seeded randomness without state: the same labels always give the same number, whatever was drawn before. */

/** Returns a number 0 ≤ x < 1 for the labels. FNV-1a over their text, then the finalizer of MurmurHash3. */
export function chance(...labels: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of labels.join("/")) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Returns a number from `min` to `max` for a `chance`. */
export const between = (min: number, max: number, chance: number): number => min + (max - min) * chance;

/** Returns an item of a list for a `chance`. Throws if the list is empty. */
export function pick<T>(list: readonly T[], chance: number): T {
  const item = list[Math.floor(chance * list.length)];
  if (item === undefined) throw new Error("there is nothing to pick from");
  return item;
}
