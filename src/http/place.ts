/** Which place a request concerns, by its path: a program that is not responsible for it forwards the request. */
import { accountsPlace, boardPlace } from "../domain/placement.ts";

/** Calls that each program answers itself: its own state, new sessions, and rooms, which know their place. */
const anywhere = /^\/api\/(status|network|page-errors|demo|join|sessions)(\/|$)/;

/** Calls of which only the handler knows the session that they concern: from a code, an invitation or the input. */
const ofSessions = new Set([
  "POST /api/auth/pair",
  "POST /api/auth/sign-in",
  "POST /api/auth/sign-in-codes",
  "POST /api/invitations/accept",
  "POST /api/invitations/read",
  "POST /api/screens",
  "POST /api/tokens",
  "POST /api/uploads",
]);

/** The place of an HTTP request; undefined if every program can answer it, or the place is a session's. */
export function placeOfCall(method: string, path: string): string | undefined {
  if (path.startsWith("/api/spc/")) return boardPlace;
  if (!path.startsWith("/api/") || anywhere.test(path)) return undefined;
  if (ofSessions.has(`${method} ${path.replace(/\/$/, "")}`)) return undefined;
  return accountsPlace;
}
