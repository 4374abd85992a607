/** A chord strummed: its strings one after the other, mixed into one stretch of sound. */
import { parseChord, transpose } from "../../../domain/guitar/chords.ts";
import { midiToHertz, voicing } from "../../../domain/guitar/fingerings.ts";
import { pluck } from "./pluck.ts";

/** Between one string and the next, in seconds. */
export const between = 0.012;

/** What sounds, as MIDI numbers from the lowest string up: held with a capo, the strings are those of its shape. */
export function notesFor(name: string, capo: number): readonly number[] {
  const shape = parseChord(transpose(name, -capo));
  return shape ? voicing(shape, capo) : [];
}

/** Plucks strings and remembers them: a set's chords share most. */
export function openStrings(rate: number) {
  const known = new Map<number, Float32Array>();
  const stringOf = (midi: number) => {
    const string = known.get(midi) ?? pluck(midiToHertz(midi), rate);
    known.set(midi, string);
    return string;
  };
  return {
    /** The notes strummed in the order given, as samples; the loudest is 0.8. Nothing for no notes. */
    strum(notes: readonly number[]): Float32Array {
      const strings = notes.map(stringOf);
      const gap = Math.round(rate * between);
      const length = strings.reduce((most, string, n) => Math.max(most, n * gap + string.length), 0);
      const mixed = new Float32Array(length);
      for (const [n, string] of strings.entries()) {
        const start = n * gap;
        for (let at = 0; at < string.length; at++) mixed[start + at] = (mixed[start + at] ?? 0) + (string[at] ?? 0);
      }
      const loudest = mixed.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
      return mixed.map((value) => (0.8 * value) / loudest);
    },
  };
}
