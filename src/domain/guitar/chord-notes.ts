/** Which notes a chord has. Apart from its name's reading: the theory is large, and most pages need the name alone. */
// The file itself, as the package's own "main" and "types" (6.2.0) name files that it does not have.
import { get } from "@tonaljs/chord/dist/index.mjs";
import type { Chord, Rest } from "./chords.ts";
import { pitchClassOf } from "./pitch.ts";

/**
 * The names of a chord's notes, upwards from the root; a bass that was named comes first, and once. A rest has none.
 * Notes as the theory spells them, so `E#` has `G##`.
 */
export function notesOf(chord: Chord | Rest): string[] {
  if (chord.rest) return [];
  const notes: string[] = get([chord.root, chord.quality]).notes;
  const { bass } = chord;
  if (bass === null) return notes;
  const low = pitchClassOf(bass);
  return [bass, ...notes.filter((name) => pitchClassOf(name) !== low)];
}

/** The pitch classes of a chord's notes, 0 (C) to 11 (B), in the order of `notesOf`. */
export const pitchClasses = (chord: Chord | Rest): number[] => notesOf(chord).map(pitchClassOf);
