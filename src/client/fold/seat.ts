/** What the class has decided about this person: whether they are muted, and their hand, group and pick. */
import type { ViewOf } from "../../features/index.ts";
import { defineSlice } from "./slice.ts";

export type Seat = ViewOf<"moderation.seat">;
interface State extends Seat {
  /** Their participant id: a teacher receives the events of everyone. */
  readonly id: string;
}

const ifOwn = (state: State, { participant_id }: { readonly participant_id: string }, change: Partial<Seat>): State =>
  participant_id === state.id ? { ...state, ...change } : state;

export const seat = defineSlice<State>({
  start: ({ you }) => ({ id: you.id, muted: false, hand: null, group_id: null, pick_id: null }),
  folds: {
    "participant.muted": (state, data) => ifOwn(state, data, { muted: data.muted }),
    "hand.raised": (state, data) => ifOwn(state, data, { hand: { position: data.position, called: false } }),
    "hand.moved": (state, data) => ifOwn(state, data, { hand: { position: data.position, called: false } }),
    "hand.called": (state, data) => ifOwn(state, data, { hand: { position: null, called: true } }),
    "hand.lowered": (state, data) => ifOwn(state, data, { hand: null }),
    "hands.lowered": (state) => ({ ...state, hand: null }),
    "group.assigned": (state, data) => ifOwn(state, data, { group_id: data.group_id }),
    "group.changed": (state, data) => ifOwn(state, data, { group_id: data.group_id }),
    "groups.cleared": (state) => ({ ...state, group_id: null }),
    "pick.drawn": (state, data) => ifOwn(state, data, { pick_id: data.pick_id }),
    "pick.ended": (state, data) => ifOwn(state, data, { pick_id: null }),
  },
  readable: ({ you }) => you.role === "STUDENT",
  // `hand.moved` is not stored, so that a client that was away may have missed it.
  staleOnResume: ({ hand }) => hand != null,
  views: ["moderation.seat"],
  fromViews: ({ "moderation.seat": view }, { id }) => view && { id, ...view.data },
  async read(api, session, { id }) {
    const { data, ...answered } = await api.seat(session);
    return { ...answered, data: { id, ...data } };
  },
});
