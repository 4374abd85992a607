/** Bounds how many answers of a participant's commands are kept: whoever sends for hours must not fill the disk. */
import type { Database } from "bun:sqlite";

/** Far more commands than a client sends again, or a person sends in a class. */
const keptPerParticipant = 20_000;
/** How often the number of kept answers is checked, in answers of one participant; so many are deleted at once. */
const checkEvery = 100;
const maxCounted = 10_000;

/**
 * Called with each answer that is kept. Returns the answer's place in their order, and deletes the oldest of too many in
 * the same transaction.
 */
export function openAnswerTrim(sqlite: Database): (session: string, participant: string) => number {
  const trim = sqlite.query(
    `DELETE FROM answers WHERE session_id = $session AND participant_id = $participant AND kept <= (
       SELECT kept FROM answers WHERE session_id = $session AND participant_id = $participant
       ORDER BY kept DESC LIMIT 1 OFFSET ${keptPerParticipant}
     )`,
  );
  const sinceCheck = new Map<string, number>();
  let last = 0;
  return (session, participant) => {
    const key = `${session}/${participant}`;
    const count = (sinceCheck.get(key) ?? 0) + 1;
    if (sinceCheck.size > maxCounted) sinceCheck.clear();
    sinceCheck.set(key, count % checkEvery);
    if (count === checkEvery) trim.run({ session, participant });
    // Microseconds since 1970, so that the order goes on after a restart.
    last = Math.max(last + 1, Date.now() * 1000);
    return last;
  };
}
