/** Entries of several features by name. Throws if two features declare the same name: one would hide the other. */
export function byName<T extends { readonly feature: { readonly name: string } }>(
  kind: string,
  entries: Iterable<readonly [name: string, entry: T]>,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const [name, entry] of entries) {
    const first = found.get(name);
    if (first) throw new Error(`${kind} ${name} is declared by ${first.feature.name} and by ${entry.feature.name}`);
    found.set(name, entry);
  }
  return found;
}
