/** A vote that is being made. */
import type { Poll } from "../../client/fold/polls.ts";
import type { Sending } from "../../client/outbox.ts";
import type { InputOf } from "../../features/index.ts";

export type VoteDraft = Omit<InputOf<"poll.vote">, "poll_id">;

/** The props of every input of a vote. */
export interface VoteInputProps {
  readonly poll: Poll;
  readonly draft: VoteDraft;
  /** Whether the vote can no longer be changed. */
  readonly isFixed: boolean;
  readonly onChange: (draft: VoteDraft) => void;
}

/** Returns the vote to begin with: a ranking starts in the order of the options, everything else empty. */
export function emptyVote({ kind, options }: Poll): VoteDraft {
  return kind === "rank" ? { ranking: options.map(({ option_id }) => option_id) } : {};
}

/** Returns a saved vote as an input. */
export function toDraft({ choices, value, words, ranking }: NonNullable<Poll["vote"]>): VoteDraft {
  return {
    ...(choices && { choices }),
    ...(value !== null && { value }),
    ...(words && { words }),
    ...(ranking && { ranking }),
  };
}

/** Whether a vote can be sent. */
export function isComplete({ kind, chart }: Poll, { choices, value, words, ranking }: VoteDraft): boolean {
  if (chart) return choices?.some((id) => chart.rules[id - 1] === null || value !== undefined) ?? false;
  if (kind === "choice") return (choices?.length ?? 0) > 0;
  if (kind === "words") return (words?.length ?? 0) > 0;
  return kind === "rank" ? ranking !== undefined : value !== undefined && Number.isFinite(value);
}

export const isSame = (one: VoteDraft, other: VoteDraft): boolean => key(one) === key(other);
const key = ({ choices, value, words, ranking }: VoteDraft): string =>
  JSON.stringify([choices?.toSorted((a, b) => a - b), value, words, ranking]);

/** The last vote in a poll that this browser sent, with its progress. */
export function sentVote(outbox: readonly Sending[], poll_id: number) {
  const entry = outbox.findLast((entry) => entry.name === "poll.vote" && entry.input.poll_id === poll_id);
  return entry?.name === "poll.vote" ? entry : undefined;
}
