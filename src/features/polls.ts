/** Polls and quizzes: the teacher asks, students vote, everyone sees the results when the teacher wants them to. */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { toTime, Uuid } from "../domain/ids.ts";
import { pageQuery, QueryId } from "../domain/paging.ts";
import { maxPolls } from "../domain/quiz/limits.ts";
import { everyone, instructors, nobody } from "../domain/roles.ts";
import { defineFeature } from "./feature.ts";
import { participants } from "./participants.ts";
import { PollInput, toPoll, VoteInput } from "./poll-input.ts";
import { preparedChanges } from "./poll-prepared.ts";
import {
  Counted,
  closed,
  created,
  opened,
  PollItem,
  PollRow,
  ProjectedPoll,
  QuizRow,
  Ref,
  revealed,
  Standing,
  VoteItem,
  voted,
} from "./poll-schemas.ts";
import { award, reportRows } from "./poll-standings.ts";
import { closing, countVote, resultsOf, toVote } from "./poll-votes.ts";
import { namedStandings, pollsFor, projectedPoll } from "./polls-reads.ts";
import { faults, find, fromCreated, newPoll, noPolls, type State, type StoredPoll } from "./polls-state.ts";
import { count, hourlyQuota } from "./quota.ts";
import { session, settingsOf } from "./session.ts";

/** Votes per person, including changed ones. */
const requireVotes = hourlyQuota(2000);

export const pollSettings = {
  /** Whether students see who leads in a quiz, or only their own points. */
  podium: z.boolean().default(false),
  /** Whether the groups of the class are teams in quizzes, and what their points are (`poll-teams.ts`). */
  teams: z.enum(["off", "average", "sum"]).default("off"),
};

const withPoll = (action: "open" | "close" | "reveal", about: string) => ({
  by: ["INSTRUCTOR"] as const,
  http: `POST /polls/:poll_id/${action}` as const,
  input: Ref,
  result: Ref,
  about,
});

export const polls = defineFeature({
  name: "polls",
  faults,
  settings: pollSettings,
  optional: "on",
  on: [session, participants],
  initial: noPolls,
  commands: {
    "poll.create": {
      by: ["INSTRUCTOR"],
      http: "POST /polls",
      input: PollInput,
      result: Ref,
      about: "Make a poll, and open it if `open` is true. Students see it once it is open.",
    },
    "poll.open": withPoll("open", "Open a poll for votes. Closes the poll that is open."),
    "poll.close": withPoll("close", "Close a poll. Votes are no longer accepted."),
    "poll.reveal": withPoll(
      "reveal",
      "Show the results and the right answer to everyone. Closes the poll if it is open.",
    ),
    "poll.vote": {
      by: ["STUDENT"],
      http: "PUT /polls/:poll_id/vote",
      input: VoteInput,
      result: Ref,
      about: "Vote. Replaces the sender's earlier vote; in a quiz, the first vote is final.",
    },
    "poll.remove": {
      by: ["INSTRUCTOR"],
      http: "DELETE /polls/:poll_id",
      input: Ref,
      result: Ref,
      about: "Remove a poll with its votes.",
    },
  },
  events: {
    "poll.created": { to: instructors, ...created, about: "The teacher made a poll." },
    "poll.opened": { to: everyone, ...opened, about: "A poll is open for votes." },
    "poll.voted": {
      to: (_, actor) => ({ ...nobody, and: actor ?? undefined }),
      ...voted,
      about: "A student voted. Only their own connections receive it.",
    },
    "poll.counted": {
      to: ({ poll_id }, _, state) => (isLive(state, poll_id) ? everyone : instructors),
      data: Counted,
      kept: false,
      samples: {
        after: ["poll.voted", "poll.moderated", "poll.merged", "poll.words_hidden"],
        everyMs: 200,
        read: ({ counted, polls }) => {
          const stored = counted === undefined ? undefined : polls.get(counted);
          return stored && { poll_id: stored.poll.poll_id, ...resultsOf(stored) };
        },
      },
      about: "The votes so far, at most five times per second. Students receive it if the poll's results are live.",
    },
    "poll.closed": {
      to: everyone,
      ...closed,
      about: "A poll is closed. `results` is null if students do not see the results yet.",
    },
    "poll.revealed": { to: everyone, ...revealed, about: "The results and the right answer of a poll." },
    "poll.removed": { to: everyone, data: Ref, about: "A poll was removed." },
  },
  views: {
    list: {
      by: everyone.roles,
      http: "GET /polls",
      query: pageQuery(QueryId),
      result: z.array(PollItem),
      pageBy: "poll_id",
      read: ({ state, viewer }) => pollsFor(state, viewer),
      about: "List the polls, newest first. Students see those that were opened, and only the results they may see.",
    },
    votes: {
      by: instructors.roles,
      http: "GET /polls/votes",
      query: pageQuery(Uuid).extend({ poll_id: QueryId }),
      result: z.array(VoteItem),
      pageBy: "participant_id",
      read({ state, room, query: { poll_id } }) {
        const { poll, votes } = find(state, poll_id);
        if (!poll.named) throw new Fault("not_allowed");
        return votes.entries().map(([participant_id, { vote, at }]) => ({
          ...vote,
          participant_id,
          nickname: room.participants.people.get(participant_id)?.nickname ?? "",
          at: toTime(at),
        }));
      },
      about: "List who voted what in a poll with names.",
    },
    standings: {
      by: everyone.roles,
      http: "GET /polls/standings",
      query: pageQuery(Uuid),
      result: z.array(Standing),
      pageBy: "participant_id",
      read({ state, room, viewer }) {
        const all = namedStandings(state, room.participants);
        if (viewer.role === "INSTRUCTOR") return all;
        const { podium } = settingsOf(room.session, pollSettings);
        return all.filter(({ participant_id, place }) => participant_id === viewer.id || (podium && place <= 3));
      },
      about:
        "List the points of the quizzes that were revealed. Students see their own, and the first three places if the class has a podium.",
    },
  },
  report: {
    polls: { row: PollRow, read: ({ state }) => reportRows(state) },
    quiz: {
      row: QuizRow,
      read: ({ state, room }) =>
        namedStandings(state, room.participants).map(({ nickname: name, points }) => ({ name, points })),
    },
  },
  projector: {
    shows: ProjectedPoll.nullable(),
    read({ state, room }) {
      const { podium } = settingsOf(room.session, pollSettings);
      return projectedPoll(state, podium ? room.participants : undefined);
    },
  },
  decide: {
    "poll.create"({ state, input, at, emit }) {
      if (state.polls.size >= maxPolls) throw new Fault(faults.too_many_polls);
      const { poll, solution } = toPoll(state.next, input);
      emit("poll.created", { ...poll, ...solution });
      if (input.open) {
        if (state.open !== undefined) emit("poll.closed", closing(find(state, state.open)));
        emit("poll.opened", opening(poll, at));
      }
      return { poll_id: poll.poll_id };
    },
    "poll.open"({ state, input: { poll_id }, at, emit }) {
      const { poll, status } = find(state, poll_id);
      // A quiz does not open again: students may have seen the results.
      const mayOpen = status === "draft" || (status === "closed" && poll.points === null);
      if (!mayOpen) throw new Fault(faults.poll_wrong_status);
      if (state.open !== undefined) emit("poll.closed", closing(find(state, state.open)));
      emit("poll.opened", opening(poll, at));
      return { poll_id };
    },
    "poll.close"({ state, input: { poll_id }, emit }) {
      const stored = find(state, poll_id);
      if (stored.status !== "open") throw new Fault(faults.poll_wrong_status);
      emit("poll.closed", closing(stored));
      return { poll_id };
    },
    "poll.reveal"({ state, input: { poll_id }, emit }) {
      const stored = find(state, poll_id);
      if (stored.status !== "open" && stored.status !== "closed") throw new Fault(faults.poll_wrong_status);
      if (stored.status === "open") emit("poll.closed", closing(stored));
      emit("poll.revealed", { poll_id, results: resultsOf(stored), ...stored.solution });
      return { poll_id };
    },
    "poll.vote"({ state, room, input: { poll_id, ...input }, actor, at, emit }) {
      const stored = find(state, poll_id, actor.role);
      // Words are the votes in which a student writes.
      if (stored.poll.kind === "words" && room.participants.muted.has(actor.id)) throw new Fault("muted");
      const isOver = stored.endsAt !== undefined && at >= stored.endsAt;
      if (stored.status !== "open" || isOver) throw new Fault(faults.poll_closed);
      if (stored.poll.points !== null && stored.votes.has(actor.id)) throw new Fault(faults.vote_final);
      requireVotes(state.voted, actor.id, at);
      emit("poll.voted", { poll_id, ...toVote(stored, input) });
      return { poll_id };
    },
    "poll.remove"({ state, input: { poll_id }, emit }) {
      find(state, poll_id);
      emit("poll.removed", { poll_id });
      return { poll_id };
    },
  },
  due: ({ state }) => (state.open === undefined ? undefined : state.polls.get(state.open)?.endsAt),
  moments: {
    created({ state, emit, moment }) {
      for (const poll of preparedChanges(state, moment.prepared ?? null).added) emit("poll.created", poll);
    },
    updated({ state, emit, moment }) {
      if (moment.prepared === undefined) return;
      const { added, removed } = preparedChanges(state, moment.prepared);
      for (const poll_id of removed) emit("poll.removed", { poll_id });
      for (const poll of added) emit("poll.created", poll);
    },
    due({ state, at, emit }) {
      const stored = state.open === undefined ? undefined : state.polls.get(state.open);
      if (stored?.endsAt !== undefined && stored.endsAt <= at) emit("poll.closed", closing(stored));
    },
  },
  evolve: {
    "poll.created"({ state, at }, created) {
      const { hiddenWords } = state;
      state.polls.set(created.poll_id, newPoll({ ...fromCreated(created), at, hiddenWords }));
      state.next = Math.max(state.next, created.poll_id + 1);
    },
    "poll.opened"({ state, at }, { poll_id, ends_at }) {
      const stored = find(state, poll_id);
      stored.status = "open";
      stored.openedAt ??= at;
      stored.changedAt = at;
      stored.endsAt = ends_at === null ? undefined : Date.parse(ends_at);
      state.open = poll_id;
    },
    "poll.voted"({ state, actor, at }, { poll_id, ...vote }) {
      if (actor === null) return;
      count(state.voted, actor, at);
      countVote(find(state, poll_id), { who: actor, vote, at });
      state.counted = poll_id;
    },
    "poll.closed"({ state, at }, { poll_id }) {
      // Moderation publishes the results again.
      if (find(state, poll_id).status === "open") shut(state, poll_id, at);
    },
    "poll.revealed"({ state, at }, { poll_id }) {
      const stored = find(state, poll_id);
      // Moderation publishes the results again.
      if (stored.status === "revealed") return;
      stored.status = "revealed";
      stored.changedAt = at;
      award(state, stored, 1);
    },
    "poll.removed"({ state }, { poll_id }) {
      const stored = find(state, poll_id);
      if (stored.status === "revealed") award(state, stored, -1);
      if (state.open === poll_id) state.open = undefined;
      state.polls.delete(poll_id);
    },
    "session.status_changed"({ state, at }, { status }) {
      if (status === "ENDED" && state.open !== undefined) shut(state, state.open, at);
    },
  },
});

function shut(state: State, poll_id: number, at: number): void {
  const stored = find(state, poll_id);
  stored.status = "closed";
  stored.changedAt = at;
  stored.endsAt = undefined;
  if (state.open === poll_id) state.open = undefined;
}

const isLive = ({ polls }: State, poll_id: number): boolean => polls.get(poll_id)?.poll.results === "live";

const opening = (poll: StoredPoll["poll"], at: number) => ({
  ...poll,
  ends_at: poll.seconds === null ? null : toTime(at + poll.seconds * 1000),
});
