/** How the class understands, as the teacher is told: each person's last word, and the course minute by minute. */
import type { DataOf, ViewOf } from "../../features/index.ts";
import { defineSlice, ifUsed } from "./slice.ts";

type FeedbackType = DataOf<"feedback.given">["feedback_type"];

/** Presses within a minute that begins `at` (ISO 8601). */
export type Minute = ViewOf<"feedback.summary">["course"][number];

export interface Feedback {
  /** participant id → their last word and when (ms since 1970). */
  readonly last: ReadonlyMap<string, { readonly type: FeedbackType; readonly at: number }>;
  readonly course: readonly Minute[];
  /** When many were last found to find it hard, and how many. */
  readonly hard: (DataOf<"feedback.hard"> & { readonly at: string }) | undefined;
}

const minuteOf = (at: string): string => new Date(Math.floor(Date.parse(at) / 60_000) * 60_000).toISOString();

function withPress(course: readonly Minute[], at: string, type: FeedbackType): readonly Minute[] {
  const minute = minuteOf(at);
  const last = course.at(-1);
  const here = last?.at === minute ? last : { at: minute, ok: 0, hard: 0 };
  const next = type === "OK" ? { ...here, ok: here.ok + 1 } : { ...here, hard: here.hard + 1 };
  return [...(here === last ? course.slice(0, -1) : course), next];
}

export const feedback = defineSlice<Feedback>({
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

/** Of those who pressed within the window before `now` (ms since 1970): how many understand, how many find it hard. */
export function shareNow({ last }: Feedback, now: number, window_s: number): { ok: number; hard: number } {
  const share = { ok: 0, hard: 0 };
  for (const { type, at } of last.values()) {
    if (now - at < window_s * 1000) share[type === "OK" ? "ok" : "hard"] += 1;
  }
  return share;
}
