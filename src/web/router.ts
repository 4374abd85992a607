/** Which page is shown: the address bar, as a signal. */
import { signal } from "@preact/signals";

export const path = signal(location.pathname);

/** Shows another page without loading one; `replace` leaves no step back. */
export function go(to: string, how: { replace?: true } = {}): void {
  history[how.replace ? "replaceState" : "pushState"](null, "", to);
  path.value = location.pathname;
  scrollTo(0, 0);
}

addEventListener("popstate", () => {
  path.value = location.pathname;
});
