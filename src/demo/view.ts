/** Folds the frames that a simulated student receives into what they see of the class. */
import type { LiveEvent } from "../client/frames.ts";
import type { Welcome } from "../dialects/native.ts";
import type { ClassView } from "./model.ts";

/** How many questions, messages and calls for help are kept: the newest. */
const maxKept = 50;

/** A view with the student's id, and the call for help that is open. */
export interface StudentView extends ClassView {
  readonly you: string;
  readonly openHelp: number | undefined;
}

/** What a student sees before the first welcome. */
export const outside: ClassView = {
  status: "WAITING",
  statusSince: 0,
  step: undefined,
  stepSince: 0,
  steps: [],
  questions: [],
  teacherWroteAt: [],
  helpedAt: [],
};

/** Returns the view after a welcome; `before` is the view until then, of a student who reconnects. */
export function welcomeView({ session, you }: Welcome, now: number, before: StudentView | undefined): StudentView {
  const step = session.current_subtask?.id;
  return {
    you: you.id,
    status: session.status,
    statusSince: before?.status === session.status ? before.statusSince : now,
    step,
    stepSince: before && before.step === step ? before.stepSince : now,
    steps: session.lesson?.subtasks.map(({ id }) => id) ?? [],
    questions: before?.questions ?? [],
    teacherWroteAt: before?.teacherWroteAt ?? [],
    helpedAt: before?.helpedAt ?? [],
    openHelp: before?.openHelp,
  };
}

const kept = <T>(list: readonly T[], item: T): readonly T[] => [...list.slice(1 - maxKept), item];

/** Returns the view after an event; `teacher` is the user id of the class's teacher. */
export function foldView(
  view: StudentView,
  event: LiveEvent,
  { now, teacher }: { now: number; teacher: number },
): StudentView {
  switch (event.type) {
    case "session.status_changed":
      return { ...view, status: event.data.status, statusSince: now };
    case "session.updated":
      if (event.data.lesson === undefined) return view;
      return { ...view, steps: event.data.lesson?.subtasks.map(({ id }) => id) ?? [] };
    case "step.changed": {
      const { status, subtask } = event.data;
      const statusSince = status === view.status ? view.statusSince : now;
      return { ...view, status, statusSince, step: subtask.id, stepSince: now };
    }
    case "question.asked": {
      const { question_id: id, participant_id } = event.data;
      return { ...view, questions: kept(view.questions, { id, at: now, own: participant_id === view.you }) };
    }
    case "help.requested":
      return event.data.participant_id === view.you ? { ...view, openHelp: event.data.help_id } : view;
    case "help.resolved":
      if (event.data.participant_id !== view.you) return view;
      return { ...view, helpedAt: kept(view.helpedAt, now), openHelp: undefined };
    case "chat.sent":
      return event.data.user_id === teacher ? { ...view, teacherWroteAt: kept(view.teacherWroteAt, now) } : view;
    default:
      return view;
  }
}
