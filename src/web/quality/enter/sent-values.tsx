/** The state of the last value entered: not sent yet, being sent, or within or outside the specification. */
import type { Entry } from "../../../client/entries.ts";
import { common } from "../../ui/texts.ts";
import { ControlShape } from "../control-state.tsx";
import { formatPlain } from "../numbers.ts";
import { texts } from "./texts.ts";

interface SentProps {
  entries: readonly Entry[];
  unsent: number;
  /** Whether the product has a specification, which values can be outside of. */
  hasSpec: boolean;
}

/** Keeps its height if there is nothing to show. */
export function SentValues({ entries, unsent, hasSpec }: SentProps) {
  const words = texts.value;
  const waiting = entries.some(({ state }) => state === "waiting");
  const last = entries.find(({ state }) => state === "sent");
  const within = last?.measurement?.is_within_spec;
  return (
    <p class="flex min-h-12 items-center justify-center text-lg font-semibold" role="status">
      {waiting ? (
        <span class="mark bg-behind-soft text-behind-ink">{words.waitingToSend(unsent)}</span>
      ) : unsent > 0 ? (
        <span class="mark text-quiet">{common.value.sending.sending}</span>
      ) : last && within !== undefined ? (
        <span class={`mark min-h-11 text-lg ${within ? "text-done-ink" : "bg-help-soft text-help-ink"}`}>
          <ControlShape control={within ? "in" : "out"} />
          {hasSpec
            ? `${formatPlain(last.value)} · ${within ? words.inSpec : words.outOfSpec}`
            : words.saved(formatPlain(last.value))}
        </span>
      ) : null}
    </p>
  );
}
