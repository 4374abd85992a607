/** The nickname filter: words that no student's nickname may contain, in lists by language that a teacher edits. */
import { isHiddenWord, prepare, type WordLists } from "./hidden-words.ts";
import { nameKey } from "./text.ts";

/** The lists of a new class. Short: the teacher adds what their class comes up with. */
export const defaultNicknameFilter: WordLists = {
  ko: ["씨발", "시발", "ㅅㅂ", "병신", "ㅂㅅ", "지랄", "개새끼", "좆", "ㅈㄴ", "존나", "엿먹어", "느금마", "섹스"],
  en: ["fuck", "fucker", "fucking", "shit", "bitch", "asshole", "cunt", "dick", "penis", "pussy", "nazi", "hitler"],
};

/** Returns whether a nickname contains a word of the lists: also if it is taken apart by spaces or marks. */
export function isRefusedNickname(lists: WordLists, nickname: string): boolean {
  const key = nameKey(nickname);
  return isHiddenWord(lists, key) || isTakenApart(lists, key);
}

/** Whether parts that follow each other are together a word of the lists; in English, if each is a single letter. */
function isTakenApart(lists: WordLists, key: string): boolean {
  const { ko, en } = prepare(lists);
  const parts = key.split(/[^\p{L}]+/u);
  return parts.some((_, from) =>
    parts.slice(from + 1).some((_, more) => {
      const some = parts.slice(from, from + more + 2);
      const word = some.join("");
      return ko.has(word) || (en.has(word) && some.every((part) => [...part].length === 1));
    }),
  );
}
