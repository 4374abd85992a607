/** Which polls of the lesson the teacher can ask now. */
import type { Room } from "../../../client/fold/index.ts";
import type { Poll } from "../../../client/fold/polls.ts";

interface PreparedClass {
  readonly polls: readonly Poll[];
  readonly session: {
    readonly status: Room["session"]["status"];
    readonly settings: Pick<Room["session"]["settings"], "pace">;
    readonly current_subtask: { readonly id: number } | null;
    readonly lesson: { readonly subtasks: readonly { readonly id: number }[] } | null;
  };
}

/**
 * Returns the polls of the current step that were not asked yet, in the order of the lesson. In a student-paced class
 * there is no such step: returns those of all steps.
 */
export function preparedNow({ polls, session }: PreparedClass): Poll[] {
  const { status, settings, current_subtask, lesson } = session;
  const isStudentPaced = settings.pace === "student";
  if (isStudentPaced && status === "WAITING") return [];
  const steps = isStudentPaced ? (lesson?.subtasks ?? []) : current_subtask ? [current_subtask] : [];
  return steps.flatMap(({ id }) => polls.filter((poll) => poll.status === "draft" && poll.subtask_id === id));
}
