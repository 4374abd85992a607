/** The log of what the teacher did with the class. */
import { z } from "zod";
import { IntId, Time, toTime } from "../domain/ids.ts";
import { Subtask } from "../domain/session.ts";

export const StepControl = z.object({
  id: IntId,
  action: z.enum(["START_STEP", "PAUSE", "RESUME", "END_STEP"]),
  instructor: z.object({ id: IntId, name: z.string() }),
  subtask: Subtask.nullable(),
  message: z.string(),
  created_at: Time,
});
export type StepControl = z.infer<typeof StepControl>;

/** How many of the teacher's actions are listed. The session's log has all of them. */
export const maxControls = 1000;

const fields = Subtask.keyof().options;

/**
 * Adds an action, and drops the oldest of more than `maxControls`. If an earlier one has the same step, both refer to one
 * object, so that the state and its snapshots hold its text once, however often the class went there.
 */
export function addControl(controls: StepControl[], at: number, control: Omit<StepControl, "id" | "created_at">): void {
  const { subtask } = control;
  const same = controls.findLast((earlier) => fields.every((field) => earlier.subtask?.[field] === subtask?.[field]));
  const id = (controls.at(-1)?.id ?? 0) + 1;
  controls.push({ id, ...control, subtask: same ? same.subtask : subtask, created_at: toTime(at) });
  if (controls.length > maxControls) controls.shift();
}
