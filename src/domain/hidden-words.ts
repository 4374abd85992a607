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

/** Lists as words are compared with them: normalized once, because results are computed several times per second. */
const keys = new WeakMap<WordLists, { readonly ko: readonly string[]; readonly en: ReadonlySet<string> }>();
function keysOf(lists: WordLists) {
  const known = keys.get(lists) ?? { ko: lists.ko.map(nameKey), en: new Set(lists.en.map(nameKey)) };
  keys.set(lists, known);
  return known;
}

/**
 * Returns whether a list contains the word with this `nameKey`. A Korean word is also found inside of another, because particles follow it;
 * an English one only as a whole word, because it may be a part of a harmless one.
 */
export function isHiddenWord(lists: WordLists, key: string): boolean {
  const { ko, en } = keysOf(lists);
  return (
    ko.some((word) => key.includes(word)) || en.has(key) || key.split(/[^\p{L}\p{N}]+/u).some((word) => en.has(word))
  );
}
