/** What sessions can be found by, from their logs. */
import type { SessionRecord } from "../features/whole-session.ts";
import type { Store } from "../store/open.ts";
import type { SessionCard } from "../store/sessions.ts";
import { recordOf, stateOfCard } from "./room.ts";

/** How many sessions are indexed in one commit. */
const batchSize = 50;

export const cardOf = ({ title, code, lesson, status, started_at, created_at }: SessionRecord): SessionCard => ({
  title,
  code,
  lesson,
  ended: status === "ENDED",
  heldAt: Date.parse(started_at ?? created_at),
});

/** Indexes the sessions of a database that was made before the index. Continues at the next start if interrupted. */
export function indexOldSessions({ log, sessions }: Pick<Store, "log" | "sessions">): void {
  for (let ids = sessions.unindexed(batchSize); ids.length > 0; ids = sessions.unindexed(batchSize)) {
    const cards = log.cards(ids);
    log.batch(() => {
      for (const id of ids) {
        const entries = cards.get(id) ?? [];
        const card = entries.length > 0 ? cardOf(recordOf({ state: stateOfCard(entries) })) : nothing;
        sessions.index(id, card);
      }
    });
  }
}

/** The card of a session whose log is empty: it can be found only in the whole list. */
const nothing: SessionCard = { title: "", code: "", lesson: null, ended: false, heldAt: 0 };
