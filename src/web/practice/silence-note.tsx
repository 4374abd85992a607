/** A practice that ended by itself, for who comes back to the page: it says so, and how it went is one press away. */
import { now } from "../now.ts";
import { texts } from "./texts.ts";
import type { Own } from "./use-practice.ts";

/** For how long it is worth saying, in milliseconds. */
const worth = 3_600_000;

/** Whether the last practice ended by a silence, and not long ago. */
export function endedSilently({ player, past }: Own): boolean {
  const last = past.value?.last;
  return !player.running && last?.ended_by === "silence" && now.value - Date.parse(last.ended_at) < worth;
}

/** One line. */
export function SilenceNote({ own }: { own: Own }) {
  const words = texts.value;
  const last = own.past.value?.last;
  if (!last) return null;
  return (
    <p class="flex min-h-11 shrink-0 items-center justify-between gap-3 rounded-field bg-behind-soft px-3 text-base text-behind-ink">
      {words.silence(words.minutes(last.duration_ms))}
      <button type="button" class="btn btn-ghost shrink-0 px-3" onClick={() => own.show(true)}>
        {words.seeIt}
      </button>
    </p>
  );
}
