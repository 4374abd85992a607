/** Quiz standings, and the rows of the polls report. */
import type { z } from "zod";
import type { PollRow } from "./poll-schemas.ts";
import { isRight, pointsOf, resultsOf } from "./poll-votes.ts";
import type { State, StoredPoll } from "./polls-state.ts";

/** Adds the points of a quiz's votes, or takes them back. */
export function award({ points }: State, stored: StoredPoll, times: 1 | -1): void {
  if (stored.poll.points === null) return;
  for (const [who, voted] of stored.votes) points.set(who, (points.get(who) ?? 0) + times * pointsOf(stored, voted));
}

/** Returns the points of everyone but those who were removed, the most first. */
export function standingsOf(
  { points }: State,
  removed: ReadonlySet<string>,
): { participant_id: string; points: number; place: number }[] {
  const all = Array.from(points, ([participant_id, points]) => ({ participant_id, points }));
  return ranked(all.filter(({ participant_id }) => !removed.has(participant_id)));
}

/** Sorts by points, the most first, and adds each one's place: equal points share a place. */
export function ranked<T extends { readonly points: number }>(list: readonly T[]): (T & { place: number })[] {
  let place = 1;
  return list
    .toSorted((one, other) => other.points - one.points)
    .map((item, n, sorted) => {
      if (sorted[n - 1]?.points !== item.points) place = n + 1;
      return { ...item, place };
    });
}

/** How many the podium shows: those with equal points share a place. */
const maxOnPodium = 5;

/** Returns the standings that the podium shows. */
export const onPodium = <T extends { readonly points: number; readonly place: number }>(standings: readonly T[]): T[] =>
  standings.filter(({ place, points }) => place <= 3 && points > 0).slice(0, maxOnPodium);

/** The rows of the report, of the polls that were opened. */
export const reportRows = ({ polls }: State): z.output<typeof PollRow>[] =>
  Array.from(polls.values())
    .filter(({ status }) => status !== "draft")
    .flatMap(rowsOf);

/** The rows of a poll: one for each option, value or word. */
function rowsOf(stored: StoredPoll): z.output<typeof PollRow>[] {
  const { poll, solution } = stored;
  const { votes: voters, counts } = resultsOf(stored);
  return counts.map(({ of, count: votes }) => {
    const option = poll.options.find(({ option_id }) => option_id === of);
    const vote = { choices: option ? [option.option_id] : null, value: Number(of), words: null, ranking: null };
    const right = option
      ? solution.correct.length === 0
        ? null
        : solution.correct.includes(option.option_id)
      : isRight(stored, vote);
    return {
      poll: poll.poll_id,
      kind: poll.kind,
      question: poll.question,
      answer: option?.text ?? String(of),
      votes,
      voters,
      right,
    };
  });
}
