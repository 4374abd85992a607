/** Returns the items in a random order (Fisher–Yates). `random` returns numbers from 0 up to 1. */
export function shuffled<T>(items: Iterable<T>, random: () => number): T[] {
  const list = Array.from(items);
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [list[last], list[other]] = [list[other] as T, list[last] as T];
  }
  return list;
}
