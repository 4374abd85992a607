/** Strums a chord: its strings one after the other, mixed into one buffer. */
import { parseChord, transpose } from "../../../domain/guitar/chords.ts";
import { midiToHertz, voicing } from "../../../domain/guitar/fingerings.ts";
import { pluck } from "./pluck.ts";

/** Time from one string to the next, in seconds. */
export const strumGapSeconds = 0.012;

/** Returns the MIDI notes of a chord, lowest string first. With a capo, the shape below it decides the strings. */
export function notesFor(name: string, capo: number): readonly number[] {
  const shape = parseChord(transpose(name, -capo));
  return shape ? voicing(shape, capo) : [];
}

/** Plucks strings and caches them, since the chords of a set share most of their strings. */
export function openStrings(rate: number) {
  const cache = new Map<number, Float32Array>();
  const stringOf = (midi: number) => {
    const string = cache.get(midi) ?? pluck(midiToHertz(midi), rate);
    cache.set(midi, string);
    return string;
  };
  return {
    /** Strums notes in the given order: samples with a peak of 0.8; empty without notes. */
    strum(notes: readonly number[]): Float32Array {
      const strings = notes.map(stringOf);
      const gap = Math.round(rate * strumGapSeconds);
      const length = strings.reduce((max, string, n) => Math.max(max, n * gap + string.length), 0);
      const mixed = new Float32Array(length);
      for (const [n, string] of strings.entries()) {
        const start = n * gap;
        for (let at = 0; at < string.length; at++) mixed[start + at] = (mixed[start + at] ?? 0) + (string[at] ?? 0);
      }
      const peak = mixed.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-9);
      return mixed.map((value) => (0.8 * value) / peak);
    },
  };
}
