/** Playing a chord: it goes out at once or not at all, and says which. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { keyOf } from "../../domain/guitar/chords.ts";
import type { LiveRoom } from "../live.ts";

/** The last press, while there is something to say of it. */
export interface Press {
  readonly key: string;
  readonly state: "sending" | "failed";
}

/** What plays. */
export interface Hand {
  readonly press: ReadonlySignal<Press | undefined>;
  /** Plays a chord by its name. */
  play(name: string): void;
}

/** A hand on the pad, or on the keys. */
export function usePlaying(live: LiveRoom): Hand {
  const press = useSignal<Press | undefined>(undefined);
  return useMemo(() => {
    let last = 0;
    return {
      press,
      play(name) {
        const key = keyOf(name);
        const mine = ++last;
        press.value = { key, state: "sending" };
        live
          .sendNow("chord.change", { chord: name })
          .then(() => {
            if (mine === last) press.value = undefined;
          })
          .catch(() => {
            if (mine === last) press.value = { key, state: "failed" };
          });
      },
    };
  }, [live]);
}
