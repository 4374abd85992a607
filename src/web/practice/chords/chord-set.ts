/** Which chords are in reach: a known set or one's own, moved up or down the neck, with a capo or without. */
import { computed, signal } from "@preact/signals";
import { keyOf, parseChord, transpose } from "../../../domain/guitar/chords.ts";
import { recall, remember } from "../../memory.ts";

/** The sets there are to choose from; `own` is what somebody typed. */
export const sets = {
  pop: ["C", "G", "Am", "F"],
  road: ["Em", "C", "G", "D"],
  three: ["A", "D", "E"],
  blues: ["A7", "D7", "E7"],
  open: ["C", "A", "G", "E", "D", "Am", "Em", "Dm"],
} as const;

/** The name of a set. */
export type SetName = keyof typeof sets | "own";

/** How many chords a set of one's own has at most: more cannot be hit without looking. */
export const maxChords = 12;

/** What somebody chose. `moved` in semitones, `capo` a fret. */
export interface Choice {
  readonly set: SetName;
  readonly own: readonly string[];
  readonly moved: number;
  readonly capo: number;
}

/** A chord of the set: the shape that is held, and what sounds when there is a capo. */
export interface InReach {
  readonly shape: string;
  readonly name: string;
  readonly key: string;
}

const defaultChoice: Choice = { set: "pop", own: [], moved: 0, capo: 0 };
/** How far a set moves, and where a capo goes. */
export const bounds = { moved: [-6, 6], capo: [0, 7] } as const;

const isSet = (word: unknown): word is SetName =>
  word === "own" || (typeof word === "string" && Object.hasOwn(sets, word));
const within = (value: unknown, [least, most]: readonly [number, number]): number =>
  typeof value === "number" && Number.isInteger(value) ? Math.min(most, Math.max(least, value)) : 0;

/** A choice as it was stored: what is none is the usual one. */
export function toChoice(stored: string | undefined): Choice {
  try {
    const found: unknown = JSON.parse(stored ?? "null");
    if (typeof found !== "object" || found === null) return defaultChoice;
    const { set, own, moved, capo }: Partial<Record<keyof Choice, unknown>> = found;
    const names = Array.isArray(own) ? own.filter((name): name is string => typeof name === "string") : [];
    const chords = names.filter((name) => parseChord(name)).slice(0, maxChords);
    return {
      set: isSet(set) && (set !== "own" || chords.length > 0) ? set : defaultChoice.set,
      own: chords,
      moved: within(moved, bounds.moved),
      capo: within(capo, bounds.capo),
    };
  } catch {
    return defaultChoice;
  }
}

/** The chords of a choice, each once. */
export function chordsOf({ set, own, moved, capo }: Choice): readonly InReach[] {
  const shapes = (set === "own" ? own : sets[set]).map((name) => transpose(name, moved));
  const all = shapes.map((shape) => {
    const name = transpose(shape, capo);
    return { shape, name, key: keyOf(name) };
  });
  return all.filter(({ key }, n) => all.findIndex((other) => other.key === key) === n);
}

/** The chords in what somebody typed, and what of it is none. */
export function readChords(typed: string): { chords: readonly string[]; wrong: readonly string[] } {
  const words = typed.split(/[\s,;|]+/).filter(Boolean);
  const isChord = (word: string) => parseChord(word)?.rest === false;
  return { chords: words.filter(isChord).slice(0, maxChords), wrong: words.filter((word) => !isChord(word)) };
}

/** What this browser's owner chose. */
export const choice = signal<Choice>(toChoice(recall("practice.set")));
/** The chords in reach. */
export const inReach = computed(() => chordsOf(choice.value));

/** Chooses, and remembers it. */
export function choose(change: Partial<Choice>): void {
  choice.value = { ...choice.value, ...change };
  remember("practice.set", JSON.stringify(choice.value));
}
