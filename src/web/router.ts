/** The client-side router: the path of the address bar as a signal. */
import { signal } from "@preact/signals";

export const path = signal(location.pathname);

/** Decodes a part of a path; returns it unchanged if it has a malformed escape. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The decoded parts of a path between its slashes. */
export const partsOf = (pathname: string): string[] => pathname.split("/").filter(Boolean).map(decoded);

/** Navigates without loading a document; `replace` replaces the current history entry. */
export function go(to: string, options: { replace?: true } = {}): void {
  history[options.replace ? "replaceState" : "pushState"](null, "", to);
  path.value = location.pathname;
  scrollTo(0, 0);
}

addEventListener("popstate", () => {
  path.value = location.pathname;
});
