/** A warning at the top of every page of a server in development mode. */
import { common } from "./texts.ts";

export function DevelopmentNote() {
  return (
    <aside
      aria-label={common.value.development}
      class="bg-warning px-3 py-1 text-center text-sm font-semibold text-warning-content"
    >
      {common.value.development}
    </aside>
  );
}
