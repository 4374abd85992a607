/** What sessions can be found by, from their logs. */
import type { SessionRecord } from "../features/whole-session.ts";
import type { Store } from "../store/open.ts";
import type { SessionCard } from "../store/sessions.ts";
import { type Room, recordOf, stateOfCard } from "./room.ts";

/** How many sessions are indexed in one commit. */
const batchSize = 50;

export const cardOf = ({ title, code, lesson, status, started_at, created_at }: SessionRecord): SessionCard => ({
  title,
  code,
  lesson,
  ended: status === "ENDED",
  heldAt: Date.parse(started_at ?? created_at),
});

/** Returns a function that indexes the session again if its card has changed by then. Most changes of a step change nothing here. */
export function watchCard(room: Pick<Room, "id" | "state">, sessions: Pick<Store["sessions"], "index">): () => void {
  const { record } = room.state.session;
  const before = record && cardOf(record as SessionRecord);
  return () => {
    const card = cardOf(recordOf(room));
    const isSame = before && keys.every((key) => before[key] === card[key]);
    if (!isSame) sessions.index(room.id, card);
  };
}

const keys = ["title", "code", "lesson", "ended", "heldAt"] as const satisfies readonly (keyof SessionCard)[];

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
