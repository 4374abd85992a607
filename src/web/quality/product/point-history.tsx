/** The history of a point: who excluded, restored or annotated it, and when. */
import type { PointDetails } from "../../../domain/spc/point.ts";
import { Summary } from "../../ui/summary.tsx";
import { formatTime } from "../format-time.ts";
import { texts } from "./texts.ts";

type Change = PointDetails["history"][number];

/** Renders nothing if it never changed. */
export function PointHistory({ history }: { history: readonly Change[] }) {
  if (history.length === 0) return null;
  return (
    <details class="rounded-field ring-1 ring-base-300">
      <Summary class="min-h-12 px-4">{texts.value.pointHistory(history.length)}</Summary>
      <ul class="flex max-h-48 flex-col overflow-y-auto px-4 pb-2">
        {history.map((change) => (
          <li key={change.id} class="border-t border-base-300 py-2">
            <span class="block text-base text-quiet tabular-nums">
              {[formatTime(change.changed_at), change.changed_by_name].filter(Boolean).join(" · ")}
            </span>
            <span class="[overflow-wrap:anywhere]">{changesOf(change).join(" · ")}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function changesOf({ before, after }: Change): string[] {
  const words = texts.value;
  const names = { cause: words.pointCause, action: words.pointAction, note: words.pointNote };
  const changed = (["cause", "action", "note"] as const).filter((name) => before[name] !== after[name]);
  return [
    ...(before.excluded === after.excluded ? [] : [after.excluded ? words.wasExcluded : words.wasRestored]),
    ...changed.map((name) => `${names[name]}: ${after[name] ?? "–"}`),
  ];
}
