/** The raised hands in their order, for the teacher. */
import type { ItemOf } from "../../features/index.ts";
import type { Api } from "../api.ts";
import { defineSlice, type Seat, wholeList } from "./slice.ts";

/** A raised hand; its `position` is as it was when it was raised or read: the order of the list counts. */
export type Hand = ItemOf<"hands.list">;

const without = (state: readonly Hand[], id: string): readonly Hand[] =>
  state.filter(({ participant_id }) => participant_id !== id);

export const hands = defineSlice<readonly Hand[], Api>({
  start: () => [],
  folds: {
    "hand.raised": (state, raised, at) => [
      ...without(state, raised.participant_id),
      { ...raised, raised_at: at, called: false },
    ],
    "hand.called": (state, { participant_id }) =>
      state.map((hand) => (hand.participant_id === participant_id ? { ...hand, called: true } : hand)),
    "hand.lowered": (state, { participant_id }) => without(state, participant_id),
    "hands.lowered": () => [],
    "participant.removed": (state, { participant_id }) => without(state, participant_id),
  },
  readable: ({ session, you }: Seat) => you.role === "INSTRUCTOR" && session.features.includes("hands"),
  views: ["hands.list"],
  fromViews: (views) => wholeList(views["hands.list"])?.toReversed(),
  read: (api, session) => api.hands(session),
});
