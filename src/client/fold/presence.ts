/** How many are connected and whether the teacher is, as students are told it. */
import { defineSlice } from "./slice.ts";

export interface Presence {
  readonly online_count: number;
  readonly teacher_online: boolean;
}

export const presence = defineSlice<Presence>({
  start: ({ online_count, teacher_online }) => ({ online_count, teacher_online }),
  folds: { "presence.counted": (_, counted) => counted },
});
