/** The steps of the lesson: the teacher starts them, students report their progress. */
import { z } from "zod";
import { entriesFor } from "../domain/entries-for.ts";
import { defineFaults, Fault } from "../domain/faults.ts";
import { Count, IntId, Time, toTime, Uuid } from "../domain/ids.ts";
import { pageQuery, QueryId } from "../domain/paging.ts";
import { controlActions, statusAfterProgress } from "../domain/progress.ts";
import { everyone, instructors } from "../domain/roles.ts";
import { LessonStep, type Participant, SessionStatus, Subtask } from "../domain/session.ts";
import { toSubtask } from "../domain/subtask.ts";
import { OptionalText } from "../domain/text.ts";
import { defineFeature } from "./feature.ts";
import { participants } from "./participants.ts";
import { count, hourlyQuota, type Usage } from "./quota.ts";
import { current, session } from "./session.ts";
import { addControl, maxControls, StepControl } from "./step-controls.ts";
import { arrived, left, leftForEver, noCounts, reported, type StepCounts } from "./step-counts.ts";

export const ProgressStatus = z.enum(["started", "in_progress", "completed", "failed"]);
type ProgressStatus = z.infer<typeof ProgressStatus>;

const Progress = z.object({ subtask_id: IntId, status: ProgressStatus });
const ProgressUpdated = Progress.extend({
  participant_id: Uuid,
  user_id: IntId,
  user_name: z.string(),
  note: z.string().nullable(),
  /** Whether the person has now completed every step. */
  finished: z.boolean(),
});

/** One person's progress: the status of each step they reported on. */
const ProgressOf = z.object({
  participant_id: Uuid,
  steps: z.array(Progress.extend({ note: z.string().nullable(), at: Time })),
});

/** How many people completed or failed a step, by their last report on it. */
const StepRow = z.object({ step: z.number().int(), title: z.string(), completed: Count, failed: Count });
const ProgressRow = z.object({
  name: z.string(),
  /** The step's place in the lesson. */
  step: z.number().int().nullable(),
  status: ProgressStatus,
  note: z.string().nullable(),
  at: Time,
});

/** The step that the class is on, how many steps there are, and how many of the students have completed it. */
const StepShown = z.object({
  step: LessonStep.nullable(),
  /** When the class started its last step. */
  started_at: Time.nullable(),
  steps: Count,
  done: Count,
  of: Count,
});

interface State {
  /** participant id → subtask id → the last report */
  progress: Map<string, Map<number, { status: ProgressStatus; note: string | null; at: number }>>;
  /** The last `maxControls`, oldest first. */
  controls: StepControl[];
  reports: Usage;
  counts: StepCounts;
}

/** Reports of progress per person. */
const requireReports = hourlyQuota(10_000);

const faults = defineFaults({
  no_next_step: { status: 409, text: "There is no step after this one." },
});

export const steps = defineFeature({
  name: "steps",
  faults,
  optional: "on",
  on: [session, participants],
  initial: (): State => ({ progress: new Map(), controls: [], reports: new Map(), counts: noCounts() }),
  commands: {
    "step.start": {
      by: ["INSTRUCTOR"],
      http: "POST /steps/:subtask_id/start",
      input: z.object({ subtask_id: IntId.nullish(), message: OptionalText(1000) }),
      result: z.object({ subtask: Subtask, status: SessionStatus }),
      about: "Move the class to a step. Without `subtask_id`, to the next one.",
    },
    "step.complete": {
      by: ["STUDENT"],
      http: "POST /steps/:subtask_id/complete",
      input: z.object({ subtask_id: IntId }),
      result: Progress,
      paused: "refused",
      about: "Report that the sender has completed a step.",
    },
    "progress.update": {
      by: ["STUDENT"],
      http: "POST /steps/:subtask_id/progress",
      input: z.object({ subtask_id: IntId, status: ProgressStatus.default("in_progress"), note: OptionalText(1000) }),
      result: Progress,
      paused: "refused",
      about: "Report the sender's progress on a step.",
    },
  },
  events: {
    "step.changed": {
      to: everyone,
      data: z.object({
        subtask: Subtask,
        message: z.string().nullable(),
        /** The session's status after this: a class that was waiting has started. */
        status: SessionStatus,
        instructor: z.object({ id: IntId, name: z.string() }),
      }),
      card: true,
      about: "The class moved to a step.",
    },
    "progress.updated": {
      to: ({ participant_id }) => ({ ...instructors, and: participant_id }),
      data: ProgressUpdated,
      about: "A student reported progress on a step.",
    },
  },
  views: {
    controls: {
      by: ["INSTRUCTOR", "STUDENT"],
      http: "GET /step-controls",
      query: pageQuery(QueryId),
      result: z.array(StepControl),
      pageBy: "id",
      sameUntil: ["step.changed", "session.status_changed"],
      read: ({ state }) => state.controls.toReversed(),
      about: `List the teacher's last ${maxControls} actions on the class, newest first.`,
    },
    progress: {
      by: ["INSTRUCTOR", "STUDENT"],
      http: "GET /progress",
      query: pageQuery(Uuid),
      result: z.array(ProgressOf),
      pageBy: "participant_id",
      read: ({ state, viewer }) =>
        entriesFor(state.progress, viewer).map(([participant_id, reports]) => ({
          participant_id,
          steps: Array.from(reports, ([subtask_id, { at, ...rest }]) => ({ subtask_id, ...rest, at: toTime(at) })),
        })),
      about: "List progress in the order of the first reports. The teacher sees everybody's, a student their own.",
    },
  },
  projector: {
    shows: StepShown,
    read({ state, room }) {
      const { lesson, current_subtask } = current(room.session);
      // The lesson has the step's content, too.
      const step = lesson?.subtasks.find(({ id }) => id === current_subtask?.id) ?? current_subtask;
      const done = state.counts.done.get(step?.id ?? 0) ?? 0;
      // Those who left without completing it are not waited for.
      const of = room.participants.online + (state.counts.doneAway.get(step?.id ?? 0) ?? 0);
      const started_at = state.controls.findLast(({ action }) => action === "START_STEP")?.created_at ?? null;
      return { step, started_at, steps: lesson?.subtasks.length ?? 0, done, of };
    },
  },
  report: {
    steps: {
      row: StepRow,
      read: ({ state, room }) =>
        (current(room.session).lesson?.subtasks ?? []).map(({ id, title, order_index }) => {
          const { removed } = room.participants;
          const statuses = Array.from(state.progress, ([who, steps]) =>
            removed.has(who) ? "" : steps.get(id)?.status,
          );
          const count = (status: ProgressStatus) => statuses.filter((other) => other === status).length;
          return { step: order_index, title, completed: count("completed"), failed: count("failed") };
        }),
    },
    progress: {
      row: ProgressRow,
      read: ({ state, room }) =>
        Array.from(state.progress).flatMap(([participant_id, reports]) =>
          Array.from(reports, ([subtask_id, { status, note, at }]) => ({
            name: room.participants.people.get(participant_id)?.nickname ?? "",
            step: current(room.session).lesson?.subtasks.find(({ id }) => id === subtask_id)?.order_index ?? null,
            status,
            note,
            at: toTime(at),
          })),
        ),
    },
  },
  decide: {
    "step.start"({ room, input, actor, emit }) {
      const { lesson, current_subtask, status } = current(room.session);
      const all = lesson?.subtasks ?? [];
      const here = all.findIndex((subtask) => subtask.id === current_subtask?.id);
      const step = input.subtask_id ? all.find(({ id }) => id === input.subtask_id) : all[here + 1];
      if (!step) throw new Fault(input.subtask_id ? "subtask_not_found" : faults.no_next_step);
      const subtask = toSubtask(step);
      const next = status === "WAITING" ? "IN_PROGRESS" : status;
      const instructor = { id: actor.user_id, name: actor.nickname };
      emit("step.changed", { subtask, message: input.message, status: next, instructor });
      return { subtask, status: next };
    },
    "step.complete": (context) => report(context, { ...context.input, status: "completed", note: null }),
    "progress.update": (context) => report(context, context.input),
  },
  evolve: {
    "step.changed"({ state, room, at }, { subtask, message, status, instructor }) {
      const record = current(room.session);
      record.current_subtask = subtask;
      record.status = status;
      if (status === "IN_PROGRESS") record.started_at ??= toTime(at);
      addControl(state.controls, at, { action: "START_STEP", instructor, subtask, message: message ?? "" });
    },
    "session.updated"({ state, room }, { lesson }) {
      if (lesson === undefined) return;
      for (const [id, reports] of state.progress) {
        const person = room.participants.people.get(id);
        const finished = lesson?.subtasks.every((subtask) => reports.get(subtask.id)?.status === "completed");
        if (person?.status === "COMPLETED" && !finished) person.status = person.is_online ? "ACTIVE" : "DISCONNECTED";
      }
    },
    "session.status_changed"({ state, room, at }, { action, instructor, message }) {
      if (action === "start") return;
      const subtask = current(room.session).current_subtask;
      addControl(state.controls, at, { action: controlActions[action], instructor, subtask, message: message ?? "" });
    },
    "participant.arrived": ({ state }, { id }) => arrived(state.counts, completedBy(state, id)),
    "participant.left": ({ state }, { id }) => left(state.counts, completedBy(state, id)),
    "participant.removed": ({ state }, { participant_id: id }) => leftForEver(state.counts, completedBy(state, id)),
    "progress.updated"({ state, room, at }, { participant_id, subtask_id, status, note, finished }) {
      count(state.reports, participant_id, at);
      const reports = state.progress.get(participant_id) ?? new Map();
      const isDone = status === "completed";
      const wasDone = reports.get(subtask_id)?.status === "completed";
      if (isDone !== wasDone) reported(state.counts, participant_id, { step: subtask_id, by: isDone ? 1 : -1 });
      state.progress.set(participant_id, reports.set(subtask_id, { status, note, at }));
      const person = room.participants.people.get(participant_id);
      const subtask = current(room.session).lesson?.subtasks.find(({ id }) => id === subtask_id);
      if (!person || !subtask) return;
      person.current_subtask = { id: subtask.id, title: subtask.title, order_index: subtask.order_index };
      person.last_active_at = toTime(at);
      person.status = statusAfterProgress(person.status, finished);
    },
  },
});

/** A person with the ids of the steps that they have completed. */
const completedBy = ({ progress }: State, id: string) => ({
  id,
  completed: Array.from(progress.get(id) ?? []).flatMap(([step, { status }]) => (status === "completed" ? [step] : [])),
});

interface Reporting {
  state: State;
  room: { session: ReturnType<typeof session.initial> };
  actor: Participant;
  at: number;
  emit: (type: "progress.updated", data: z.input<typeof ProgressUpdated>) => void;
}

function report(
  { state, room, actor, at, emit }: Reporting,
  { subtask_id, status, note }: { subtask_id: number; status: ProgressStatus; note: string | null },
): z.infer<typeof Progress> {
  const all = current(room.session).lesson?.subtasks ?? [];
  if (!all.some(({ id }) => id === subtask_id)) throw new Fault("subtask_not_found");
  requireReports(state.reports, actor.id, at);
  const before = state.progress.get(actor.id);
  const done = (id: number) => (id === subtask_id ? status : before?.get(id)?.status) === "completed";
  emit("progress.updated", {
    participant_id: actor.id,
    user_id: actor.user_id,
    user_name: actor.nickname,
    subtask_id,
    status,
    note,
    finished: all.every(({ id }) => done(id)),
  });
  return { subtask_id, status };
}
