/** Chord qualities: everything in a chord name but the root and the bass. Case matters: `m7` is minor, `M7` is major. */

/** Each quality: its canonical suffix, followed by the other spellings. */
const table = [
  ["", "maj", "M"],
  ["m", "min", "mi", "-"],
  ["7", "dom7"],
  ["maj7", "M7", "ma7", "Δ", "Δ7", "^7"],
  ["m7", "min7", "mi7", "-7"],
  ["mMaj7", "mM7", "m(maj7)", "m/maj7", "mmaj7"],
  ["sus2"],
  ["sus4", "sus"],
  ["7sus4", "7sus"],
  ["dim", "°", "o"],
  ["dim7", "°7", "o7"],
  ["m7b5", "ø", "ø7", "min7b5"],
  ["aug", "+"],
  ["aug7", "7#5", "+7"],
  ["add9", "add2", "2", "(add9)"],
  ["madd9", "m(add9)"],
  ["6"],
  ["m6", "min6", "-6"],
  ["69", "6/9"],
  ["9"],
  ["maj9", "M9"],
  ["m9", "min9"],
  ["5"],
  ["11"],
  ["13"],
  ["7b9"],
  ["7#9"],
] as const;

/** A quality by its canonical suffix; the empty suffix is major. */
export type CanonicalQuality = (typeof table)[number][0];

/** Every quality. */
export const qualities: readonly CanonicalQuality[] = table.map(([quality]) => quality);

const bySpelling = new Map<string, CanonicalQuality>(
  table.flatMap(([quality, ...others]) =>
    [quality, ...others].map((spelling): [string, CanonicalQuality] => [spelling, quality]),
  ),
);

/** Returns the quality of a suffix, such as `m7` for `min7`; null if the suffix is unknown. */
export const qualityOf = (suffix: string): CanonicalQuality | null => bySpelling.get(suffix) ?? null;

/** Returns whether a quality has a minor third, so that the chord's key is minor. */
export const isMinor = (quality: CanonicalQuality): boolean => /^(m(?!aj)|dim)/.test(quality);
