/** How many are connected and whether the teacher is, as students are told it; how many of them are one's own. */
import type { Welcome } from "../../dialects/native.ts";
import { defineSlice } from "./slice.ts";

/** `connections`: how many this person has, this one included: a phone beside a PC. */
export type Presence = Pick<Welcome, "online_count" | "teacher_online" | "connections">;

export const presence = defineSlice<Presence>({
  start: ({ online_count, teacher_online, connections }) => ({ online_count, teacher_online, connections }),
  folds: {
    "presence.counted": (state, counted) => ({ ...state, ...counted }),
    "connection.changed": (state, { connections }) => ({ ...state, connections }),
  },
});
