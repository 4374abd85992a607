/** How a chord is held on a guitar in standard tuning, and which notes sound when it is. */
import { pitchClasses } from "./chord-notes.ts";
import { type Chord, keyOf, type Rest } from "./chords.ts";
import known from "./fingerings.json" with { type: "json" };
import { type MoveableShape, onTheFifthString, onTheSixthString } from "./moveable-shapes.ts";
import { pitchClassOf, toPitchClass } from "./pitch.ts";

export { midiToHertz } from "./pitch.ts";

/** One way to hold a chord; each list has six numbers, for the strings from low E to high E. */
export interface Fingering {
  /** Absolute frets: 0 an open string, -1 a muted one. */
  readonly frets: readonly number[];
  /** 1 the index finger to 4 the little one, 0 none; null where nobody has said. */
  readonly fingers: readonly number[] | null;
  /** Frets at which one finger holds several strings. */
  readonly barres: readonly number[];
  /** The fret a diagram starts with: 1 where all are within the first four, else the lowest that is held. */
  readonly base_fret: number;
}

/** The open strings as MIDI numbers: E2 A2 D3 G3 B3 E4. */
export const standardTuning: readonly number[] = [40, 45, 50, 55, 59, 64];

function toFingering(frets: readonly number[], fingers: readonly number[] | null): Fingering {
  const held = frets.filter((fret) => fret > 0);
  const barres = held.filter((fret) =>
    [1, 2, 3, 4].some((finger) => frets.filter((at, string) => at === fret && fingers?.[string] === finger).length > 1),
  );
  const base_fret = Math.max(0, ...held) <= 4 ? 1 : Math.min(...held);
  return { frets, fingers, barres: [...new Set(barres)], base_fret };
}

const byKey = new Map<string, Fingering[]>();
for (const { name, frets, fingers } of known.shapes) {
  const key = keyOf(name);
  byKey.set(key, [...(byKey.get(key) ?? []), toFingering(frets, fingers)]);
}

/** A moveable shape at the lowest fret where its root is `root`, a pitch class, on a string that is `open`. */
function moved({ offsets, fingers }: MoveableShape, root: number, open: number): Fingering {
  const lowest = Math.min(...offsets.map((offset) => offset ?? 0));
  const nut = toPitchClass(root - open);
  const at = nut + lowest < 0 ? nut + 12 : nut;
  const frets = offsets.map((offset) => (offset === null ? -1 : at + offset));
  // With open strings there is no barre to hold, and the fingers are others.
  return toFingering(frets, frets.includes(0) ? null : fingers);
}

/**
 * Every way we know to hold a chord, the usual one first: the shapes in fingerings.json, found by key and so by any
 * spelling; where there is none and no other bass is asked for, the moveable shapes, the lower on the neck first.
 */
export function fingeringsFor(chord: Chord | Rest): readonly Fingering[] {
  const shapes = byKey.get(chord.key);
  if (shapes) return shapes;
  if (chord.rest) return [];
  const root = pitchClassOf(chord.root);
  if (chord.bass !== null && pitchClassOf(chord.bass) !== root) return [];
  const sixth = onTheSixthString[chord.quality];
  const fifth = onTheFifthString[chord.quality];
  const both = [...(sixth ? [moved(sixth, root, 40)] : []), ...(fifth ? [moved(fifth, root, 45)] : [])];
  return both.sort((a, b) => Math.max(...a.frets) - Math.max(...b.frets));
}

/** The usual way to hold a chord; null for a rest, and for a bass behind a slash that we know no shape for. */
export const fingeringFor = (chord: Chord | Rest): Fingering | null => fingeringsFor(chord)[0] ?? null;

/** What sounds, as MIDI numbers from the lowest string to the highest; a capo raises every string by its fret. */
export const soundingNotes = ({ frets }: Fingering, capo = 0): number[] =>
  standardTuning.flatMap((open, string) => {
    const fret = frets[string] ?? -1;
    return fret < 0 ? [] : [open + fret + capo];
  });

/**
 * MIDI numbers by which any chord can sound: those of its usual fingering, and where we know none its notes stacked
 * upwards from the bass, which lies between E2 and D#3. Nothing for a rest.
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
