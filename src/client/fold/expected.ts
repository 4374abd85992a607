/** The people of the earlier class who have not joined this one yet, for the teacher. */

import type { ItemOf } from "../../features/index.ts";
import type { Api } from "../api.ts";
import { defineSlice } from "./slice.ts";

type Expected = ItemOf<"expected.list">;

export const expected = defineSlice<readonly Expected[], Api>({
  start: () => [],
  folds: {
    "participant.joined": (state, { user_id, nickname }) =>
      state.some((person) => person.user_id === user_id || person.nickname === nickname)
        ? state.filter((person) => person.user_id !== user_id && person.nickname !== nickname)
        : state,
  },
  readable: ({ you }) => you.role === "INSTRUCTOR",
  read: (api, session) => api.expected(session),
});
