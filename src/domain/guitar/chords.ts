/** Chord names: parsing, comparing by sound, and transposing. */
import { lettersAbove, pitchClassOf, spelledAbove, toPitchClass } from "./pitch.ts";
import { type CanonicalQuality, isMinor, qualityOf } from "./qualities.ts";

/** A parsed chord name. */
export interface Chord {
  readonly rest: false;
  /** The spelling as received, trimmed. */
  readonly name: string;
  /** The root, with `#` or `b`: `C#`. */
  readonly root: string;
  readonly quality: CanonicalQuality;
  /** The note after the slash, as written; null if there is none. */
  readonly bass: string | null;
  /**
   * The identity of a chord in statistics: pitch class of the root, quality, pitch class of the bass, such as `1:m7:1`.
   * C#m and Dbm have the same key, as have C/C and C; C6 and Am7 have the same notes but different keys.
   */
  readonly key: string;
}

/** An explicit rest: `N.C.`. */
export interface Rest {
  readonly rest: true;
  readonly name: string;
  readonly key: typeof restKey;
}

/** The key of every rest. */
export const restKey = "rest";

/** The maximum number of characters of a name. */
const maxNameLength = 16;

const restPattern = /^N\.?C\.?$/;
const chordPattern = /^([A-G][#b]?)(.*)$/;
const notePattern = /^[A-G][#b]?$/;

/** Signs that keyboards produce instead of the canonical ones: increment, triangle, ordinal, ring, minus. */
const lookalikes: readonly [RegExp, string][] = [
  [/♯/g, "#"],
  [/♭/g, "b"],
  [/[\u2206\u25B3]/g, "Δ"],
  [/[\u00BA\u02DA]/g, "°"],
  [/\u2212/g, "-"],
];

/**
 * Parses a chord name: a root A to G with at most one `#` or `b` (also ♯ ♭), a quality, and optionally a slash and a
 * bass. Trims the text. Returns null for anything else, including lower-case roots.
 */
export function parseChord(text: string): Chord | Rest | null {
  const name = text.trim();
  if (name.length > maxNameLength) return null;
  // "Do" could be the C of do-re-mi or, by this grammar, D diminished, so it is rejected. D° and Ddim are accepted.
  if (name === "Do") return null;
  if (restPattern.test(name)) return { rest: true, name, key: restKey };
  const normalized = lookalikes.reduce((text, [sign, canonical]) => text.replace(sign, canonical), name);
  const [, root, suffix] = chordPattern.exec(normalized) ?? [];
  if (root === undefined || suffix === undefined) return null;
  // Tries the whole suffix first: in 6/9 and m/maj7 the slash belongs to the quality.
  const wholeQuality = qualityOf(suffix);
  if (wholeQuality !== null) return toChord({ name, root, quality: wholeQuality, bass: null });
  const slash = suffix.lastIndexOf("/");
  if (slash < 0) return null;
  const quality = qualityOf(suffix.slice(0, slash));
  const bass = suffix.slice(slash + 1);
  return quality !== null && notePattern.test(bass) ? toChord({ name, root, quality, bass }) : null;
}

/** Returns the key of a name in statistics: its chord's key, or the name itself if it is not a chord. */
export const keyOf = (name: string): string => parseChord(name)?.key ?? name;

function toChord(parts: Pick<Chord, "name" | "root" | "quality" | "bass">): Chord {
  const { root, quality, bass } = parts;
  return { rest: false, ...parts, key: `${pitchClassOf(root)}:${quality}:${pitchClassOf(bass ?? root)}` };
}

const majorRoots = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
const minorRoots = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B"];

/**
 * Transposes the name of a chord by whole semitones (negative: down). The root is spelled as its key most often is (major
 * Db Eb F# Ab Bb, minor C# Eb F# G# Bb), the quality is canonical, and the bass keeps its distance in letters from the
 * root (C/E becomes Db/F). Whole octaves, rests and texts that are not chords are returned unchanged.
 */
export function transpose(chord: Chord | Rest | string, semitones: number): string {
  const from = typeof chord === "string" ? parseChord(chord) : chord;
  if (from === null) return typeof chord === "string" ? chord : "";
  if (from.rest || toPitchClass(semitones) === 0) return from.name;
  const roots = isMinor(from.quality) ? minorRoots : majorRoots;
  const transposeNote = (name: string) => roots[toPitchClass(pitchClassOf(name) + semitones)] ?? name;
  const root = transposeNote(from.root);
  const name = `${root}${from.quality}`;
  if (from.bass === null) return name;
  const bass = spelledAbove(root, lettersAbove(from.root, from.bass), pitchClassOf(from.bass) + semitones);
  return `${name}/${bass ?? transposeNote(from.bass)}`;
}
