/** A note for who returns to the page: the practice ended automatically, with a button to its result. */
import { now } from "../now.ts";
import { texts } from "./texts.ts";
import type { OwnPractice } from "./use-practice.ts";

/** How long after the end the note is shown, in milliseconds. */
const maxAgeMs = 3_600_000;

/** Whether silence ended the last practice, within the last hour. */
export function endedSilently({ player, past }: OwnPractice): boolean {
  const last = past.value?.last;
  return !player.running && last?.ended_by === "silence" && now.value - Date.parse(last.ended_at) < maxAgeMs;
}

/** The note in one line; nothing without a last practice. */
export function SilenceNote({ own }: { own: OwnPractice }) {
  const words = texts.value;
  const last = own.past.value?.last;
  if (!last) return null;
  return (
    <p class="flex min-h-11 shrink-0 items-center justify-between gap-3 rounded-field bg-behind-soft px-3 text-base text-behind-ink">
      {words.silence(words.minutes(last.duration_ms))}
      <button type="button" class="btn btn-ghost shrink-0 px-3" onClick={() => own.show(true)}>
        {words.seeResult}
      </button>
    </p>
  );
}
