/** The polls that this person may see, in the order they were made, with the results and the vote that they may see. */
import type { ItemOf } from "../../features/index.ts";
import { defineSlice, ifUsed } from "./slice.ts";

/** A poll; `vote` is this person's own. */
export type Poll = ItemOf<"polls.list">;

const change = (state: readonly Poll[], poll_id: number, to: Partial<Poll>): readonly Poll[] =>
  state.map((poll) => (poll.poll_id === poll_id ? { ...poll, ...to } : poll));

const nothingYet = { ends_at: null, counted: null, correct: null, answer: null, vote: null, points_won: null } as const;

export const polls = defineSlice<readonly Poll[]>({
  start: () => [],
  folds: {
    "poll.created": (state, created) =>
      state.some(({ poll_id }) => poll_id === created.poll_id)
        ? state
        : [...state, { ...nothingYet, ...created, status: "draft" }],
    "poll.opened": (state, opened) =>
      state.some(({ poll_id }) => poll_id === opened.poll_id)
        ? change(state, opened.poll_id, { ...opened, status: "open" })
        : [...state, { ...nothingYet, ...opened, status: "open" }],
    "poll.voted": (state, { poll_id, ...vote }) => change(state, poll_id, { vote }),
    "poll.counted": (state, { poll_id, ...counted }) => change(state, poll_id, { counted }),
    // The teacher has the results already, also those that students do not see yet.
    "poll.closed": (state, { poll_id, results }) =>
      change(state, poll_id, { status: "closed", ends_at: null, ...(results && { counted: results }) }),
    "poll.revealed": (state, { poll_id, results: counted, ...solution }) =>
      change(state, poll_id, { status: "revealed", counted, ...solution }),
    "poll.removed": (state, removed) => state.filter(({ poll_id }) => poll_id !== removed.poll_id),
  },
  readable: ifUsed("polls"),
  // `poll.counted` is not stored, so that a client that was away may have missed it.
  staleOnResume: (state) => state.some(({ status, counted }) => status === "open" && counted !== null),
  async read(api, session) {
    const { data, ...answered } = await api.polls(session);
    return { ...answered, data: data.toReversed() };
  },
});

/** The poll that is open for votes. */
export const openPoll = (polls: readonly Poll[]): Poll | undefined => polls.find(({ status }) => status === "open");
