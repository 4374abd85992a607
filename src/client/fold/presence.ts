/** How many are connected and whether the teacher is, as students are told it; how many of them are one's own. */
import { defineSlice } from "./slice.ts";

export interface Presence {
  readonly online_count: number;
  readonly teacher_online: boolean;
  /** How many connections this person has, this one included: a phone beside a PC. */
  readonly connections: number;
}

export const presence = defineSlice<Presence>({
  start: ({ online_count, teacher_online, connections }) => ({ online_count, teacher_online, connections }),
  folds: {
    "presence.counted": (state, counted) => ({ ...state, ...counted }),
    "connection.changed": (state, { connections }) => ({ ...state, connections }),
  },
});
