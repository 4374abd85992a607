/** Fingerings of chords on a guitar in standard tuning, and the notes that sound. */
import { pitchClasses } from "./chord-notes.ts";
import { type Chord, keyOf, type Rest } from "./chords.ts";
import stored from "./fingerings.json" with { type: "json" };
import { type MoveableShape, onTheFifthString, onTheSixthString } from "./moveable-shapes.ts";
import { pitchClassOf, toPitchClass } from "./pitch.ts";

export { midiToHertz } from "./pitch.ts";

/** A fingering of a chord. Each list has six numbers, for the strings from low E to high E. */
export interface Fingering {
  /** Absolute frets: 0 an open string, -1 a muted one. */
  readonly frets: readonly number[];
  /** From 1 (index finger) to 4 (little finger), 0 for none; null if unknown. */
  readonly fingers: readonly number[] | null;
  /** Frets at which one finger holds several strings. */
  readonly barres: readonly number[];
  /** The first fret of a diagram: 1 if all frets are within the first four, otherwise the lowest fretted one. */
  readonly base_fret: number;
}

/** The open strings as MIDI numbers: E2 A2 D3 G3 B3 E4. */
export const standardTuning: readonly number[] = [40, 45, 50, 55, 59, 64];

function toFingering(frets: readonly number[], fingers: readonly number[] | null): Fingering {
  const fretted = frets.filter((fret) => fret > 0);
  const barres = fretted.filter((fret) =>
    [1, 2, 3, 4].some((finger) => frets.filter((at, string) => at === fret && fingers?.[string] === finger).length > 1),
  );
  const base_fret = Math.max(0, ...fretted) <= 4 ? 1 : Math.min(...fretted);
  return { frets, fingers, barres: [...new Set(barres)], base_fret };
}

const byKey = new Map<string, Fingering[]>();
for (const { name, frets, fingers } of stored.shapes) {
  const key = keyOf(name);
  byKey.set(key, [...(byKey.get(key) ?? []), toFingering(frets, fingers)]);
}

/** A moveable shape at the lowest fret at which the string with open note `open` (MIDI) sounds pitch class `root`. */
function placeShape({ offsets, fingers }: MoveableShape, root: number, open: number): Fingering {
  const lowest = Math.min(...offsets.map((offset) => offset ?? 0));
  const nut = toPitchClass(root - open);
  const at = nut + lowest < 0 ? nut + 12 : nut;
  const frets = offsets.map((offset) => (offset === null ? -1 : at + offset));
  // With open strings there is no barre, so the shape's fingers do not apply.
  return toFingering(frets, frets.includes(0) ? null : fingers);
}

/**
 * Returns the known fingerings of a chord, the most common first: the shapes in fingerings.json, found by key and so by
 * any spelling. If there are none and the chord has no other bass, the moveable shapes, lowest position first.
 */
export function fingeringsFor(chord: Chord | Rest): readonly Fingering[] {
  const shapes = byKey.get(chord.key);
  if (shapes) return shapes;
  if (chord.rest) return [];
  const root = pitchClassOf(chord.root);
  if (chord.bass !== null && pitchClassOf(chord.bass) !== root) return [];
  const sixth = onTheSixthString[chord.quality];
  const fifth = onTheFifthString[chord.quality];
  const moveable = [...(sixth ? [placeShape(sixth, root, 40)] : []), ...(fifth ? [placeShape(fifth, root, 45)] : [])];
  return moveable.sort((a, b) => Math.max(...a.frets) - Math.max(...b.frets));
}

/** Returns the most common fingering of a chord; null for a rest, and for a slash chord without a known shape. */
export const fingeringFor = (chord: Chord | Rest): Fingering | null => fingeringsFor(chord)[0] ?? null;

/** Lists the sounding notes as MIDI numbers, lowest string first. A capo raises every string by its fret. */
export const soundingNotes = ({ frets }: Fingering, capo = 0): number[] =>
  standardTuning.flatMap((open, string) => {
    const fret = frets[string] ?? -1;
    return fret < 0 ? [] : [open + fret + capo];
  });

/**
 * Voices any chord as MIDI numbers: the notes of its most common fingering or, if none is known, its notes stacked
 * upwards from a bass between E2 and D#3. Empty for a rest.
 */
export function voicing(chord: Chord | Rest, capo = 0): number[] {
  const fingering = fingeringFor(chord);
  if (fingering) return soundingNotes(fingering, capo);
  const stacked: number[] = [];
  let below = 39;
  for (const pitchClass of pitchClasses(chord)) {
    below += toPitchClass(pitchClass - below - 1) + 1;
    stacked.push(below + capo);
  }
  return stacked;
}
