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
    "a after an and are as at be before by can cannot could do does don for from get has have how i if in is it its me my " +
    "not of on or our s so t that the their there they this to we what when where which who why will with you your " +
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

/** The sections that have all of the words, best first; if none has, those that come closest. */
export function search(pages: readonly Page[], query: string): Found[] {
  const matchers = wordsOf(query).map(matcherOf);
  const judged = pages.flatMap((page) =>
    page.sections.map((section) => ({
      page,
      section,
      matches: matchers.map((match) => matchIn(page, section, match)),
    })),
  );
  // A word that few sections have says more than one that many have.
  const rarity = matchers.map((_, n) => {
    const having = judged.filter(({ matches }) => matches[n]?.isThere).length;
    return Math.log(1 + judged.length / Math.max(1, having));
  });
  const ranked = judged
    .map(({ page, section, matches }) => ({
      page,
      section,
      hasAll: matches.every(({ isThere }) => isThere),
      points: matches.reduce((sum, { isThere, points }, n) => sum + (isThere ? points * (rarity[n] ?? 0) : 0), 0),
    }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points);
  const complete = ranked.filter(({ hasAll }) => hasAll);
  const close = ranked.filter(({ points }) => points >= (ranked[0]?.points ?? 0) / 2);
  return (complete.length > 0 ? complete : close)
    .slice(0, maxResults)
    .map(({ page, section }) => ({ page, section, sentence: bestSentence(section, matchers) }));
}

/** A section as it is compared with words. */
interface Comparable {
  readonly heading: string;
  readonly text: string;
  readonly sentences: readonly { readonly sentence: string; readonly compared: string }[];
}

/** Kept, because anybody may search as often as they like. */
const comparable = new WeakMap<Section, Comparable>();

function comparableOf(section: Section): Comparable {
  const kept = comparable.get(section);
  if (kept) return kept;
  const sentences = section.paragraphs
    .flatMap((paragraph) => paragraph.split(/(?<=[.!?:])\s+/))
    .map((sentence) => ({ sentence, compared: normalize(sentence) }));
  const made = {
    heading: normalize(section.heading),
    text: sentences.map(({ compared }) => compared).join("\n"),
    sentences,
  };
  comparable.set(section, made);
  return made;
}

/** Whether a section has the word, and its points for it. The page's title alone is not a match. */
function matchIn(page: Page, section: Section, match: Matcher): { readonly isThere: boolean; readonly points: number } {
  const { heading, text } = comparableOf(section);
  const [inHeading, inText] = [match(heading), match(text)];
  const isThere = inHeading + inText > 0;
  const inTitle = isThere ? match(normalize(page.title)) : 0;
  return { isThere, points: inTitle * weights.title + inHeading * weights.heading + inText * weights.text };
}

/** The sentence with the most words; the first one if none has any. */
function bestSentence(section: Section, matchers: readonly Matcher[]): string {
  const judged = comparableOf(section).sentences.map(({ sentence, compared }) => ({
    sentence,
    points: matchers.reduce((sum, match) => sum + match(compared), 0),
  }));
  const [first, ...others] = judged;
  return others.reduce((best, each) => (each.points > (best?.points ?? 0) ? each : best), first)?.sentence ?? "";
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
