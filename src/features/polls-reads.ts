/** What the views of polls show to whom. */
import type { z } from "zod";
import { toTime } from "../domain/ids.ts";
import type { Participant } from "../domain/session.ts";
import type { PollItem, Standing } from "./poll-schemas.ts";
import { standingsOf } from "./poll-standings.ts";
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

type People = ReadonlyMap<string, Pick<Participant, "nickname">>;

/** Returns everyone's points with their names, the most first. */
export const namedStandings = (state: State, people: People): z.output<typeof Standing>[] =>
  standingsOf(state).map((standing) => ({
    ...standing,
    nickname: people.get(standing.participant_id)?.nickname ?? "",
  }));
