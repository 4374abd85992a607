/** The polls that this person may see, in the order they were made, with the results and the vote that they may see. */
import { isRightVote, pointsAfter } from "../../domain/quiz/points.ts";
import type { DataOf, ItemOf } from "../../features/index.ts";
import { defineSlice, ifUsed, wholeList } from "./slice.ts";

/** A poll; `vote` is this person's own. */
export type Poll = ItemOf<"polls.list">;

const change = (
  state: readonly Poll[],
  poll_id: number,
  to: (poll: Poll) => Partial<Omit<Poll, "poll_id">>,
): readonly Poll[] => state.map((poll) => (poll.poll_id === poll_id ? { ...poll, ...to(poll) } : poll));

const nothingYet = {
  ends_at: null,
  opened_at: null,
  correct: null,
  answer: null,
  vote: null,
  voted_at: null,
  points_won: null,
} as const;

/** The results before the first vote. */
const noVotes = ({ options }: Pick<Poll, "options">) => ({
  votes: 0,
  counts: options.map(({ option_id: of }) => ({ of, count: 0 })),
  mean: null,
});

/** Whether the reader is a teacher, who knows the solution from the beginning. */
const knowsSolution = ({ correct }: Pick<Poll, "correct">): boolean => correct !== null;

const close = (poll: Poll, results: DataOf<"poll.closed">["results"]): Partial<Poll> => ({
  status: "closed",
  ends_at: null,
  // A teacher has the results already, also those that students do not see yet.
  ...(results && { counted: results }),
  ...(!results && !knowsSolution(poll) && poll.results !== "live" && { counted: null }),
});

function reveal(poll: Poll, { poll_id: _, results, ...solution }: DataOf<"poll.revealed">): Partial<Poll> {
  const { vote, voted_at, opened_at, points } = poll;
  const used = Date.parse(voted_at ?? "") - Date.parse(opened_at ?? "");
  const won = vote && isRightVote(solution, vote) ? pointsAfter(poll, used) : 0;
  return { status: "revealed", counted: results, ...solution, points_won: vote && points !== null ? won : null };
}

export const polls = defineSlice<readonly Poll[]>({
  start: () => [],
  folds: {
    "poll.created": (state, { prepared: _, ...created }) =>
      state.some(({ poll_id }) => poll_id === created.poll_id)
        ? state
        : [...state, { ...nothingYet, ...created, status: "draft", counted: noVotes(created) }],
    "poll.opened"(state, opened, at) {
      const before = state.find(({ poll_id }) => poll_id === opened.poll_id);
      const counted = opened.results === "live" || (before && knowsSolution(before)) ? noVotes(opened) : null;
      if (!before) return [...state, { ...nothingYet, ...opened, status: "open", opened_at: at, counted }];
      return change(state, opened.poll_id, (poll) => ({
        ...opened,
        status: "open",
        opened_at: poll.opened_at ?? at,
        // Students no longer see the results of a poll that opens again, unless they are live.
        counted: counted && (poll.counted ?? counted),
      }));
    },
    "poll.voted": (state, { poll_id, ...vote }, at) => change(state, poll_id, () => ({ vote, voted_at: at })),
    "poll.counted": (state, { poll_id, ...counted }) => change(state, poll_id, () => ({ counted })),
    "poll.closed": (state, { poll_id, results }) => change(state, poll_id, (poll) => close(poll, results)),
    "poll.revealed": (state, data) => change(state, data.poll_id, (poll) => reveal(poll, data)),
    "poll.removed": (state, removed) => state.filter(({ poll_id }) => poll_id !== removed.poll_id),
    // The poll that was open can still be shown, and no longer be voted on.
    "session.status_changed": (state, { status }) =>
      status === "ENDED"
        ? state.map((poll) => (poll.status === "open" ? { ...poll, ...close(poll, null) } : poll))
        : state,
  },
  readable: ifUsed("polls"),
  // `poll.counted` is not stored, so that a client that was away may have missed it.
  staleOnResume: (state) =>
    state.some(({ status, kind, counted }) => (status === "open" || kind === "words") && counted !== null),
  views: ["polls.list"],
  fromViews: (views) => wholeList(views["polls.list"]),
  async read(api, session) {
    const { data, ...answered } = await api.polls(session);
    return { ...answered, data: data.toReversed() };
  },
});

/** The poll that is open for votes. */
export const openPoll = (polls: readonly Poll[]): Poll | undefined => polls.find(({ status }) => status === "open");
