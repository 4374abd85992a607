/** The HTTP calls about sessions that have taken place. */
import { createCalls } from "./call.ts";
import type { Fetched, Fetcher } from "./http.ts";

/** How many items of a list are read at most. */
const maxItems = 12_000;

/** The calls, sent by `fetcher`. */
export function toPastCalls(fetcher: Fetcher) {
  const { call, pages } = createCalls(fetcher);
  const data = async <T>(answer: Promise<Fetched<T>>): Promise<T> => (await answer).data;
  const at = (session: string) => ({ path: { session } });
  return {
    /** Reopens a session that has ended. */
    reopen: async (session: string) => void (await fetcher("POST", `/api/sessions/${session}/reopen`)),
    /** Creates a session like this one, with its people expected. */
    repeat: (session: string) => data(call("POST /api/sessions/:session/again", at(session))),
    /** The events after `before`, in order. */
    events: (session: string, before: number, limit: number) =>
      call("GET /api/sessions/:session/events", { ...at(session), query: { before: before || undefined, limit } }),
    expected: (session: string) => pages("GET /api/sessions/:session/expected", maxItems, at(session)),
    allControls: (session: string) => pages("GET /api/sessions/:session/step-controls", maxItems, at(session)),
  };
}
