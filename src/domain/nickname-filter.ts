/** The nickname filter: words that no student's nickname may contain, in lists by language that a teacher edits. */
import { isHiddenWord, type WordLists } from "./hidden-words.ts";
import { nameKey } from "./text.ts";

/** The lists of a new class. Short: the teacher adds what their class comes up with. */
export const defaultNicknameFilter: WordLists = {
  ko: ["씨발", "시발", "ㅅㅂ", "병신", "ㅂㅅ", "지랄", "개새끼", "좆", "ㅈㄴ", "존나", "엿먹어", "느금마", "섹스"],
  en: ["fuck", "fucker", "fucking", "shit", "bitch", "asshole", "cunt", "dick", "penis", "pussy", "nazi", "hitler"],
};

/** Returns whether a nickname contains a word of the lists; in Korean also with spaces or marks between its letters. */
export function isRefusedNickname(lists: WordLists, nickname: string): boolean {
  const key = nameKey(nickname);
  return isHiddenWord(lists, key) || isHiddenWord({ ko: lists.ko, en: [] }, key.replace(/[^\p{L}]+/gu, ""));
}
