/**
 * Finds sections of the guide by words. A Latin word matches the beginning of a word, without its ending (`polls` finds
 * "poll"); a Korean word is compared by its pairs of syllables, because particles follow a noun without a space
 * (`투표를` finds "투표가").
 */
import type { Page, Section } from "./render.ts";

/** How long a query may be in characters, how many of its words count, and how many results are returned. */
export const maxQuery = 100;
const maxWords = 8;
const maxResults = 20;

/** Words that a question has and its answer need not. They count only if there are no others. */
const fillers = new Set(
  (
    "a an and are as at be by can cannot could do does don for from get has have how i if in is it its me my not of on or our " +
    "so t that the their there they this to we what when where which who why will with you your " +
    "그 내 무엇 무엇을 뭐 수 안 어디 어디에 어떤 어떻게 언제 왜 이 있나요 있어요 하나요 하려면 해요 돼요 되나요 없어요"
  ).split(" "),
);

/** How much of a Korean word's pairs a text must have. */
const minShare = 0.5;

/** Points of a section for each word: in the page's title, in its own heading, in its text. */
const weights = { title: 3, heading: 5, text: 2 };

export interface Found {
  readonly page: Page;
  readonly section: Section;
  /** The sentence with the most words. */
  readonly sentence: string;
}

/** Returns how well the word matches a text in lower case: from 0, not at all, to 1. */
type Matcher = (text: string) => number;

const isHangul = (word: string) => /\p{Script=Hangul}/u.test(word);

/** Removes the commonest English endings. */
function stem(word: string): string {
  const short = word.replace(/(?:ing|ed|es|s)$/, "");
  return short.length >= 3 ? short : word;
}

function matcherOf(word: string): Matcher {
  if (!isHangul(word)) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(stem(word))}`, "u");
    return (text) => (pattern.test(text) ? 1 : 0);
  }
  if (word.length < 3) return (text) => (text.includes(word) ? 1 : 0);
  const pairs = Array.from({ length: word.length - 1 }, (_, n) => word.slice(n, n + 2));
  return (text) => {
    if (text.includes(word)) return 1;
    const share = pairs.filter((pair) => text.includes(pair)).length / pairs.length;
    // The beginning is the noun; what follows may be a particle.
    return share >= minShare && text.includes(pairs[0] ?? word) ? share * 0.8 : 0;
  };
}

/** In lower case, with short prefixes joined: "Wi-Fi" is found as "wifi", too. */
const normalize = (text: string): string =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replace(/(?<!\p{L})([a-z]{1,2})-(?=[a-z])/gu, "$1");

/** The different words of a query that count. */
function wordsOf(query: string): string[] {
  const words = [...new Set(normalize(query.slice(0, maxQuery)).match(/[\p{L}\p{N}]+/gu) ?? [])];
  const telling = words.filter((word) => !fillers.has(word));
  return (telling.length > 0 ? telling : words).slice(0, maxWords);
}

/** The sections that have all of the words, best first; if none has, those that have the most. */
export function search(pages: readonly Page[], query: string): Found[] {
  const matchers = wordsOf(query).map(matcherOf);
  if (matchers.length === 0) return [];
  const found = pages.flatMap((page) =>
    page.sections.map((section) => ({ page, section, ...judge(page, section, matchers) })),
  );
  const most = Math.max(0, ...found.map(({ words }) => words));
  if (most === 0) return [];
  return found
    .filter(({ words }) => words === most)
    .sort((a, b) => b.points - a.points)
    .slice(0, maxResults)
    .map(({ page, section }) => ({ page, section, sentence: bestSentence(section, matchers) }));
}

/** How many of the words a section has, and its points. The page's title alone is not a match. */
function judge(page: Page, section: Section, matchers: readonly Matcher[]) {
  const title = normalize(page.title);
  const heading = normalize(section.heading);
  const text = normalize(section.paragraphs.join("\n"));
  let words = 0;
  let points = 0;
  for (const match of matchers) {
    const [inTitle, inHeading, inText] = [match(title), match(heading), match(text)];
    if (inHeading + inText > 0) words += 1;
    points += inTitle * weights.title + inHeading * weights.heading + inText * weights.text;
  }
  return { words, points };
}

function bestSentence({ paragraphs }: Section, matchers: readonly Matcher[]): string {
  const sentences = paragraphs.flatMap((paragraph) => paragraph.split(/(?<=[.!?:])\s+/));
  const points = (sentence: string) => {
    const text = normalize(sentence);
    return matchers.reduce((sum, match) => sum + match(text), 0);
  };
  return sentences.reduce((best, each) => (points(each) > points(best) ? each : best), sentences[0] ?? "");
}

/** Splits a text into parts, each with whether a word of the query begins there: for marking what was found. */
export function marksIn(text: string, query: string): { readonly text: string; readonly found: boolean }[] {
  const stems = wordsOf(query).map((word) =>
    isHangul(word)
      ? `${RegExp.escape(word)}|${RegExp.escape(word.slice(0, 2))}`
      : `(?<![\\p{L}\\p{N}])${RegExp.escape(stem(word))}`,
  );
  if (stems.length === 0) return [{ text, found: false }];
  return text
    .split(new RegExp(`(${stems.join("|")})`, "iu"))
    .map((part, n) => ({ text: part, found: n % 2 === 1 }))
    .filter((part) => part.text !== "");
}
