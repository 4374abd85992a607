/** The class's feedback, for the teacher: each person's last press, and the number of presses per minute. */

import type { DataOf, ViewOf } from "../../features/index.ts";
import type { Api } from "../api.ts";
import { defineSlice, ifUsed } from "./slice.ts";

type FeedbackType = DataOf<"feedback.given">["feedback_type"];

/** The presses within the minute that begins `at` (ISO 8601). */
export type Minute = ViewOf<"feedback.summary">["course"][number];

export interface Feedback {
  /** participant id → their last press and when (ms since 1970). */
  readonly last: ReadonlyMap<string, { readonly type: FeedbackType; readonly at: number }>;
  readonly course: readonly Minute[];
  /** The last alert that many find it hard. */
  readonly hard: (DataOf<"feedback.hard"> & { readonly at: string }) | undefined;
}

const minuteOf = (at: string): string => new Date(Math.floor(Date.parse(at) / 60_000) * 60_000).toISOString();

function withPress(course: readonly Minute[], at: string, type: FeedbackType): readonly Minute[] {
  const minute = minuteOf(at);
  const last = course.at(-1);
  const current = last?.at === minute ? last : { at: minute, ok: 0, hard: 0 };
  const next = type === "OK" ? { ...current, ok: current.ok + 1 } : { ...current, hard: current.hard + 1 };
  return [...(current === last ? course.slice(0, -1) : course), next];
}

export const feedback = defineSlice<Feedback, Api>({
  start: () => ({ last: new Map(), course: [], hard: undefined }),
  folds: {
    "feedback.given": (state, { participant_id, feedback_type }, at) => ({
      ...state,
      last: new Map(state.last).set(participant_id, { type: feedback_type, at: Date.parse(at) }),
      course: withPress(state.course, at, feedback_type),
    }),
    "feedback.hard": (state, hard, at) => ({ ...state, hard: { ...hard, at } }),
  },
  readable: (welcome) => welcome.you.role === "INSTRUCTOR" && ifUsed("feedback")(welcome),
  async read(api, session) {
    const { data, ...answered } = await api.feedback(session);
    const last = new Map(
      data.last.map(({ participant_id, feedback_type, at }) => [
        participant_id,
        { type: feedback_type, at: Date.parse(at) },
      ]),
    );
    return { ...answered, data: { last, course: data.course, hard: undefined } };
  },
});

/** Counts who understand and who find it hard, of those who pressed within the window before `now` (ms since 1970). */
export function shareNow({ last }: Feedback, now: number, window_s: number): { ok: number; hard: number } {
  const share = { ok: 0, hard: 0 };
  for (const { type, at } of last.values()) {
    if (now - at < window_s * 1000) share[type === "OK" ? "ok" : "hard"] += 1;
  }
  return share;
}
