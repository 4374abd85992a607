/** Schemas of lessons, sessions, participants and users on the wire. */
import { z } from "zod";
import { defaultFeatures, featureNames } from "./feature-names.ts";
import { Code, IntId, Time, Uuid } from "./ids.ts";
import { Role, UserRole } from "./roles.ts";
import { OptionalText, Text } from "./text.ts";

export const SessionStatus = z.enum(["WAITING", "IN_PROGRESS", "PAUSED", "ENDED"]);
export type SessionStatus = z.infer<typeof SessionStatus>;

export const ParticipantStatus = z.enum(["WAITING", "ACTIVE", "COMPLETED", "DISCONNECTED"]);
export type ParticipantStatus = z.infer<typeof ParticipantStatus>;

export const FeatureName = z.enum(featureNames);
export type FeatureName = z.infer<typeof FeatureName>;

/** One step of a lesson. */
export const Subtask = z.object({
  id: IntId,
  title: z.string(),
  order_index: z.number().int(),
  target_action: z.string().nullable(),
  guide_text: z.string().nullable(),
  voice_guide_text: z.string().nullable(),
});
export type Subtask = z.infer<typeof Subtask>;

export const Lesson = z.object({ id: IntId, title: z.string(), subtasks: z.array(Subtask) });
export type Lesson = z.infer<typeof Lesson>;

/** The input to create or change a lesson. A step with an `id` replaces the step with that id. */
const LessonFields = z.object({
  title: Text(200),
  subtasks: z
    .array(
      z.object({
        id: IntId.optional(),
        title: Text(200),
        target_action: OptionalText(100),
        guide_text: OptionalText(4000),
        voice_guide_text: OptionalText(4000),
      }),
    )
    .max(200),
});
/** A lesson is part of each session's card, and a response has at most 1 MiB. */
const maxLessonBytes = 512 * 1024;
export const LessonInput = LessonFields.refine(
  (lesson) => new TextEncoder().encode(JSON.stringify(lesson)).length <= maxLessonBytes,
  "A lesson can have at most 512 KiB of text. Split it into two lessons.",
);
export type LessonInput = z.input<typeof LessonInput>;

export const Settings = z.object({
  guests: z.boolean().default(true),
  questions_visibility: z.enum(["all", "host"]).default("all"),
  anonymous_questions: z.boolean().default(false),
  /** Nobody can join; participants with a seat can still connect. */
  locked: z.boolean().default(false),
  /** The maximum number of students; removed ones do not count. */
  max_participants: z.number().int().min(1).max(10_000).default(1000),
  hard_alert: z
    .object({
      threshold: z.number().gt(0).max(1).default(0.5),
      window_s: z.number().int().min(1).max(3600).default(60),
      min_responses: z.number().int().min(1).max(10_000).default(5),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof Settings>;

/** A change of settings: fields that are not given stay unchanged. */
export const SettingsPatch = z.object({
  guests: z.boolean().optional(),
  questions_visibility: Settings.shape.questions_visibility.unwrap().optional(),
  anonymous_questions: z.boolean().optional(),
  locked: z.boolean().optional(),
  max_participants: Settings.shape.max_participants.unwrap().optional(),
  hard_alert: z
    .object({
      threshold: z.number().gt(0).max(1).optional(),
      window_s: z.number().int().min(1).max(3600).optional(),
      min_responses: z.number().int().min(1).max(10_000).optional(),
    })
    .optional(),
});

const Features = z
  .array(FeatureName)
  .max(100)
  .transform((names) => FeatureName.options.filter((name) => names.includes(name)));

export const SessionInput = z.object({
  title: Text(200),
  code: Code.optional(),
  lesson_id: IntId.nullish(),
  features: Features.default([...defaultFeatures]),
  settings: Settings.prefault({}),
});
export type SessionInput = z.input<typeof SessionInput>;

export const SessionPatch = z.object({
  title: Text(200).optional(),
  lesson_id: IntId.nullish(),
  features: Features.optional(),
  settings: SettingsPatch.optional(),
});

export const Session = z.object({
  id: Uuid,
  code: z.string(),
  title: z.string(),
  status: SessionStatus,
  lesson: Lesson.nullable(),
  current_subtask: Subtask.nullable(),
  features: z.array(FeatureName),
  settings: Settings,
  instructor: z.object({ id: IntId, name: z.string() }),
  join_url: z.string(),
  created_at: Time,
  started_at: Time.nullable(),
  ended_at: Time.nullable(),
});
export type Session = z.infer<typeof Session>;

/** A session without `join_url`, which depends on the server's current address. */
export const SessionRecord = Session.omit({ join_url: true });
export type SessionRecord = z.infer<typeof SessionRecord>;

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
