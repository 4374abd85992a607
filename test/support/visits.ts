/** Counts what is visited by iteration: elements of maps, sets and arrays, in `for` loops, spreads and `Array.from`. */

type Stepper = { next: (...of: []) => unknown };

const iterators: Stepper[] = [new Map().values(), new Set().values(), [].values()].map(
  (iterator) => Object.getPrototypeOf(iterator) as Stepper,
);

/** Runs `work` and returns how many elements it visited. */
export function visitsOf(work: () => void): number {
  let visits = 0;
  const originals = iterators.map((prototype) => prototype.next);
  for (const [n, prototype] of iterators.entries()) {
    const original = originals[n] as Stepper["next"];
    prototype.next = function next(this: unknown) {
      visits += 1;
      return original.call(this as Stepper);
    };
  }
  try {
    work();
  } finally {
    for (let n = 0; n < iterators.length; n++) (iterators[n] as Stepper).next = originals[n] as Stepper["next"];
  }
  return visits;
}
