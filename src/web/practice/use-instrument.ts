/** Plays chords: sends each at once or not at all, and shows which. A chord that arrives late would be wrong. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { keyOf } from "../../domain/guitar/chords.ts";
import type { LiveRoom } from "../live.ts";

/** The last press until it is confirmed. */
export interface Press {
  readonly key: string;
  readonly state: "sending" | "failed";
}

/** The chord keys of a page, on the pad or the keyboard. */
export interface Instrument {
  readonly press: ReadonlySignal<Press | undefined>;
  /** Plays a chord by its name. */
  play(name: string): void;
}

/** The instrument of a page. Only the latest press shows its state. */
export function useInstrument(live: LiveRoom): Instrument {
  const press = useSignal<Press | undefined>(undefined);
  return useMemo(() => {
    let last = 0;
    return {
      press,
      play(name) {
        const key = keyOf(name);
        const current = ++last;
        press.value = { key, state: "sending" };
        live
          .sendNow("chord.change", { chord: name })
          .then(() => {
            if (current === last) press.value = undefined;
          })
          .catch(() => {
            if (current === last) press.value = { key, state: "failed" };
          });
      },
    };
  }, [live]);
}
