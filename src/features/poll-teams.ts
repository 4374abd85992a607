/**
 * Teams in quizzes: the groups of the class, if the teacher has turned teams on. A team's points are the sum of its
 * members' points, or their average over all members, so that teams of different sizes can compete.
 */
import { z } from "zod";
import { Count } from "../domain/ids.ts";
import { everyone } from "../domain/roles.ts";
import { defineFeature } from "./feature.ts";
import { groups } from "./groups.ts";
import { GroupId, type State as Groups, toLists } from "./groups-state.ts";
import { participants } from "./participants.ts";
import { onPodium, ranked } from "./poll-standings.ts";
import { pollSettings, polls } from "./polls.ts";
import { currentOf } from "./polls-reads.ts";
import type { State as Polls } from "./polls-state.ts";
import { session, settingsOf } from "./session.ts";

const Team = z.object({
  /** The number of the group. */
  group_id: GroupId,
  /** How many people are in it. */
  members: Count,
  /** The sum of its members' points, or their average with one decimal. */
  points: z.number().nonnegative(),
  /** 1 for the most points; equal points share a place. */
  place: Count,
});
const TeamItem = Team.extend({
  /** Whether the reader is in it. */
  mine: z.boolean(),
});
const TeamRow = z.object({ team: GroupId, points: z.number().nonnegative(), members: Count });

export const pollTeams = defineFeature({
  name: "poll_teams",
  partOf: polls,
  on: [session, participants, groups, polls],
  initial: () => ({}),
  commands: {},
  events: {},
  views: {
    list: {
      by: everyone.roles,
      http: "GET /polls/teams",
      query: z.object({}),
      result: z.array(TeamItem),
      read({ room, viewer }) {
        const { teams, podium } = settingsOf(room.session, pollSettings);
        const own = room.groups.current?.of.get(viewer.id);
        return standingsOf(room.polls, room.groups, teams)
          .map((team) => ({ ...team, mine: team.group_id === own }))
          .filter(({ mine, place }) => viewer.role === "INSTRUCTOR" || mine || (podium && place <= 3));
      },
      about:
        "List the teams with their points in the quizzes that were revealed, the most first. Students see their own team, and the first three places if the class has a podium.",
    },
  },
  report: {
    teams: {
      row: TeamRow,
      read: ({ room }) =>
        standingsOf(room.polls, room.groups, settingsOf(room.session, pollSettings).teams).map(
          ({ group_id: team, points, members }) => ({ team, points, members }),
        ),
    },
  },
  projector: {
    shows: z.array(Team),
    read({ room }) {
      const { teams, podium } = settingsOf(room.session, pollSettings);
      const shown = currentOf(room.polls);
      if (!podium || shown?.status !== "revealed" || shown.poll.points === null) return [];
      return onPodium(standingsOf(room.polls, room.groups, teams));
    },
  },
  decide: {},
  evolve: {},
});

/** Returns the teams with their points, the most first; none if teams are off or there are no groups. */
function standingsOf(
  { points }: Polls,
  { current }: Groups,
  teams: "off" | "average" | "sum",
): z.output<typeof Team>[] {
  if (teams === "off" || !current) return [];
  const unranked = toLists(current).flatMap((ids, n) => {
    if (ids.length === 0) return [];
    const sum = ids.reduce((all, id) => all + (points.get(id) ?? 0), 0);
    const worth = teams === "sum" ? sum : Math.round((sum / ids.length) * 10) / 10;
    return { group_id: n + 1, members: ids.length, points: worth };
  });
  return ranked(unranked);
}
