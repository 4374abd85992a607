/** The last values, newest nearest to the number that is typed: those the server has can be taken back. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import { because } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import { ControlShape } from "../control.tsx";
import { moment } from "../moment.ts";
import { plain } from "../numbers.ts";
import { texts as qualityTexts } from "../texts.ts";
import { texts } from "./texts.ts";
import type { Tape } from "./use-entries.ts";

/** Those the server has, then those on their way. */
export function TapeList({ tape }: { tape: Tape }) {
  const words = texts.value;
  const undoing = useSignal<number | undefined>(undefined);
  const unsent = tape.entries.value.filter(({ state }) => state !== "sent");
  const measured = tape.measured.value.toReversed();
  const list = useRef<HTMLElement>(null);
  // Where there is no room for all, the newest is what is seen.
  const newest = `${tape.measured.value[0]?.id} ${unsent.length}`;
  useEffect(() => list.current?.scrollTo(0, list.current.scrollHeight), [newest]);
  return (
    <section ref={list} class="enter-tape" aria-label={words.lastValues}>
      <ol class="flex min-h-full flex-col justify-end">
        {measured.length === 0 && unsent.length === 0 && (
          <li class="py-2 text-center text-base text-quiet">{qualityTexts.value.noValues}</li>
        )}
        {measured.map(({ id, measurement_value, is_within_spec, measured_at }) => (
          <li key={id} class="tape-row">
            <span class={is_within_spec ? "text-primary" : ""}>
              <ControlShape control={is_within_spec ? "in" : "out"} />
            </span>
            <span class="flex-1 text-xl font-semibold tabular-nums">
              {plain(measurement_value)}
              <span class="sr-only"> {is_within_spec ? words.inSpec : words.outOfSpec}</span>
            </span>
            <span class="text-base text-quiet tabular-nums">{moment(measured_at)}</span>
            <button
              type="button"
              class="btn btn-ghost min-h-11 px-3"
              disabled={undoing.value !== undefined}
              aria-label={words.undoOf(plain(measurement_value))}
              onClick={async () => {
                undoing.value = id;
                await tape.undo(id);
                undoing.value = undefined;
              }}
            >
              <Icon name="undo" />
              {words.undo}
            </button>
          </li>
        ))}
        {unsent.map(({ key, value, state, refusal }) => (
          <li key={key} class="tape-row">
            <span class="flex-1 text-xl font-semibold tabular-nums">{plain(value)}</span>
            {state === "refused" ? (
              <>
                <span class="mark bg-help-soft text-help-ink">{because(refusal)}</span>
                <button
                  type="button"
                  class="btn btn-ghost btn-square"
                  aria-label={words.drop}
                  onClick={() => tape.drop(key)}
                >
                  <Icon name="close" />
                </button>
              </>
            ) : (
              <span class={`mark ${state === "waiting" ? "bg-behind-soft text-behind-ink" : "text-quiet"}`}>
                {common.value.sending[state]}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
