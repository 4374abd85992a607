/** The teacher's actions on the class, oldest first, which show how long it has been on a step. */
import { controlActions } from "../../domain/progress.ts";
import type { ItemOf } from "../../features/index.ts";
import { defineSlice, ifUsed, wholeList } from "./slice.ts";

/** The fields of an action that are shown; events contain them, too. */
type StepControl = Pick<ItemOf<"steps.controls">, "action" | "subtask" | "created_at">;

export const controls = defineSlice<readonly StepControl[]>({
  start: () => [],
  folds: {
    "step.changed": (state, { subtask }, at) => [...state, { action: "START_STEP", subtask, created_at: at }],
    "session.status_changed": (state, { action }, at) =>
      action === "start" ? state : [...state, { action: controlActions[action], subtask: null, created_at: at }],
  },
  readable: ifUsed("steps"),
  views: ["steps.controls"],
  fromViews: (views) => wholeList(views["steps.controls"]),
  async read(api, session) {
    const { data, ...answered } = await api.controls(session);
    return { ...answered, data: data.toReversed() };
  },
});

/** Returns when the class moved to its current step, ISO 8601. */
export const stepSince = (list: readonly StepControl[]): string | undefined =>
  list.findLast(({ action }) => action === "START_STEP")?.created_at;
