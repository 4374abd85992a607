/** Changes of settings: fields that are not given stay unchanged, also in groups of fields. */

/** Some fields of `T`, and some of each group. */
export type Patch<T> = { readonly [K in keyof T]?: (T[K] extends object ? Patch<T[K]> : T[K]) | undefined };

type Fields = Readonly<Record<string, unknown>>;
const isGroup = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns a copy of `before` with the fields of `change`. */
export function merge<T extends object>(before: T, change: Patch<T>): T {
  const old = before as Fields;
  const merged = Object.entries(change).map(([key, value]) => {
    const group = old[key];
    return [key, isGroup(group) && isGroup(value) ? merge(group, value) : value];
  });
  return { ...before, ...Object.fromEntries(merged) };
}
