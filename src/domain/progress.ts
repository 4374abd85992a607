/** Rules on steps that the server and the pages apply alike. Without schemas, so that pages can import them without zod. */
import type { Participant } from "./session.ts";

/** What the log of step controls calls what a teacher did with the class; a start is not in it. */
export const controlActions = { pause: "PAUSE", resume: "RESUME", end: "END_STEP" } as const;

/** A person's status after they reported progress; `finished`: no step is open to them any more. */
export function statusAfterProgress(status: Participant["status"], finished: boolean): Participant["status"] {
  if (finished) return "COMPLETED";
  return status === "COMPLETED" ? "ACTIVE" : status;
}
