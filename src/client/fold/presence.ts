/** How many people are connected and whether the teacher is, for students; and how many connections this person has. */
import type { Welcome } from "../../dialects/native.ts";
import { defineSlice } from "./slice.ts";

/** `connections`: how many this person has, including this one. */
export type Presence = Pick<Welcome, "online_count" | "teacher_online" | "connections"> & {
  /** Set if several teachers are connected. */
  readonly teachers_online?: number | undefined;
};

/** How many students are connected. Teachers count as people who are online, too. */
export const studentsOnline = ({ online_count, teacher_online, teachers_online }: Presence): number =>
  Math.max(0, online_count - (teachers_online ?? (teacher_online ? 1 : 0)));

export const presence = defineSlice<Presence>({
  start: ({ online_count, teacher_online, connections }) => ({ online_count, teacher_online, connections }),
  folds: {
    "presence.counted": ({ connections }, counted) => ({ ...counted, connections }),
    "connection.changed": (state, { connections }) => ({ ...state, connections }),
  },
});
