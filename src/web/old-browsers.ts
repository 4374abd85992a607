/** Polyfills of functions that the pages use and Safari 15.4 or Chrome 100 lack. Imported before everything else. */

/** Defines a function unless the browser has it. */
function add(owner: object, name: string, value: (...args: never[]) => unknown): void {
  if (!(name in owner)) Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}

add(Array.prototype, "toReversed", function (this: unknown[]) {
  return [...this].reverse();
});
add(Array.prototype, "toSorted", function (this: unknown[], compare?: (a: unknown, b: unknown) => number) {
  return [...this].sort(compare);
});
add(Array.prototype, "toSpliced", function (this: unknown[], ...args: [start: number, count: number]) {
  const copy = [...this];
  copy.splice(...args);
  return copy;
});
add(Map, "groupBy", (items: Iterable<unknown>, keyOf: (item: unknown, index: number) => unknown) => {
  const groups = new Map<unknown, unknown[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
});
add(URL, "canParse", (url: string, base?: string) => {
  try {
    new URL(url, base);
    return true;
  } catch {
    return false;
  }
});
