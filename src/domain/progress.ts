/** Rules on steps that the server and the pages apply alike. Without schemas, so that pages can import them without zod. */
import type { Participant } from "./session.ts";

/** The names of a teacher's commands in the log of step controls. It does not contain starts of a session. */
export const controlActions = { pause: "PAUSE", resume: "RESUME", end: "END_STEP", reopen: "RESUME" } as const;

/** Returns a participant's status after they reported progress. `finished`: they have completed every step. */
export function statusAfterProgress(status: Participant["status"], finished: boolean): Participant["status"] {
  if (finished) return "COMPLETED";
  return status === "COMPLETED" ? "ACTIVE" : status;
}
