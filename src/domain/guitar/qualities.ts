/** What a chord can be besides its root. Case tells apart: `m7` is minor, `M7` is major. */

/** Each quality: its canonical suffix first, then the other ways to write it. */
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

/** A quality as its canonical suffix, what stands behind the root; major is the empty one. */
export type CanonicalQuality = (typeof table)[number][0];

/** Every quality there is. */
export const qualities: readonly CanonicalQuality[] = table.map(([quality]) => quality);

const bySpelling = new Map<string, CanonicalQuality>(
  table.flatMap(([quality, ...others]) =>
    [quality, ...others].map((spelling): [string, CanonicalQuality] => [spelling, quality]),
  ),
);

/** The quality that a suffix stands for, `min7` for `m7`; null where it is none of ours. */
export const qualityOf = (suffix: string): CanonicalQuality | null => bySpelling.get(suffix) ?? null;

/** Whether the key of such a chord is a minor one: its third is minor. */
export const isMinor = (quality: CanonicalQuality): boolean => /^(m(?!aj)|dim)/.test(quality);
