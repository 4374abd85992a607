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
  const sorted = Array.from(points, ([participant_id, points]) => ({ participant_id, points, place: 1 })).filter(
    ({ participant_id }) => !removed.has(participant_id),
  );
  sorted.sort((one, other) => other.points - one.points);
  for (const [n, standing] of sorted.entries()) {
    const before = sorted[n - 1];
    standing.place = before?.points === standing.points ? before.place : n + 1;
  }
  return sorted;
}

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
