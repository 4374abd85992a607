/**
 * Limits the stored answers per participant, so that a client that sends for hours does not fill the disk. Answers in the
 * rows of events are not counted: the quotas of the features limit these.
 */
import type { Database } from "bun:sqlite";

/** Far more than the commands that a client repeats or a person sends in a class. */
const maxPerParticipant = 20_000;
/** After how many answers of one participant their number is checked; this many are deleted at once. */
const checkEvery = 100;
const maxCounters = 10_000;

/**
 * Returns the function that is called for each stored answer. It returns the answer's order number, and deletes the
 * participant's oldest answers above the limit in the same transaction.
 */
export function openAnswerTrim(sqlite: Database): (session: string, participant: string) => number {
  const trim = sqlite.query(
    `DELETE FROM answers WHERE session_id = $session AND participant_id = $participant AND seq IS NULL AND kept <= (
       SELECT kept FROM answers WHERE session_id = $session AND participant_id = $participant AND seq IS NULL
       ORDER BY kept DESC LIMIT 1 OFFSET ${maxPerParticipant}
     )`,
  );
  const sinceCheck = new Map<string, number>();
  let last = 0;
  return (session, participant) => {
    const key = `${session}/${participant}`;
    const count = (sinceCheck.get(key) ?? 0) + 1;
    if (sinceCheck.size > maxCounters) sinceCheck.clear();
    sinceCheck.set(key, count % checkEvery);
    if (count === checkEvery) trim.run({ session, participant });
    // Microseconds since 1970, so that the order continues after a restart.
    last = Math.max(last + 1, Date.now() * 1000);
    return last;
  };
}
