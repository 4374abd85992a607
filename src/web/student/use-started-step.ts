/** Reports automatically which step a student sees, so that the teacher's board shows who is on which step. */
import { useEffect } from "preact/hooks";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { Subtask } from "../../domain/session.ts";
import type { StudentLive } from "../live.ts";

/** Each phone waits a random time up to this many ms, because all of them see a new step at the same moment. */
const maxDelayMs = 2000;

export function useStartedStep(live: StudentLive, room: StudentRoom, step: Subtask | undefined): void {
  const { session, progress, you } = room;
  const known = step === undefined || progress.get(you.id)?.has(step.id) === true;
  const due = !known && session.status === "IN_PROGRESS";
  const id = step?.id;
  useEffect(() => {
    if (!due || id === undefined) return;
    const timer = setTimeout(() => {
      // *Done* may have been pressed since the last render.
      const { room, outbox } = live.latest();
      const reported = outbox.some(
        ({ name, input }) => (name === "step.complete" || name === "progress.update") && input.subtask_id === id,
      );
      if (!reported && !room?.progress.get(you.id)?.has(id))
        live.ask("progress.update", { subtask_id: id, status: "started" });
    }, Math.random() * maxDelayMs);
    return () => clearTimeout(timer);
  }, [due, id]);
}
