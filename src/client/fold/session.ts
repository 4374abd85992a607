/** The session's card: title, lesson, step, status. */
import { toSubtask } from "../../domain/subtask.ts";
import type { Session } from "../../features/whole-session.ts";
import { defineSlice } from "./slice.ts";

export const session = defineSlice<Session>({
  start: (welcome) => welcome.session,
  folds: {
    "session.updated"(state, change) {
      const next: Session = { ...state, ...change };
      if (change.lesson === undefined) return next;
      const id = state.current_subtask?.id;
      const step = change.lesson?.subtasks.find((step) => step.id === id);
      return { ...next, current_subtask: step ? toSubtask(step) : null };
    },
    "session.moved": (state, { join_url }) => ({ ...state, join_url }),
    "session.status_changed": (state, { status }, at) => ({
      ...state,
      status,
      started_at: status === "IN_PROGRESS" ? (state.started_at ?? at) : state.started_at,
      ended_at: status === "ENDED" ? at : null,
    }),
    "step.changed": (state, { subtask, status }, at) => ({
      ...state,
      current_subtask: subtask,
      status,
      started_at: status === "IN_PROGRESS" ? (state.started_at ?? at) : state.started_at,
    }),
  },
});
