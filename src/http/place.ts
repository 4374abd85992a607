/** Which place a request concerns, by its path: a program that is not responsible for it forwards the request. */
import { accountsPlace, boardPlace } from "../domain/placement.ts";

/** Calls that each program answers itself: its own state, new sessions, and rooms, which know their place. */
const anywhere = /^\/api\/(status|network|page-errors|demo|join|sessions)(\/|$)/;

/** The place of an HTTP request; undefined if every program can answer it, or the place is a session's. */
export function placeOfCall(path: string): string | undefined {
  if (path.startsWith("/api/spc/")) return boardPlace;
  if (!path.startsWith("/api/") || anywhere.test(path)) return undefined;
  return accountsPlace;
}
