/** Which page is shown: the address bar, as a signal. */
import { signal } from "@preact/signals";

export const path = signal(location.pathname);

/** A part of an address, decoded; one with a malformed escape stays as it is. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const partsOf = (pathname: string): string[] => pathname.split("/").filter(Boolean).map(decoded);

/** Shows another page without loading one; `replace` leaves no step back. */
export function go(to: string, how: { replace?: true } = {}): void {
  history[how.replace ? "replaceState" : "pushState"](null, "", to);
  path.value = location.pathname;
  scrollTo(0, 0);
}

addEventListener("popstate", () => {
  path.value = location.pathname;
});
