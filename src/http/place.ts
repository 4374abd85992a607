/** Which place a request concerns, by its path: a program that is not responsible for it forwards the request. */
import { accountsPlace, boardPlace, type Placement } from "../domain/placement.ts";

/** Calls that each program answers itself: its own state, new sessions, and rooms, which know their place. */
const anywhere = /^\/api\/(v1\/)?(status|network|page-errors|join|sessions)(\/|$)/;

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

/** Makes sure that this program is responsible for what a call concerns, and has read what others wrote before it. */
export async function enterPlace(
  { path, method }: { path: string; method: string },
  placement: Placement,
): Promise<void> {
  if (!path.startsWith("/api/")) return;
  const place = placeOfCall(method, path);
  if (place !== undefined) await placement.enter(place);
  // A room's home has what concerns it.
  if (place !== undefined || method !== "GET" || path === "/api/sessions") await placement.refresh();
}
