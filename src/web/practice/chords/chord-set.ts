/** The chords to play: a predefined set or the person's own, transposed, with or without a capo. */
import { computed, signal } from "@preact/signals";
import { keyOf, parseChord, transpose } from "../../../domain/guitar/chords.ts";
import { recall, remember } from "../../memory.ts";

/** The predefined sets. */
export const sets = {
  pop: ["C", "G", "Am", "F"],
  road: ["Em", "C", "G", "D"],
  three: ["A", "D", "E"],
  blues: ["A7", "D7", "E7"],
  open: ["C", "A", "G", "E", "D", "Am", "Em", "Dm"],
} as const;

/** The name of a set; `own` is the person's own chords. */
export type SetName = keyof typeof sets | "own";

/** Maximum of a set of own chords: with more, the keys are too small to hit without looking. */
export const maxChords = 12;

/** The stored choice: `moved` is the transposition in semitones, `capo` a fret. */
export interface ChordChoice {
  readonly set: SetName;
  readonly own: readonly string[];
  readonly moved: number;
  readonly capo: number;
}

/** A chord of the chosen set: the `shape` that is held, and the `name` of what sounds with the capo. */
export interface AvailableChord {
  readonly shape: string;
  readonly name: string;
  readonly key: string;
}

const defaultChoice: ChordChoice = { set: "pop", own: [], moved: 0, capo: 0 };
/** Limits of the transposition (semitones) and of the capo (frets). */
export const bounds = { moved: [-6, 6], capo: [0, 7] } as const;

const isSet = (value: unknown): value is SetName =>
  value === "own" || (typeof value === "string" && Object.hasOwn(sets, value));
const clamp = (value: unknown, [min, max]: readonly [number, number]): number =>
  typeof value === "number" && Number.isInteger(value) ? Math.min(max, Math.max(min, value)) : 0;

/** Parses a stored choice. Invalid values become their default. */
export function toChoice(stored: string | undefined): ChordChoice {
  try {
    const found: unknown = JSON.parse(stored ?? "null");
    if (typeof found !== "object" || found === null) return defaultChoice;
    const { set, own, moved, capo }: Partial<Record<keyof ChordChoice, unknown>> = found;
    const names = Array.isArray(own) ? own.filter((name): name is string => typeof name === "string") : [];
    const chords = names.filter((name) => parseChord(name)).slice(0, maxChords);
    return {
      set: isSet(set) && (set !== "own" || chords.length > 0) ? set : defaultChoice.set,
      own: chords,
      moved: clamp(moved, bounds.moved),
      capo: clamp(capo, bounds.capo),
    };
  } catch {
    return defaultChoice;
  }
}

/** Returns the chords of a choice, without duplicates. */
export function chordsOf({ set, own, moved, capo }: ChordChoice): readonly AvailableChord[] {
  const shapes = (set === "own" ? own : sets[set]).map((name) => transpose(name, moved));
  const all = shapes.map((shape) => {
    const name = transpose(shape, capo);
    return { shape, name, key: keyOf(name) };
  });
  return all.filter(({ key }, n) => all.findIndex((other) => other.key === key) === n);
}

/** Parses typed chords. `wrong` has the words that are not chords. */
export function readChords(typed: string): { chords: readonly string[]; wrong: readonly string[] } {
  const words = typed.split(/[\s,;|]+/).filter(Boolean);
  const isChord = (word: string) => parseChord(word)?.rest === false;
  return { chords: words.filter(isChord).slice(0, maxChords), wrong: words.filter((word) => !isChord(word)) };
}

/** The choice of the person at this browser. */
export const chordChoice = signal<ChordChoice>(toChoice(recall("practice.set")));
/** The chords of that choice. */
export const availableChords = computed(() => chordsOf(chordChoice.value));

/** Changes the choice and stores it in this browser. */
export function chooseChords(change: Partial<ChordChoice>): void {
  chordChoice.value = { ...chordChoice.value, ...change };
  remember("practice.set", JSON.stringify(chordChoice.value));
}
