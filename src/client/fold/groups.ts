/** The groups, for the teacher: how many there are, and in which everybody is. */
import type { ItemOf } from "../../features/index.ts";
import type { Api } from "../api.ts";
import { defineSlice, wholeList } from "./slice.ts";

export interface Groups {
  readonly count: number;
  /** The number of each person's group, by participant id. */
  readonly of: ReadonlyMap<string, number>;
}

const none: Groups = { count: 0, of: new Map() };

export const groups = defineSlice<Groups, Api>({
  start: () => none,
  folds: {
    "groups.made": (_, { groups }) => ({
      count: groups.length,
      of: new Map(groups.flatMap((ids, n) => ids.map((id) => [id, n + 1] as const))),
    }),
    "group.changed": ({ count, of }, { participant_id, group_id }) => ({
      count,
      of: new Map(of).set(participant_id, group_id),
    }),
    "groups.cleared": () => none,
    "participant.removed": ({ count, of }, { participant_id }) => ({
      count,
      of: new Map(Array.from(of).filter(([id]) => id !== participant_id)),
    }),
  },
  readable: ({ you }) => you.role === "INSTRUCTOR",
  views: ["groups.list"],
  fromViews({ "groups.list": view }) {
    const all = wholeList(view);
    return all && toGroups(all);
  },
  async read(api, session) {
    const { data, ...answered } = await api.groups(session);
    return { ...answered, data: toGroups(data) };
  },
});

function toGroups(groups: readonly ItemOf<"groups.list">[]): Groups {
  const members = groups.flatMap(({ group_id, members }) =>
    members.map(({ participant_id }) => [participant_id, group_id] as const),
  );
  return { count: groups.length, of: new Map(members) };
}
