/** Texts of the frame around the guide's pages. */
import type { Language } from "./files.ts";

export interface GuideTexts {
  readonly guide: string;
  readonly otherLanguage: string;
  readonly contents: string;
  readonly onThisPage: string;
  readonly search: string;
  readonly searchHint: string;
  readonly find: string;
  readonly found: (count: number, query: string) => string;
  readonly nothing: (query: string) => string;
  readonly previous: string;
  readonly next: string;
  readonly toContent: string;
  readonly toClasses: string;
  readonly notFound: string;
  readonly notFoundHint: string;
  readonly englishOnly: string;
}

export const texts: Readonly<Record<Language, GuideTexts>> = {
  en: {
    guide: "Guide",
    otherLanguage: "한국어",
    contents: "Contents",
    onThisPage: "On this page",
    search: "Search the guide",
    searchHint: "A word or a question",
    find: "Search",
    found: (count, query) => `${count === 1 ? "1 place" : `${count} places`} for “${query}”`,
    nothing: (query) => `Nothing was found for “${query}”. Try one word, such as “timer”.`,
    previous: "Previous",
    next: "Next",
    toContent: "Skip to the text",
    toClasses: "Lectern",
    notFound: "This page does not exist",
    notFoundHint: "Check the address, or search the guide.",
    englishOnly: "",
  },
  ko: {
    guide: "사용 안내",
    otherLanguage: "English",
    contents: "차례",
    onThisPage: "이 페이지에서",
    search: "사용 안내에서 찾기",
    searchHint: "낱말이나 질문",
    find: "찾기",
    found: (count, query) => `‘${query}’에 대해 ${count}곳을 찾았어요`,
    nothing: (query) => `‘${query}’에 대한 내용을 찾지 못했어요. ‘타이머’처럼 낱말 하나로 찾아보세요.`,
    previous: "이전",
    next: "다음",
    toContent: "본문으로 건너뛰기",
    toClasses: "Lectern",
    notFound: "이 페이지는 없어요",
    notFoundHint: "주소를 확인하거나 사용 안내에서 찾아보세요.",
    englishOnly: "이 문서는 영어로만 제공돼요.",
  },
};
