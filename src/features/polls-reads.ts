/** What the views of polls show to whom. */
import type { z } from "zod";
import { toTime } from "../domain/ids.ts";
import type { Participant } from "../domain/session.ts";
import type { PollItem, ProjectedPoll, Standing } from "./poll-schemas.ts";
import { onPodium, standingsOf } from "./poll-standings.ts";
import { pointsOf, resultsOf } from "./poll-votes.ts";
import { type State, type StoredPoll, showsResults } from "./polls-state.ts";

/** Returns a poll as a person may see it. Students do not see the solution, or results, before they may. */
export function pollFor(stored: StoredPoll, viewer: Participant): z.output<typeof PollItem> {
  const { poll, status, openedAt, endsAt, solution, votes } = stored;
  const mine = votes.get(viewer.id);
  const isRevealed = status === "revealed";
  const seesSolution = isRevealed || viewer.role === "INSTRUCTOR";
  return {
    ...poll,
    ends_at: endsAt === undefined ? null : toTime(endsAt),
    status,
    opened_at: openedAt === undefined ? null : toTime(openedAt),
    counted: showsResults(stored, viewer.role) ? resultsOf(stored) : null,
    ...(seesSolution ? solution : { correct: null, answer: null }),
    vote: mine?.vote ?? null,
    voted_at: mine ? toTime(mine.at) : null,
    points_won: mine && isRevealed && poll.points !== null ? pointsOf(stored, mine) : null,
  };
}

/** Returns the polls, newest first. Students see those that were opened. */
export const pollsFor = ({ polls }: State, viewer: Participant): Iterable<z.output<typeof PollItem>> =>
  Array.from(polls.values())
    .reverse()
    .values()
    .filter(({ status }) => viewer.role === "INSTRUCTOR" || status !== "draft")
    .map((stored) => pollFor(stored, viewer));

/** Returns the poll that the projector shows: the open one, else the one that changed last. `room`: for a podium. */
export function projectedPoll(state: State, room: Room | undefined): z.output<typeof ProjectedPoll> | null {
  const shown = currentOf(state);
  if (!shown) return null;
  const { named: _, approve_first: __, subtask_id: ___, ...poll } = shown.poll;
  const isRevealed = shown.status === "revealed";
  const podium =
    room && isRevealed && poll.points !== null
      ? onPodium(namedStandings(state, room)).map(({ nickname, points, place }) => ({ nickname, points, place }))
      : [];
  return {
    ...poll,
    ends_at: shown.endsAt === undefined ? null : toTime(shown.endsAt),
    status: shown.status,
    changed_at: toTime(shown.changedAt),
    votes: shown.votes.size,
    counted: showsResults(shown, "STUDENT") ? resultsOf(shown) : null,
    ...(isRevealed ? shown.solution : { correct: null, answer: null }),
    podium,
  };
}

/** The open poll, else the one that changed last. */
export function currentOf({ polls, open }: State): StoredPoll | undefined {
  if (open !== undefined) return polls.get(open);
  let last: StoredPoll | undefined;
  for (const stored of polls.values()) {
    if (stored.status !== "draft" && (last === undefined || stored.changedAt >= last.changedAt)) last = stored;
  }
  return last;
}

/** Who is in the room, and who was removed. */
interface Room {
  readonly people: ReadonlyMap<string, Pick<Participant, "nickname">>;
  readonly removed: ReadonlySet<string>;
}

/** Returns the points, with their names, of everyone who was not removed, the most first. */
export const namedStandings = (state: State, { people, removed }: Room): z.output<typeof Standing>[] =>
  standingsOf(state, removed).map((standing) => ({
    ...standing,
    nickname: people.get(standing.participant_id)?.nickname ?? "",
  }));
