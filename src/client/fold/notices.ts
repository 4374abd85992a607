/** The teacher's notices to everybody: something important, or that many find this part hard. */
import type { DataOf } from "../../features/index.ts";
import { defineSlice } from "./slice.ts";

export interface Notice extends DataOf<"important.marked"> {
  readonly kind: "important" | "hard";
  /** ISO 8601. */
  readonly at: string;
}

/** The notices since the page connected, oldest first. */
export const notices = defineSlice<readonly Notice[]>({
  start: () => [],
  folds: {
    "important.marked": (state, { note, capture_url }, at) => [...state, { kind: "important", note, capture_url, at }],
    "hard_alert.raised": (state, { capture_url }, at) => [...state, { kind: "hard", note: null, capture_url, at }],
  },
});
