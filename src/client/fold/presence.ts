/** How many people are connected and whether the teacher is, for students; and how many connections this person has. */
import type { Welcome } from "../../dialects/native.ts";
import { defineSlice } from "./slice.ts";

/** `connections`: how many this person has, including this one. */
export type Presence = Pick<Welcome, "online_count" | "teacher_online" | "connections">;

export const presence = defineSlice<Presence>({
  start: ({ online_count, teacher_online, connections }) => ({ online_count, teacher_online, connections }),
  folds: {
    "presence.counted": (state, counted) => ({ ...state, ...counted }),
    "connection.changed": (state, { connections }) => ({ ...state, connections }),
  },
});
