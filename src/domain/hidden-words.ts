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

/**
 * Returns whether a list contains the text. A Korean word is also found inside of another, because particles follow it;
 * an English one only as a whole word, because it may be a part of a harmless one.
 */
export function isHiddenWord({ ko, en }: WordLists, text: string): boolean {
  const key = nameKey(text);
  if (ko.some((word) => key.includes(nameKey(word)))) return true;
  const words = new Set(key.split(/[^\p{L}\p{N}]+/u));
  return en.some((word) => key === nameKey(word) || words.has(nameKey(word)));
}
