/** Moderation, for the teacher: who is muted, who is picked, and what was done or undone last. */
import type { ItemOf } from "../../features/index.ts";
import type { Api } from "../api.ts";
import { defineSlice, wholeList } from "./slice.ts";

export type Action = ItemOf<"moderation.list">;

export const lastAction = defineSlice<Action | null, Api>({
  start: () => null,
  folds: { "moderation.changed": (_, action) => action },
  readable: ({ you }) => you.role === "INSTRUCTOR",
  // `moderation.changed` is not stored.
  staleOnResume: (action) => action !== null,
  views: ["moderation.list"],
  fromViews: ({ "moderation.list": view }) => view && (view.data[0] ?? null),
  async read(api, session) {
    const { data, ...answered } = await api.moderation(session, 1);
    return { ...answered, data: data[0] ?? null };
  },
});

export const muted = defineSlice<ReadonlySet<string>, Api>({
  start: () => new Set(),
  folds: {
    "participant.muted"(state, { participant_id, muted }) {
      const next = new Set(state);
      if (muted) next.add(participant_id);
      else next.delete(participant_id);
      return next;
    },
  },
  readable: ({ you }) => you.role === "INSTRUCTOR",
  views: ["people_moderation.muted"],
  fromViews(views) {
    const all = wholeList(views["people_moderation.muted"]);
    return all && toIds(all);
  },
  async read(api, session) {
    const { data, ...answered } = await api.muted(session);
    return { ...answered, data: toIds(data) };
  },
});

const toIds = (all: readonly { readonly participant_id: string }[]): ReadonlySet<string> =>
  new Set(all.map(({ participant_id }) => participant_id));

type Pick = ItemOf<"picks.list">;
/** The student who is picked now. */
export const picked = defineSlice<Omit<Pick, "status"> | null, Api>({
  start: () => null,
  folds: {
    "pick.drawn": (_, { starts_round: _starts, ...drawn }, at) => ({ ...drawn, at }),
    "pick.ended": () => null,
    "participant.removed": (state, { participant_id }) => (state?.participant_id === participant_id ? null : state),
  },
  readable: ({ you }) => you.role === "INSTRUCTOR",
  views: ["picks.list"],
  fromViews: ({ "picks.list": view }) => view && (view.data.find(({ status }) => status === "current") ?? null),
  async read(api, session) {
    const { data, ...answered } = await api.picks(session, 1);
    return { ...answered, data: data.find(({ status }) => status === "current") ?? null };
  },
});
