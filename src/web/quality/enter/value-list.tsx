/** The last values entered, newestKey at the bottom; those that the server has can be deleted. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import { errorText } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import { ControlShape } from "../control-state.tsx";
import { formatTime } from "../format-time.ts";
import { formatPlain } from "../numbers.ts";
import { texts as qualityTexts } from "../texts.ts";
import { texts } from "./texts.ts";
import type { EnteredValues } from "./use-entries.ts";

/** Saved values first, then those being sent. `hasSpec`: whether the product has a specification, which values can be outside of. */
export function ValueList({ entered, hasSpec }: { entered: EnteredValues; hasSpec: boolean }) {
  const words = texts.value;
  const deletingId = useSignal<number | undefined>(undefined);
  const unsent = entered.entries.value.filter(({ state }) => state !== "sent");
  const measured = entered.saved.value.toReversed();
  const list = useRef<HTMLElement>(null);
  // If there is no room for all of them, the newest stay visible.
  const newestKey = `${entered.saved.value[0]?.id} ${unsent.length}`;
  useEffect(() => list.current?.scrollTo(0, list.current.scrollHeight), [newestKey]);
  return (
    <section ref={list} class="enter-tape" aria-label={words.lastValues}>
      <ol class="flex min-h-full flex-col justify-end">
        {measured.length === 0 && unsent.length === 0 && (
          <li class="py-2 text-center text-base text-quiet">{qualityTexts.value.noValues}</li>
        )}
        {measured.map(({ id, measurement_value, sample_size, is_within_spec, measured_at }) => (
          <li key={id} class="tape-row">
            {hasSpec && (
              <span class={is_within_spec ? "text-primary" : ""}>
                <ControlShape control={is_within_spec ? "in" : "out"} />
              </span>
            )}
            <span class="flex-1 text-xl font-semibold tabular-nums">
              {formatPlain(measurement_value)}
              {sample_size !== undefined && <span class="text-base text-quiet"> / {formatPlain(sample_size)}</span>}
              {hasSpec && <span class="sr-only"> {is_within_spec ? words.inSpec : words.outOfSpec}</span>}
            </span>
            <span class="text-base text-quiet tabular-nums">{formatTime(measured_at)}</span>
            <button
              type="button"
              class="btn btn-ghost min-h-11 px-3"
              disabled={deletingId.value !== undefined}
              aria-label={words.undoOf(formatPlain(measurement_value))}
              onClick={async () => {
                deletingId.value = id;
                await entered.delete(id);
                deletingId.value = undefined;
              }}
            >
              <Icon name="undo" />
              {words.undo}
            </button>
          </li>
        ))}
        {unsent.map(({ key, value, size, state, refusal }) => (
          <li key={key} class="tape-row">
            <span class="flex-1 text-xl font-semibold tabular-nums">
              {formatPlain(value)}
              {size !== undefined && <span class="text-base text-quiet"> / {formatPlain(size)}</span>}
            </span>
            {state === "refused" ? (
              <>
                <span class="mark bg-help-soft text-help-ink">{errorText(refusal)}</span>
                <button
                  type="button"
                  class="btn btn-ghost btn-square"
                  aria-label={words.drop}
                  onClick={() => entered.drop(key)}
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
