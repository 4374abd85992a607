/** Says in the log how far the update of a large database is: a terminal would otherwise show nothing for a minute. */
import type { Database } from "bun:sqlite";
import { getLogger } from "@logtape/logtape";

const logger = getLogger(["lectern", "store"]);

/** The number of events from which an update is reported: below, it takes less than a second. */
const minEvents = 100_000;
/** The shortest time between two lines, in milliseconds. */
const intervalMs = 1000;

/** Called before each step of an update. */
export type OnStep = (step: string) => void;

/** Reports the steps of an update. */
export function openUpdateProgress(
  sqlite: Database,
  { steps, isNew }: { steps: number; isNew: boolean },
): { step: OnStep; finished: () => void } {
  const events = isNew ? 0 : countEvents(sqlite);
  if (events < minEvents) return { step() {}, finished() {} };
  const begun = performance.now();
  let done = 0;
  let last = Number.NEGATIVE_INFINITY;
  return {
    step(what) {
      done += 1;
      const step = Math.min(done, steps);
      if (performance.now() - last < intervalMs) return;
      last = performance.now();
      const percent = Math.floor(((step - 1) / steps) * 100);
      const line = `updating the database of {events} events: {percent} %, step {step} of {steps} (${what})`;
      logger.info(line, { events, percent, step, steps });
    },
    finished() {
      const seconds = Math.round((performance.now() - begun) / 100) / 10;
      logger.info("updated the database of {events} events in {seconds} s", { events, seconds });
    },
  };
}

/** How many events the logs have, without reading them: the sum of their last numbers. */
function countEvents(sqlite: Database): number {
  const ofEach = "SELECT (SELECT max(seq) FROM events WHERE session_id = sessions.id) AS last FROM sessions";
  return sqlite.query<{ events: number | null }, []>(`SELECT sum(last) AS events FROM (${ofEach})`).get()?.events ?? 0;
}
