/** The session itself: its title, lesson and settings, and whether it waits, runs, is paused or has ended. */
import { z } from "zod";
import { closes } from "../domain/closes.ts";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { everyone } from "../domain/roles.ts";
import { CoreSession, SessionStatus } from "../domain/session.ts";
import { toSubtask } from "../domain/subtask.ts";
import { OptionalText } from "../domain/text.ts";
import { defineFeature } from "./feature.ts";

const Announcement = z.object({ message: OptionalText(1000) });
const Status = z.object({ status: SessionStatus });
const StatusChanged = z.object({
  status: SessionStatus,
  /** What the teacher did: `IN_PROGRESS` alone does not say whether the class started, resumed or was reopened. */
  action: z.enum(["start", "pause", "resume", "end", "reopen"]),
  message: z.string().nullable(),
  instructor: z.object({ id: z.number().int(), name: z.string() }),
});
type Action = z.infer<typeof StatusChanged>["action"];

/** What a teacher can do to a session: from which statuses, and to which. */
const actions: Record<Action, { from: readonly SessionStatus[]; to: (record: CoreSession) => SessionStatus }> = {
  start: { from: ["WAITING"], to: () => "IN_PROGRESS" },
  pause: { from: ["WAITING", "IN_PROGRESS"], to: () => "PAUSED" },
  resume: { from: ["PAUSED"], to: () => "IN_PROGRESS" },
  end: { from: ["WAITING", "IN_PROGRESS", "PAUSED"], to: () => "ENDED" },
  reopen: { from: ["ENDED"], to: ({ started_at }) => (started_at === null ? "WAITING" : "IN_PROGRESS") },
};

/** The time between an end of a session and its reopening, in milliseconds since 1970. */
interface Break {
  readonly from: number;
  readonly to: number;
}

const control = (action: Action, about: string) => ({
  by: ["INSTRUCTOR"] as const,
  http: `POST /${action}` as const,
  input: Announcement,
  result: Status,
  about,
});

export const session = defineFeature({
  name: "session",
  on: [],
  initial: () => ({ record: undefined as CoreSession | undefined, breaks: [] as Break[] }),
  commands: {
    "session.start": control("start", "Start the class."),
    "session.pause": control("pause", "Pause the class. Steps cannot be completed until it resumes."),
    "session.resume": control("resume", "Resume the class after a pause."),
    "session.end": control("end", "End the class. Every connection of the room closes."),
    "session.reopen": {
      ...control("reopen", "Reopen a class that has ended, as if it had not ended. The log keeps both."),
      ended: "allowed",
    },
  },
  events: {
    "session.created": { to: everyone, data: CoreSession, card: true, about: "The session was created." },
    "session.updated": {
      to: everyone,
      data: CoreSession.pick({ title: true, features: true, settings: true, lesson: true }).partial(),
      card: true,
      about: "The teacher changed title, lesson, features or settings. Contains changed fields only.",
    },
    "session.status_changed": {
      to: everyone,
      data: StatusChanged,
      card: true,
      closes: ({ status }) => (status === "ENDED" ? { who: "everyone", close: closes.ended } : undefined),
      about: "The session started, paused, resumed, ended or was reopened.",
    },
    "session.moved": {
      to: everyone,
      data: z.object({ join_url: z.string() }),
      kept: false,
      about: "The address at which students join has changed: the server's machine is in another network.",
    },
  },
  views: {},
  projector: {
    shows: CoreSession.pick({ code: true, title: true, status: true }),
    read({ state }) {
      const { code, title, status } = current(state);
      return { code, title, status };
    },
  },
  decide: {
    "session.start": (context) => change("start", context),
    "session.pause": (context) => change("pause", context),
    "session.resume": (context) => change("resume", context),
    "session.end": (context) => change("end", context),
    "session.reopen": (context) => change("reopen", context),
  },
  moments: {
    created({ emit, moment }) {
      emit("session.created", moment.record);
    },
    updated({ state, emit, moment }) {
      if (current(state).status === "ENDED") throw new Fault("session_ended");
      emit("session.updated", moment.change);
    },
    moved: ({ emit, moment }) => emit("session.moved", moment),
  },
  evolve: {
    "session.created"({ state }, record) {
      state.record = structuredClone(record);
    },
    "session.updated"({ state }, change) {
      const record = current(state);
      Object.assign(record, structuredClone(change));
      if (change.lesson !== undefined) {
        const id = record.current_subtask?.id;
        const step = change.lesson?.subtasks.find((subtask) => subtask.id === id);
        record.current_subtask = step ? toSubtask(step) : null;
      }
    },
    "session.status_changed"({ state, at }, { status }) {
      const record = current(state);
      record.status = status;
      if (record.ended_at !== null && status !== "ENDED") {
        state.breaks.push({ from: Date.parse(record.ended_at), to: at });
        record.ended_at = null;
      }
      if (status === "IN_PROGRESS") record.started_at ??= toTime(at);
      if (status === "ENDED") record.ended_at = toTime(at);
    },
  },
});

interface State<Session> {
  readonly record: Session | undefined;
}

/** Returns the session's record; there is one from the first event on. */
export function current<Session extends CoreSession>(state: State<Session>): Session {
  if (!state.record) throw new Error("a session's log begins with session.created");
  return state.record;
}

/** Returns the settings that a feature declares: `whole-session.ts` puts those of every feature into the record. */
export const settingsOf = <Own extends z.ZodRawShape>(state: State<CoreSession>, _declared: Own) =>
  current(state).settings as unknown as z.output<z.ZodObject<Own>>;

/** Returns whether a session uses a feature. It can do without optional ones and their parts only. */
export function uses(
  session: CoreSession,
  feature: { readonly name: string; readonly optional?: unknown; readonly partOf?: { readonly name: string } },
): boolean {
  if (feature.partOf) return session.features.includes(feature.partOf.name);
  return feature.optional === undefined || session.features.includes(feature.name);
}

function change(
  action: Action,
  {
    state,
    input,
    actor,
    emit,
  }: {
    state: { record: CoreSession | undefined };
    input: { message: string | null };
    actor: { user_id: number; nickname: string };
    emit: (type: "session.status_changed", data: z.input<typeof StatusChanged>) => void;
  },
): z.infer<typeof Status> {
  const record = current(state);
  const { status } = record;
  const { from, to } = actions[action];
  if (!from.includes(status)) throw new Fault("wrong_status", `A session that is ${status} cannot ${action}.`);
  emit("session.status_changed", {
    status: to(record),
    action,
    message: input.message,
    instructor: { id: actor.user_id, name: actor.nickname },
  });
  return { status: to(record) };
}
