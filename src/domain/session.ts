/** Schemas of lessons, participants, users and what every session has. */
import { z } from "zod";
import { IntId, Time, Uuid } from "./ids.ts";
import { maxPreparedPolls } from "./quiz/limits.ts";
import { PreparedPoll } from "./quiz/prepared-poll.ts";
import { defaultKeepDays } from "./readable.ts";
import { Role, UserRole } from "./roles.ts";
import { OptionalText, Text } from "./text.ts";

export const SessionStatus = z.enum(["WAITING", "IN_PROGRESS", "PAUSED", "ENDED"]);
export type SessionStatus = z.infer<typeof SessionStatus>;

export const ParticipantStatus = z.enum(["WAITING", "ACTIVE", "COMPLETED", "DISCONNECTED"]);
export type ParticipantStatus = z.infer<typeof ParticipantStatus>;

/** A step, as other places refer to it. */
export const Subtask = z.object({
  id: IntId,
  title: z.string(),
  order_index: z.number().int(),
  target_action: z.string().nullable(),
  guide_text: z.string().nullable(),
  voice_guide_text: z.string().nullable(),
});
export type Subtask = z.infer<typeof Subtask>;

/**
 * A step of a lesson. With `content` (Markdown), `guide_text` is the same text without markup. Only a lesson has the
 * content: what refers to a step is sent with every change of step, and a client has the lesson.
 */
export const LessonStep = Subtask.extend({ content: z.string().optional() });
export type LessonStep = z.infer<typeof LessonStep>;

export const Lesson = z.object({ id: IntId, title: z.string(), subtasks: z.array(LessonStep) });
export type Lesson = z.infer<typeof Lesson>;

/** The most characters of a step's text. */
export const maxStepText = 20_000;

/** The input to create or change a lesson. A step with an `id` replaces the step with that id. */
const LessonFields = z.object({
  title: Text(200),
  subtasks: z
    .array(
      z.object({
        id: IntId.optional(),
        title: Text(200),
        target_action: OptionalText(100),
        /** Markdown. If it is given, `guide_text` is derived from it. */
        content: OptionalText(maxStepText).optional(),
        guide_text: OptionalText(maxStepText),
        voice_guide_text: OptionalText(4000),
        /** Polls for this step. A class gets them as polls that are not open; students do not receive them before. */
        polls: z.array(PreparedPoll).optional(),
      }),
    )
    .max(200)
    .refine(
      (steps) => steps.flatMap(({ polls = [] }) => polls).length <= maxPreparedPolls,
      `A lesson can have at most ${maxPreparedPolls} polls.`,
    ),
});
/** A lesson is part of each session's card, and a response has at most 1 MiB. */
const maxLessonBytes = 512 * 1024;
export const lessonTooLong = "A lesson can have at most 512 KiB of text. Split it into two lessons.";
export const fitsLesson = (lesson: object): boolean =>
  new TextEncoder().encode(JSON.stringify(lesson)).length <= maxLessonBytes;
export const LessonInput = LessonFields.refine(fitsLesson, lessonTooLong);
export type LessonInput = z.input<typeof LessonInput>;

/** The settings of every session. A feature declares its own. */
export const CoreSettings = z.object({
  guests: z.boolean().default(true),
  /** Nobody can join; participants with a seat can still connect. */
  locked: z.boolean().default(false),
  /** The maximum number of students; removed ones do not count. */
  max_participants: z.number().int().min(1).max(10_000).default(1000),
  /** For how many days after the end students can read their steps, answers and questions; null: always. */
  keep_days: z.number().int().min(0).max(3650).nullable().default(defaultKeepDays),
});

/** A session as its features see it. `features/whole-session.ts` adds the features' names and settings. */
export const CoreSession = z.object({
  id: Uuid,
  code: z.string(),
  title: z.string(),
  status: SessionStatus,
  lesson: Lesson.nullable(),
  current_subtask: Subtask.nullable(),
  features: z.array(z.string()),
  settings: CoreSettings,
  instructor: z.object({ id: IntId, name: z.string() }),
  created_at: Time,
  started_at: Time.nullable(),
  ended_at: Time.nullable(),
  /** Present if its students are simulated. */
  demo: z.literal(true).optional(),
});
export type CoreSession = z.infer<typeof CoreSession>;

/** A reference to a step, such as a participant's current step. */
export const StepRef = Subtask.pick({ id: true, title: true, order_index: true });
export type StepRef = z.infer<typeof StepRef>;

export const Participant = z.object({
  id: Uuid,
  user_id: IntId,
  nickname: z.string(),
  role: Role,
  status: ParticipantStatus,
  /** The participant's current step: the last one that they started or completed. */
  current_subtask: StepRef.nullable(),
  is_online: z.boolean(),
  last_active_at: Time,
});
export type Participant = z.infer<typeof Participant>;

export const User = z.object({ id: IntId, name: z.string(), role: UserRole });
export type User = z.infer<typeof User>;
