/** Feedback on the lecture: students press *understood* or *hard*, the teacher marks important moments. */
import { z } from "zod";
import { Count, IntId, Time, toTime, Uuid } from "../domain/ids.ts";
import { everyone, instructors } from "../domain/roles.ts";
import { CaptureUrl, OptionalText } from "../domain/text.ts";
import { defineFeature } from "./feature.ts";
import { participants } from "./participants.ts";
import { count, hourlyQuota, type Usage } from "./quota.ts";
import { addPress, noPresses, pressesSince, type RecentPresses, shareSince } from "./recent-presses.ts";
import { session, settingsOf } from "./session.ts";

export const FeedbackType = z.enum(["OK", "HARD"]);
type FeedbackType = z.infer<typeof FeedbackType>;

const FeedbackGiven = z.object({
  feedback_type: FeedbackType,
  participant_id: Uuid,
  user_id: IntId,
  user_name: z.string(),
});

/** How many people pressed what last within the window, and the share of *hard*. */
const Share = z.object({ ok: Count, hard: Count, ratio: z.number().nullable() });
const Hard = Share.extend({ ratio: z.number(), window_s: z.number().int(), threshold: z.number() });

/** How many presses there were within the minute that begins `at`. */
const Minute = z.object({ at: Time, ok: Count, hard: Count });

const Summary = z.object({
  ok: Count,
  hard: Count,
  /** Within the window of the settings, counted by person. */
  now: Share,
  /** Each person's last press within the window, oldest first. Of more than 4,000 people, the latest 4,000. */
  last: z.array(z.object({ participant_id: Uuid, feedback_type: FeedbackType, at: Time })),
  /** The last 1,440 minutes with any presses, oldest first. */
  course: z.array(Minute),
});

interface State {
  ok: number;
  hard: number;
  /** Each person's last press, oldest first: each press moves its person to the end. */
  last: Map<string, { type: FeedbackType; at: number }>;
  /** Those within the window of the settings. */
  recent: RecentPresses;
  minutes: Map<number, { ok: number; hard: number }>;
  presses: Usage;
  /** What the teacher marked as important, oldest first; the last `maxMarks`. */
  marks: { note: string | null; capture_url: string | null; at: number }[];
  /** When the class was last found hard; undefined while it is not. */
  hardSince: number | undefined;
}

const minute = 60_000;
/** Bounds of the summary: a response has at most 1 MiB. */
const maxLast = 4000;
const maxMinutes = 1440;
/** Bound of the report's table of important moments. */
const maxMarks = 1000;
/** How many of them are listed during the class. */
const maxListed = 20;
/** Presses per person. */
const requirePresses = hourlyQuota(10_000);

const courseOf = (state: State) => Array.from(state.minutes, ([n, counts]) => ({ at: toTime(n * minute), ...counts }));

const importantOf = ({ marks }: State) =>
  marks.map(({ note, capture_url, at }) => ({ at: toTime(at), note, capture_url }));

const ratioOf = ({ ok, hard }: { ok: number; hard: number }) => (ok + hard === 0 ? null : hard / (ok + hard));

const Marked = z.object({ note: z.string().nullable(), capture_url: z.string().nullable() });
const ImportantRow = Marked.extend({ at: Time });
const Important = z
  .object({ note: OptionalText(1000), capture_url: CaptureUrl.nullish() })
  .refine(({ note, capture_url }) => note !== null || capture_url != null, "Send a note, a capture_url or both.");
const Captured = z.object({ capture_url: z.string().nullable() });

/** When the teacher is alerted that the class is found hard. */
const settings = {
  hard_alert: z
    .object({
      threshold: z.number().gt(0).max(1).default(0.5),
      window_s: z.number().int().min(1).max(3600).default(60),
      min_responses: z.number().int().min(1).max(10_000).default(5),
    })
    .prefault({}),
};

export const feedback = defineFeature({
  name: "feedback",
  settings,
  optional: "on",
  on: [session, participants],
  initial: (): State => ({
    ok: 0,
    hard: 0,
    last: new Map(),
    recent: noPresses(),
    minutes: new Map(),
    presses: new Map(),
    marks: [],
    hardSince: undefined,
  }),
  commands: {
    "feedback.give": {
      by: ["STUDENT"],
      http: "POST /feedback",
      input: z.object({ feedback_type: FeedbackType }),
      result: z.object({ feedback_type: FeedbackType }),
      about: "Report that the sender understands, or finds it hard.",
    },
    "important.mark": {
      by: ["INSTRUCTOR"],
      http: "POST /important",
      input: Important,
      result: Marked,
      about: "Mark the current moment as important, with a note, a capture or both.",
    },
    "hard_alert.raise": {
      by: ["INSTRUCTOR"],
      http: "POST /hard-alerts",
      input: z.object({ capture_url: CaptureUrl.nullish() }),
      result: Captured,
      about: "Notify the students that many find this part hard.",
    },
  },
  events: {
    "feedback.given": {
      to: instructors,
      data: FeedbackGiven,
      about: "A student reported that they understand, or find it hard.",
    },
    "feedback.hard": {
      to: instructors,
      data: Hard,
      about:
        "The share of students who find it hard reached the threshold. Sent again only after it was lower, or after the window.",
    },
    "important.marked": { to: everyone, data: Marked, about: "The teacher marked a moment as important." },
    "hard_alert.raised": {
      to: everyone,
      data: Captured,
      about: "The teacher notified the students that many find this part hard.",
    },
  },
  views: {
    summary: {
      by: ["INSTRUCTOR"],
      http: "GET /feedback/summary",
      query: z.object({}),
      result: Summary,
      read: ({ state, room, at }) => {
        const { window_s } = settingsOf(room.session, settings).hard_alert;
        const share = shareSince(state.recent, at - window_s * 1000);
        const now = { ...share, ratio: ratioOf(share) };
        const last = Array.from(state.last)
          .slice(-maxLast)
          .filter(([, press]) => press.at >= at - window_s * 1000)
          .map(([participant_id, { type, at }]) => ({ participant_id, feedback_type: type, at: toTime(at) }));
        return { ok: state.ok, hard: state.hard, now, last, course: courseOf(state).slice(-maxMinutes) };
      },
      about: "Summarize the feedback: in total, within the window, and minute by minute.",
    },
    important: {
      by: everyone.roles,
      http: "GET /important",
      query: z.object({}),
      result: z.array(ImportantRow),
      sameUntil: ["important.marked"],
      read: ({ state }) => importantOf(state).slice(-maxListed).reverse(),
      about: `List the last ${maxListed} moments that the teacher marked as important, newest first.`,
    },
  },
  projector: {
    shows: Share.pick({ ok: true, hard: true }),
    read: ({ state, room, at }) =>
      shareSince(state.recent, at - settingsOf(room.session, settings).hard_alert.window_s * 1000),
  },
  report: {
    feedback: {
      row: Minute,
      read: ({ state }) => courseOf(state),
    },
    important: {
      row: ImportantRow,
      read: ({ state }) => importantOf(state),
    },
  },
  decide: {
    "feedback.give"({ state, room, input, actor, at, emit }) {
      requirePresses(state.presses, actor.id, at);
      const { feedback_type } = input;
      const { threshold, window_s, min_responses } = settingsOf(room.session, settings).hard_alert;
      emit("feedback.given", {
        feedback_type,
        participant_id: actor.id,
        user_id: actor.user_id,
        user_name: actor.nickname,
      });
      const share = shareSince(state.recent, at - window_s * 1000, actor.id);
      share[feedback_type === "OK" ? "ok" : "hard"] += 1;
      const ratio = ratioOf(share) ?? 0;
      // The absolute difference: a clock that was set back must not suppress the event until it has caught up.
      const wasSent = state.hardSince !== undefined && Math.abs(at - state.hardSince) < window_s * 1000;
      if (share.ok + share.hard >= min_responses && ratio >= threshold && !wasSent) {
        emit("feedback.hard", { ...share, ratio, window_s, threshold });
      }
      return { feedback_type };
    },
    "important.mark"({ input, emit }) {
      const marked = { note: input.note, capture_url: input.capture_url ?? null };
      emit("important.marked", marked);
      return marked;
    },
    "hard_alert.raise"({ input, emit }) {
      const raised = { capture_url: input.capture_url ?? null };
      emit("hard_alert.raised", raised);
      return raised;
    },
  },
  evolve: {
    "feedback.given"({ state, room, at }, { participant_id, feedback_type }) {
      count(state.presses, participant_id, at);
      const share = feedback_type === "OK" ? "ok" : "hard";
      state[share] += 1;
      state.last.delete(participant_id);
      state.last.set(participant_id, { type: feedback_type, at });
      const { threshold, window_s } = settingsOf(room.session, settings).hard_alert;
      const since = at - window_s * 1000;
      addPress(state.recent, { who: participant_id, type: feedback_type, at, since });
      const n = Math.floor(at / minute);
      const counts = state.minutes.get(n) ?? { ok: 0, hard: 0 };
      state.minutes.set(n, { ...counts, [share]: counts[share] + 1 });
      if (state.hardSince === undefined) return;
      const ratio = ratioOf(shareSince(state.recent, since)) ?? 0;
      if (ratio < threshold) state.hardSince = undefined;
    },
    "session.updated"({ state, room, at }, change) {
      const { window_s } = settingsOf(room.session, settings).hard_alert;
      if (change.settings) state.recent = pressesSince(state.last, at - window_s * 1000);
    },
    "important.marked"({ state, at }, { note, capture_url }) {
      state.marks.push({ note, capture_url, at });
      if (state.marks.length > maxMarks) state.marks.shift();
    },
    "feedback.hard"({ state, at }) {
      state.hardSince = at;
    },
  },
});
