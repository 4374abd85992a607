/** `mobilegpt`: guided steps, an Android app. Its Korean texts are those of its document. */
import { z } from "zod";
import { parseInput } from "../domain/faults.ts";
import { IntId } from "../domain/ids.ts";
import { everyone, instructors, Role } from "../domain/roles.ts";
import { SessionStatus, Subtask } from "../domain/session.ts";
import { ProgressStatus } from "../features/steps.ts";
import { defineDialect, hear, message, say } from "./dialect.ts";
import { nestedIn } from "./envelopes.ts";
import { koreanText } from "./korean.ts";

const Person = z.object({ user_id: IntId, user_name: z.string() });
const Heartbeat = z.object({ timestamp: z.number().nullable() });
const OfStep = z.object({ subtask_id: IntId });
/** Older clients send the status in upper case, like the app's other statuses. */
const ProgressUpdate = z.object({
  subtask_id: IntId,
  status: z
    .string()
    .describe("`started`, `in_progress`, `completed` or `failed`, in any letter case")
    .toLowerCase()
    .pipe(ProgressStatus)
    .optional(),
  note: z.string().nullish(),
});

const statusTexts = {
  start: "세션이 시작되었습니다",
  pause: "세션이 일시정지되었습니다",
  resume: "세션이 재개되었습니다",
  end: "세션이 종료되었습니다",
  reopen: "세션이 다시 열렸습니다",
} as const;

const requestHelp = hear("help.request");

export const mobilegpt = defineDialect({
  name: "mobilegpt",
  doors: { "/ws/sessions/:session": { seat: "created", development: "guest" } },
  envelope: nestedIn,
  activeOn: "frame",
  resumes: false,
  greet: [],
  hears: {
    join: hear("participant.activate", {
      to: () => ({}),
      confirm: message(
        "join_confirmed",
        z.object({ session_code: z.string(), user_id: IntId, message: z.string() }),
        ({ session, you }) => ({ session_code: session.code, user_id: you.user_id, message: "세션에 참가했습니다" }),
      ),
    }),
    step_complete: hear("step.complete", {
      confirm: message("step_complete_confirmed", OfStep.extend({ message: z.string() }), ({ result }) => ({
        subtask_id: result.subtask_id,
        message: "단계를 완료했습니다",
      })),
    }),
    progress_update: hear("progress.update", {
      frame: ProgressUpdate,
      to: (data) => parseInput(ProgressUpdate, data),
      confirm: message("progress_update_confirmed", OfStep.extend({ status: ProgressStatus }), ({ result }) => result),
    }),
    request_help: requestHelp,
    help_request: requestHelp,
    next_step: hear("step.start"),
    pause_session: hear("session.pause"),
    resume_session: hear("session.resume"),
    end_session: hear("session.end"),
  },
  answers: {
    heartbeat: {
      frame: Heartbeat.partial(),
      ...message("heartbeat_ack", Heartbeat, ({ data }) => ({ timestamp: timestampOf(data) })),
    },
  },
  says: {
    "participant.arrived": say("participant_joined", Person.extend({ role: Role }), {
      make: ({ user_id, nickname, role }) => ({ user_id, user_name: nickname, role }),
      to: ({ id }) => ({ ...everyone, but: id }),
    }),
    "participant.left": say("participant_left", Person, {
      make: ({ user_id, nickname }) => ({ user_id, user_name: nickname }),
      to: ({ id }) => ({ ...everyone, but: id }),
    }),
    "step.changed": say("step_changed", z.object({ subtask: Subtask }), ({ subtask }) => ({ subtask })),
    "session.status_changed": say(
      "session_status_changed",
      z.object({ status: SessionStatus, message: z.string() }),
      ({ status, action }) => ({ status, message: statusTexts[action] }),
    ),
    "progress.updated": say("progress_updated", Person.extend({ subtask_id: IntId, status: ProgressStatus }), {
      make: ({ user_id, user_name, subtask_id, status }) => ({ user_id, user_name, subtask_id, status }),
      to: instructors,
    }),
    "help.requested": say("help_requested", Person.extend({ subtask_id: IntId.nullable(), message: z.string() }), {
      make: ({ user_id, user_name, subtask_id, message }) => ({ user_id, user_name, subtask_id, message }),
      to: instructors,
    }),
  },
  fault: message("error", z.object({ message: z.string() }), ({ fault }) => ({ message: koreanText(fault) })),
});

/** The client's timestamp, returned unchanged; `null` if it is not a number. */
function timestampOf(data: unknown): number | null {
  const sent = typeof data === "object" && data !== null && "timestamp" in data ? data.timestamp : null;
  return typeof sent === "number" ? sent : null;
}
