/** What the teacher changed for the whole class and the server has not accepted. Pure. */
import type { Sending } from "../../client/outbox.ts";

/** Returns the last command of the timer and the last one of the projector that are waiting or were refused. */
export const unsentOf = (outbox: readonly Sending[]): Sending[] =>
  ["timer.", "screen."]
    .map((prefix) => outbox.findLast(({ name }) => name.startsWith(prefix)))
    .filter((last) => last !== undefined)
    .filter(({ state }) => state === "waiting" || state === "refused");
