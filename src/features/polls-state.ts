/** The state of a room's polls. */
import type { z } from "zod";
import { defineFaults, Fault } from "../domain/faults.ts";
import { defaultHiddenWords, type WordLists } from "../domain/hidden-words.ts";
import type { Role } from "../domain/roles.ts";
import type { Created, Poll, PollStatus, Solution, Vote } from "./poll-schemas.ts";
import type { Usage } from "./quota.ts";

export const faults = defineFaults({
  poll_not_found: { status: 404, text: "There is no such poll." },
  poll_closed: { status: 409, text: "This poll is not open." },
  poll_wrong_status: { status: 409, text: "The poll is not in a state for this." },
  word_not_found: { status: 404, text: "Nobody has written this word in the poll." },
  vote_final: { status: 409, text: "In a quiz, the first vote counts: it cannot be changed." },
  too_many_polls: { status: 409, text: "A session has at most 100 polls: remove one first.", quota: true },
});

/** A poll with its votes. */
export interface StoredPoll {
  readonly poll: z.infer<typeof Poll>;
  readonly solution: Solution;
  /** Whether it comes from the class's lesson. */
  readonly prepared: boolean;
  status: z.infer<typeof PollStatus>;
  /** When it was opened, in milliseconds since 1970. */
  openedAt: number | undefined;
  /** When its status changed last, in milliseconds since 1970. */
  changedAt: number;
  /** When it closes automatically, in milliseconds since 1970. */
  endsAt: number | undefined;
  /** The last vote of each person, by participant id. `at` is in milliseconds since 1970. */
  readonly votes: Map<string, { readonly vote: Vote; readonly at: number }>;
  /** How many votes each option, value or word has; words by `nameKey`. */
  readonly counts: Map<number | string, number>;
  /** The spelling in which each word came first, by `nameKey`. */
  readonly spellings: Map<string, string>;
  /** What the teacher decided about words, by `nameKey`. */
  readonly decisions: Map<string, "shown" | "hidden">;
  /** Words that are merged into others, both by `nameKey`. No word is merged into one that is merged itself. */
  readonly merged: Map<string, string>;
  /** The lists of hidden words, shared by the polls of the session. */
  readonly hiddenWords: { lists: WordLists };
}

export interface State {
  /** By id, in the order they were made. */
  readonly polls: Map<number, StoredPoll>;
  next: number;
  /** The poll that is open. */
  open: number | undefined;
  /** The poll that was voted on last. */
  counted: number | undefined;
  /** The points of each person in the quizzes that were revealed, by participant id. */
  readonly points: Map<string, number>;
  readonly voted: Usage;
  readonly hiddenWords: { lists: WordLists };
}

export const noPolls = (): State => ({
  polls: new Map(),
  next: 1,
  open: undefined,
  counted: undefined,
  points: new Map(),
  voted: new Map(),
  hiddenWords: { lists: defaultHiddenWords },
});

/** Separates what everyone may see of a poll from its solution. */
export function fromCreated({ correct, answer, flags, prepared, ...poll }: z.infer<typeof Created>) {
  return { poll, solution: { correct, answer, ...(flags && { flags }) }, prepared: prepared === true };
}

/** Returns a poll that was never opened, made at `at` (ms since 1970). */
export const newPoll = ({
  at,
  ...known
}: Pick<StoredPoll, "poll" | "solution" | "prepared" | "hiddenWords"> & { readonly at: number }): StoredPoll => ({
  ...known,
  status: "draft",
  openedAt: undefined,
  changedAt: at,
  endsAt: undefined,
  votes: new Map(),
  counts: new Map(),
  spellings: new Map(),
  decisions: new Map(),
  merged: new Map(),
});

/** Returns a poll. Throws `poll_not_found`, also for a student if it was never opened. */
export function find({ polls }: State, poll_id: number, role: Role = "INSTRUCTOR"): StoredPoll {
  const found = polls.get(poll_id);
  if (!found || (role === "STUDENT" && found.status === "draft")) throw new Fault(faults.poll_not_found);
  return found;
}

/** Returns whether a role may see the results of a poll. */
export function showsResults({ status, poll }: StoredPoll, role: Role): boolean {
  if (role === "INSTRUCTOR" || status === "revealed") return true;
  return poll.results === "live" ? status !== "draft" : poll.results === "closed" && status === "closed";
}
