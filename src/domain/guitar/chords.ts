/** Chord names: read from what people and apps write, told apart by how they sound, moved up and down the neck. */
import { lettersAbove, pitchClassOf, spelledAbove, toPitchClass } from "./pitch.ts";
import { type CanonicalQuality, isMinor, qualityOf } from "./qualities.ts";

/** A chord by its name. */
export interface Chord {
  readonly rest: false;
  /** The spelling as it was sent, trimmed. */
  readonly name: string;
  /** The root, with `#` or `b`: `C#`. */
  readonly root: string;
  readonly quality: CanonicalQuality;
  /** The note behind the slash, as it was written; null where there is none. */
  readonly bass: string | null;
  /**
   * What statistics count by: pitch class of the root, quality, pitch class of the bass, as `1:m7:1`. C#m and Dbm are one
   * key, and C/C is C; C6 and Am7 have the same notes and stay two.
   */
  readonly key: string;
}

/** No chord, on purpose: `N.C.`. */
export interface Rest {
  readonly rest: true;
  readonly name: string;
  readonly key: typeof restKey;
}

/** The key of every rest. */
export const restKey = "rest";

/** A name has at most so many characters. */
const longestName = 16;

const rests = /^N\.?C\.?$/;
const named = /^([A-G][#b]?)(.*)$/;
const note = /^[A-G][#b]?$/;

/** Signs that look like the ones we know, and are what keyboards have: increment, triangle, ordinal, ring, minus. */
const lookalikes: readonly [RegExp, string][] = [
  [/♯/g, "#"],
  [/♭/g, "b"],
  [/[\u2206\u25B3]/g, "Δ"],
  [/[\u00BA\u02DA]/g, "°"],
  [/\u2212/g, "-"],
];

/**
 * A chord's name read: a root A to G with at most one `#` or `b` (also ♯ ♭), a quality, and a bass behind a slash.
 * Outer white space goes; anything else, lower-case roots among it, is null.
 */
export function parseChord(text: string): Chord | Rest | null {
  const name = text.trim();
  if (name.length > longestName) return null;
  // The do of do-re-mi, a C, and by our grammar a D diminished: better refused than heard wrongly. D° and Ddim are read.
  if (name === "Do") return null;
  if (rests.test(name)) return { rest: true, name, key: restKey };
  const plain = lookalikes.reduce((known, [sign, ours]) => known.replace(sign, ours), name);
  const [, root, suffix] = named.exec(plain) ?? [];
  if (root === undefined || suffix === undefined) return null;
  // The whole first: in 6/9 and m/maj7 the slash is the quality's own.
  const whole = qualityOf(suffix);
  if (whole !== null) return toChord(name, root, whole, null);
  const slash = suffix.lastIndexOf("/");
  if (slash < 0) return null;
  const quality = qualityOf(suffix.slice(0, slash));
  const bass = suffix.slice(slash + 1);
  return quality !== null && note.test(bass) ? toChord(name, root, quality, bass) : null;
}

/** What a name is counted by: its chord's key, and where it is no chord the name itself. */
export const keyOf = (name: string): string => parseChord(name)?.key ?? name;

function toChord(name: string, root: string, quality: CanonicalQuality, bass: string | null): Chord {
  const key = `${pitchClassOf(root)}:${quality}:${pitchClassOf(bass ?? root)}`;
  return { rest: false, name, root, quality, bass, key };
}

const majorRoots = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
const minorRoots = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B"];

/**
 * The name of a chord so many whole semitones higher (or, below 0, lower), as a player in a set would meet it: the root
 * spelled as its key mostly is (major Db Eb F# Ab Bb, minor C# Eb F# G# Bb), the quality canonical, the bass as many
 * letters from the root as before (C/E is Db/F). Whole octaves leave the name as it was sent; a rest stays, and so does a
 * text that is no chord.
 */
export function transpose(chord: Chord | Rest | string, semitones: number): string {
  const from = typeof chord === "string" ? parseChord(chord) : chord;
  if (from === null) return typeof chord === "string" ? chord : "";
  if (from.rest || toPitchClass(semitones) === 0) return from.name;
  const roots = isMinor(from.quality) ? minorRoots : majorRoots;
  const to = (name: string) => roots[toPitchClass(pitchClassOf(name) + semitones)] ?? name;
  const root = to(from.root);
  const start = `${root}${from.quality}`;
  if (from.bass === null) return start;
  const bass = spelledAbove(root, lettersAbove(from.root, from.bass), pitchClassOf(from.bass) + semitones);
  return `${start}/${bass ?? to(from.bass)}`;
}
