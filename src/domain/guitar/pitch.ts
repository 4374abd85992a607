/** Notes as numbers: pitch classes 0 (C) to 11 (B), MIDI numbers, and their names. */

const letters = "CDEFGAB";
const naturals = [0, 2, 4, 5, 7, 9, 11];

const modulo = (number: number, by: number) => ((number % by) + by) % by;

/** Any whole number of semitones as a pitch class, 0 to 11. */
export const toPitchClass = (semitones: number): number => modulo(semitones, 12);

/** Returns the pitch class of a note's name, a letter and any number of `#` or `b`: `C#` is 1, `Cb` is 11. */
export function pitchClassOf(note: string): number {
  const sharps = note.split("#").length - 1;
  const flats = note.slice(1).split("b").length - 1;
  return toPitchClass((naturals[letters.indexOf(note.charAt(0))] ?? 0) + sharps - flats);
}

/** Returns the number of letters from `from` up to `note`, 0 to 6: two from C to E. */
export const lettersAbove = (from: string, note: string): number =>
  modulo(letters.indexOf(note.charAt(0)) - letters.indexOf(from.charAt(0)), 7);

/** Spells a pitch class with the letter `steps` above that of `from`; null if it needs more than one `#` or `b`. */
export function spelledAbove(from: string, steps: number, pitchClass: number): string | null {
  const index = modulo(letters.indexOf(from.charAt(0)) + steps, 7);
  const letter = letters.charAt(index);
  switch (toPitchClass(pitchClass - (naturals[index] ?? 0))) {
    case 0:
      return letter;
    case 1:
      return `${letter}#`;
    case 11:
      return `${letter}b`;
    default:
      return null;
  }
}

/** Returns the frequency of a MIDI number in hertz, equal temperament with A4 (69) at 440 Hz. */
export const midiToHertz = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);
