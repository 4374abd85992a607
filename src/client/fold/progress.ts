/** Progress: participant id → step id → the last report. */
import type { ItemOf } from "../../features/index.ts";
import { defineSlice, ifUsed, wholeList, withEntry } from "./slice.ts";

type Reports = ItemOf<"steps.progress">["steps"];
/** A person's last report on a step; `at` in ISO 8601. */
export type StepReport = Omit<Reports[number], "subtask_id">;
/** One person's progress by step id. */
export type Steps = ReadonlyMap<number, StepReport>;
export type Progress = ReadonlyMap<string, Steps>;

/** The progress of a person without reports. */
export const noSteps: Steps = new Map();

export const progress = defineSlice<Progress>({
  start: () => new Map(),
  folds: {
    "progress.updated": (state, { participant_id, subtask_id, status, note }, at) =>
      withEntry(
        state,
        participant_id,
        withEntry(state.get(participant_id) ?? noSteps, subtask_id, { status, note, at }),
      ),
  },
  readable: ifUsed("steps"),
  views: ["steps.progress"],
  fromViews({ "steps.progress": view }) {
    const all = wholeList(view);
    return all && toProgress(all);
  },
  async read(api, session) {
    const { data, ...answered } = await api.progress(session);
    return { ...answered, data: toProgress(data) };
  },
});

const toProgress = (all: readonly ItemOf<"steps.progress">[]): Progress =>
  new Map(all.map(({ participant_id, steps }) => [participant_id, toSteps(steps)]));

const toSteps = (steps: Reports): Steps =>
  new Map(steps.map(({ subtask_id, status, note, at }) => [subtask_id, { status, note, at }]));
