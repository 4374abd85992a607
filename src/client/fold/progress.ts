/** How far people are: participant id → step id → the last they said of it. */
import type { DataOf } from "../../features/index.ts";
import { defineSlice, whereUsed, withEntry } from "./slice.ts";

export interface StepReport {
  readonly status: DataOf<"progress.updated">["status"];
  readonly note: string | null;
  /** ISO 8601. */
  readonly at: string;
}
/** One person's progress by step id. */
export type Steps = ReadonlyMap<number, StepReport>;
export type Progress = ReadonlyMap<string, Steps>;

/** One person's line of `GET /progress`. */
export interface ProgressOf {
  readonly participant_id: string;
  readonly steps: readonly (StepReport & { readonly subtask_id: number })[];
}

/** Nothing said yet. */
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
  readable: whereUsed("steps"),
  async read(api, session) {
    const { data, ...answered } = await api.progress(session);
    return { ...answered, data: new Map(data.map(({ participant_id, steps }) => [participant_id, toSteps(steps)])) };
  },
});

const toSteps = (steps: ProgressOf["steps"]): Steps =>
  new Map(steps.map(({ subtask_id, status, note, at }) => [subtask_id, { status, note, at }]));
