/** Which place a request concerns, by its path: a program that is not responsible for it forwards the request. */
import { accountsPlace, boardPlace } from "../domain/placement.ts";

/** Paths that each program answers by itself: its own state, what is the same everywhere, and rooms, which know theirs. */
const anywhere =
  /^\/(healthz|readyz|metrics|api\/(status|network|page-errors|demo|join|sessions\/[^/]+|sessions$)|uploads\/)(\/|$)?/;

/** The place of an HTTP request; undefined if every program can answer it, or the place is a session's. */
export function placeOfCall(path: string): string | undefined {
  if (path.startsWith("/api/spc/")) return boardPlace;
  if (!path.startsWith("/api/") || anywhere.test(path)) return undefined;
  return accountsPlace;
}
