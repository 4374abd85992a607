/** Votes: how they are validated and counted, and what they are worth in a quiz. */
import { Fault } from "../domain/faults.ts";
import { isRightVote, pointsAfter } from "../domain/quiz/points.ts";
import { nameKey } from "../domain/text.ts";
import type { Results, Vote } from "./poll-schemas.ts";
import { shownWords } from "./poll-words.ts";
import type { StoredPoll } from "./polls-state.ts";

/** How many different values or words the results list at most. */
const maxCounted = 50;

/** What a vote counts for: each option, value or word, with its weight. */
function partsOf({ choices, value, words, ranking }: Vote): [of: number | string, weight: number][] {
  // The point of a chart, which is chosen with an option.
  const point: [string, number][] = value === null ? [] : [[pointKey(value), 1]];
  if (choices) return [...choices.map((id): [number, number] => [id, 1]), ...point];
  if (value !== null) return [[value, 1]];
  if (words) return words.map((word) => [nameKey(word), 1]);
  return (ranking ?? []).map((id, place, all) => [id, all.length - 1 - place]);
}

/** The key under which votes for a point of a chart are counted. */
const pointKey = (point: number) => `point ${point}`;

/** How many votes chose which point of a chart. */
const pointsChosen = ({ values, first }: NonNullable<StoredPoll["poll"]["chart"]>, { counts }: StoredPoll) =>
  values.flatMap((_, n) => {
    const count = counts.get(pointKey(first + n)) ?? 0;
    return count > 0 ? [{ point: first + n, count }] : [];
  });

function add(stored: StoredPoll, vote: Vote, times: 1 | -1): void {
  for (const [of, weight] of partsOf(vote)) {
    const count = (stored.counts.get(of) ?? 0) + times * weight;
    if (count === 0) stored.counts.delete(of);
    else stored.counts.set(of, count);
  }
}

/** Counts a person's vote instead of their earlier one. `at` is in milliseconds since 1970. */
export function countVote(stored: StoredPoll, { who, vote, at }: { who: string; vote: Vote; at: number }): void {
  const before = stored.votes.get(who);
  if (before) add(stored, before.vote, -1);
  stored.votes.set(who, { vote, at });
  add(stored, vote, 1);
  for (const word of vote.words ?? []) {
    const key = nameKey(word);
    if (!stored.spellings.has(key)) stored.spellings.set(key, word);
  }
}

/** Returns the results of a poll. Of more than 50 different values or words, the 50 most frequent. */
export function resultsOf(stored: StoredPoll): Results {
  const { poll, votes, counts } = stored;
  const frequent = () =>
    Array.from(counts, ([of, count]) => ({ of, count }))
      .sort((one, other) => other.count - one.count)
      .slice(0, maxCounted);
  const counted = {
    choice: () => poll.options.map(({ option_id }) => ({ of: option_id, count: counts.get(option_id) ?? 0 })),
    rank: () => poll.options.map(({ option_id }) => ({ of: option_id, count: counts.get(option_id) ?? 0 })),
    scale: () => frequent().sort((one, other) => Number(one.of) - Number(other.of)),
    number: () => frequent().sort((one, other) => Number(one.of) - Number(other.of)),
    words: () => shownWords(stored, maxCounted),
  };
  const hasMean = (poll.kind === "scale" || poll.kind === "number") && votes.size > 0;
  const sum = hasMean
    ? Array.from(counts, ([of, count]) => Number(of) * count).reduce((one, other) => one + other, 0)
    : 0;
  return {
    votes: votes.size,
    counts: counted[poll.kind](),
    mean: hasMean ? sum / votes.size : null,
    ...(poll.chart && { points: pointsChosen(poll.chart, stored) }),
  };
}

/** What `poll.closed` tells everyone. */
export const closing = (stored: StoredPoll) => ({
  poll_id: stored.poll.poll_id,
  results: stored.poll.results === "hidden" ? null : resultsOf(stored),
});

/** Returns whether a vote is right; null if the poll has no solution. */
export const isRight = ({ solution }: StoredPoll, vote: Vote): boolean | null => isRightVote(solution, vote);

/** Returns the points of a vote. */
export function pointsOf(stored: StoredPoll, { vote, at }: { readonly vote: Vote; readonly at: number }): number {
  const { poll, openedAt = at } = stored;
  return isRight(stored, vote) ? pointsAfter(poll, at - openedAt) : 0;
}

/** Validates an input against the poll's kind, and returns the vote. Throws `does_not_fit`. */
export function toVote(
  { poll }: StoredPoll,
  input: { choices?: number[]; value?: number; words?: string[]; ranking?: number[] },
): Vote {
  const vote: Vote = { choices: null, value: null, words: null, ranking: null };
  const known = new Set(poll.options.map(({ option_id }) => option_id));
  const areOptions = (ids: readonly number[]) => new Set(ids).size === ids.length && ids.every((id) => known.has(id));
  const wrong = (message: string) => new Fault("does_not_fit", message);
  switch (poll.kind) {
    case "choice": {
      const choices = input.choices ?? [];
      if (choices.length < 1 || choices.length > poll.max_choices || !areOptions(choices)) {
        throw wrong(`choices: Send 1 to ${poll.max_choices} different options of this poll.`);
      }
      return { ...vote, choices, value: poll.chart ? pointIn(poll.chart, { choices, value: input.value }) : null };
    }
    case "rank": {
      const ranking = input.ranking ?? [];
      if (ranking.length !== known.size || !areOptions(ranking)) {
        throw wrong("ranking: Send each option of this poll once, the best first.");
      }
      return { ...vote, ranking };
    }
    case "words": {
      const byKey = new Map((input.words ?? []).map((word) => [nameKey(word), word]));
      if (byKey.size < 1 || byKey.size > poll.max_choices) {
        throw wrong(`words: Send 1 to ${poll.max_choices} different words.`);
      }
      return { ...vote, words: [...byKey.values()] };
    }
    case "scale": {
      const { min = 0, max = 0 } = poll.scale ?? {};
      if (input.value === undefined || !Number.isInteger(input.value) || input.value < min || input.value > max) {
        throw wrong(`value: Send a whole number from ${min} to ${max}.`);
      }
      return { ...vote, value: input.value };
    }
    case "number": {
      if (input.value === undefined) throw wrong("value: Send a number.");
      return { ...vote, value: input.value };
    }
  }
}

/** The point of a chart that a vote chose; null without one, and if it says that the process is in control. */
function pointIn(
  { values, first, rules }: NonNullable<StoredPoll["poll"]["chart"]>,
  { choices, value }: { choices: readonly number[]; value: number | undefined },
): number | null {
  if (value === undefined || choices.some((id) => rules[id - 1] === null)) return null;
  const last = first + values.length - 1;
  if (Number.isInteger(value) && value >= first && value <= last) return value;
  throw new Fault("does_not_fit", `value: Send a point of the chart, from ${first} to ${last}.`);
}
