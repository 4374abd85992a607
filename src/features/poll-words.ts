/** The words of a cloud: what students may see of them after the teacher's moderation. */
import type { z } from "zod";
import { isHiddenWord } from "../domain/hidden-words.ts";
import { nameKey } from "../domain/text.ts";
import type { WordItem } from "./poll-schemas.ts";
import type { StoredPoll } from "./polls-state.ts";

type WordStatus = z.output<typeof WordItem>["status"];

/** Returns the word that stands for a key: another one if it is merged. */
export const mergedKey = ({ merged }: Pick<StoredPoll, "merged">, key: string): string => merged.get(key) ?? key;

/** What the teacher decided about a word, else what the lists of hidden words and the poll say. */
function statusOf({ poll, decisions, hiddenWords }: StoredPoll, key: string): WordStatus {
  const decided = decisions.get(key);
  if (decided) return decided;
  if (isHiddenWord(hiddenWords.lists, key)) return "hidden";
  return poll.approve_first ? "waiting" : "shown";
}

/** How many people wrote each word. One who wrote two spellings that are merged counts once. */
function countsOf(stored: StoredPoll): ReadonlyMap<string, number> {
  const { counts, merged, votes } = stored;
  if (merged.size === 0) return counts as ReadonlyMap<string, number>;
  const people = new Map<string, number>();
  for (const { vote } of votes.values()) {
    const keys = new Set((vote.words ?? []).map((word) => mergedKey(stored, nameKey(word))));
    for (const key of keys) people.set(key, (people.get(key) ?? 0) + 1);
  }
  return people;
}

/** Returns the words that students may see, the most frequent first, at most `max`. */
export function shownWords(stored: StoredPoll, max: number): { of: string; count: number }[] {
  return Array.from(countsOf(stored), ([key, count]) => ({ key, count }))
    .sort((one, other) => other.count - one.count)
    .values()
    .filter(({ key }) => statusOf(stored, key) === "shown")
    .take(max)
    .map(({ key, count }) => ({ of: stored.spellings.get(key) ?? key, count }))
    .toArray();
}

/** Returns every word for the teacher: those that wait first, then the most frequent; merged ones last. */
export function wordsOf(stored: StoredPoll): z.output<typeof WordItem>[] {
  const spelling = (key: string) => stored.spellings.get(key) ?? key;
  const items = Array.from(countsOf(stored), ([key, count]) => ({
    word: spelling(key),
    count,
    status: statusOf(stored, key),
    merged_into: null,
  }));
  const rank = ({ status }: { status: WordStatus }) => (status === "waiting" ? 0 : 1);
  items.sort((one, other) => rank(one) - rank(other) || other.count - one.count);
  const merged = Array.from(stored.merged, ([key, into]) => ({
    word: spelling(key),
    count: Number(stored.counts.get(key) ?? 0),
    status: statusOf(stored, into),
    merged_into: spelling(into),
  }));
  return [...items, ...merged];
}

/** Merges a word into another, with those that were merged into it; with `undefined` it is counted by itself again. */
export function merge(merged: Map<string, string>, key: string, into: string | undefined): void {
  if (into === undefined) merged.delete(key);
  else {
    const target = merged.get(into) ?? into;
    if (target === key) return;
    for (const [one, to] of merged) if (to === key) merged.set(one, target);
    merged.set(key, target);
  }
}
