/**
 * Remembers which command ids were used, in a few bytes each: a Bloom filter that grows. The answer to an id is looked up on
 * disk only if the id was probably used before.
 */
export interface SeenIds {
  /** Adds an id of the participant with this number. */
  add(participant: number, id: string): void;
  /** True for each id that was added, and for very few others. */
  mayHave(participant: number, id: string): boolean;
}

/** Bits per id, and how many of them an id sets: of a million ids that were not added, about thirty look as if they were. */
const bitsPerId = 32;
const bitsSet = 12;
/** Sizes of the filters: each next one is four times as large. The last one takes all further ids. */
const firstBits = 2 ** 12;
const lastBits = 2 ** 26;

/** The hash of an id: where its first bit is, and how far it is to the next one. Later distances are longer by 1, 4, 9 … */
const hash = { start: 0, step: 1 };

function setHash(participant: number, id: string): void {
  let start = Math.imul(participant + 1, 0x9e3779b1);
  let step = participant ^ 0x85ebca6b;
  for (let n = 0; n < id.length; n++) {
    const unit = id.charCodeAt(n);
    start = Math.imul(start ^ unit, 0x01000193);
    step = Math.imul(step ^ unit, 0x5bd1e995);
    step ^= step >>> 15;
  }
  hash.start = Math.imul(start ^ (start >>> 15), 0x2c1b3c6d) ^ step;
  hash.step = step | 1;
}

export function createSeenIds(): SeenIds {
  /** Each of a power of two bits. */
  const filters: Uint32Array[] = [new Uint32Array(firstBits / 32)];
  let last = filters[0] as Uint32Array;
  let added = 0;

  function has(filter: Uint32Array): boolean {
    const mask = filter.length * 32 - 1;
    for (let n = 0, at = hash.start; n < bitsSet; n++, at = (at + hash.step + n * n) | 0) {
      const bit = at & mask;
      if (((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }

  return {
    add(participant, id) {
      const bits = last.length * 32;
      if (added >= bits / bitsPerId && bits < lastBits) {
        last = new Uint32Array((bits * 4) / 32);
        filters.push(last);
        added = 0;
      }
      added += 1;
      setHash(participant, id);
      const mask = last.length * 32 - 1;
      for (let n = 0, at = hash.start; n < bitsSet; n++, at = (at + hash.step + n * n) | 0) {
        const bit = at & mask;
        last[bit >>> 5] = (last[bit >>> 5] ?? 0) | (1 << (bit & 31));
      }
    },
    mayHave(participant, id) {
      setHash(participant, id);
      return filters.some(has);
    },
  };
}
