/** The teacher's notices to everybody: something important, or that many find this part hard. */
import type { DataOf, ViewOf } from "../../features/index.ts";
import { defineSlice, ifUsed } from "./slice.ts";

export interface Notice extends DataOf<"important.marked"> {
  readonly kind: "important" | "hard";
  /** ISO 8601. */
  readonly at: string;
}

/** The last important notice from before the page connected, and those since then; oldest first. */
export const notices = defineSlice<readonly Notice[]>({
  start: () => [],
  folds: {
    "important.marked": (state, { note, capture_url }, at) =>
      withNotice(state, { kind: "important", note, capture_url, at }),
    "hard_alert.raised": (state, { capture_url }, at) =>
      withNotice(state, { kind: "hard", note: null, capture_url, at }),
  },
  readable: (seat) => seat.you.role === "STUDENT" && ifUsed("feedback")(seat),
  views: ["feedback.important"],
  fromViews: ({ "feedback.important": view }, before) => view && withLast(before, view.data),
  async read(api, session, before) {
    const { data, status } = await api.important(session);
    // Without a seq, so that events that came meanwhile are applied: the view lacks hard alerts.
    return { status, seq: undefined, data: withLast(before, data) };
  },
});

/** Adds the last important notice of the view, which has the newest first. */
const withLast = (state: readonly Notice[], [last]: ViewOf<"feedback.important">): readonly Notice[] =>
  last ? withNotice(state, { kind: "important", ...last }) : state;

/** Adds a notice, once, in the order of time. */
const withNotice = (state: readonly Notice[], notice: Notice): readonly Notice[] =>
  state.some(({ kind, at }) => kind === notice.kind && at === notice.at)
    ? state
    : [...state, notice].sort((a, b) => a.at.localeCompare(b.at));
