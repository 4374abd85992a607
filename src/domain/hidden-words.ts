/** Words that are not shown, in lists by language that a teacher edits. */
import { nameKey } from "./text.ts";

export type WordLanguage = "ko" | "en";
/** Words by language. */
export type WordLists = Readonly<Record<WordLanguage, readonly string[]>>;

/** The lists of a new class. Short: they hide what a class writes most often to provoke. */
export const defaultHiddenWords: WordLists = {
  ko: ["씨발", "시발", "ㅅㅂ", "병신", "ㅂㅅ", "지랄", "개새끼", "좆", "꺼져", "닥쳐", "미친놈", "미친년"],
  en: ["fuck", "fucking", "fucker", "shit", "bitch", "asshole", "cunt", "dick", "bastard", "wanker"],
};

/** Lists as words are compared with them, and the words that were compared. */
interface Prepared {
  readonly ko: ReadonlySet<string>;
  readonly en: ReadonlySet<string>;
  readonly known: Map<string, boolean>;
}

/** How many compared words are kept for each pair of lists. */
const maxKnown = 20_000;

/** Prepared once for each pair of lists, because the results of a word cloud are computed several times per second. */
const prepared = new WeakMap<WordLists, Prepared>();
export function prepare(lists: WordLists): Prepared {
  const earlier = prepared.get(lists);
  if (earlier) return earlier;
  const made = { ko: new Set(lists.ko.map(nameKey)), en: new Set(lists.en.map(nameKey)), known: new Map() };
  prepared.set(lists, made);
  return made;
}

/**
 * Returns whether a list contains the word with this `nameKey`. A Korean word is also found inside of another, because
 * particles follow it; an English one only as a whole word, because it may be a part of a harmless one.
 */
export function isHiddenWord(lists: WordLists, key: string): boolean {
  const { ko, en, known } = prepare(lists);
  const found = known.get(key);
  if (found !== undefined) return found;
  const isHidden =
    ko.values().some((word) => key.includes(word)) ||
    en.has(key) ||
    key.split(/[^\p{L}\p{N}]+/u).some((word) => en.has(word));
  if (known.size >= maxKnown) known.clear();
  known.set(key, isHidden);
  return isHidden;
}
