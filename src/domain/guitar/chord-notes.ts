/** The notes of a chord. Separate from parsing names, because tonal is large and most pages need only the name. */
// Imports the file directly: the package's "main" and "types" (6.2.0) point to files that do not exist.
import { get } from "@tonaljs/chord/dist/index.mjs";
import type { Chord, Rest } from "./chords.ts";
import { pitchClassOf } from "./pitch.ts";

/**
 * Returns the names of a chord's notes in ascending order from the root, preceded by a named bass, without duplicates.
 * A rest has no notes. Spelled by theory, so `E#` contains `G##`.
 */
export function notesOf(chord: Chord | Rest): string[] {
  if (chord.rest) return [];
  const notes: string[] = get([chord.root, chord.quality]).notes;
  const { bass } = chord;
  if (bass === null) return notes;
  const bassPitchClass = pitchClassOf(bass);
  return [bass, ...notes.filter((name) => pitchClassOf(name) !== bassPitchClass)];
}

/** Returns the pitch classes of a chord's notes, 0 (C) to 11 (B), in the order of `notesOf`. */
export const pitchClasses = (chord: Chord | Rest): number[] => notesOf(chord).map(pitchClassOf);
