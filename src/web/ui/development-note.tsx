/** A warning at the top of every page of a server in development mode. */
import { text } from "../messages/index.ts";

export function DevelopmentNote() {
  return (
    <aside
      aria-label={text.value.common.development}
      class="bg-warning px-3 py-1 text-center text-sm font-semibold text-warning-content"
    >
      {text.value.common.development}
    </aside>
  );
}
