/** What somebody plays, as it comes: the chord sounds and lights within the frame that brought it, before any render. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type Played, toPlayed } from "../../../client/fold/practice.ts";
import type { LiveRoom } from "../../live.ts";

/** The last chord; `count` tells a re-strum from the stroke before. */
export interface Sounding {
  readonly chord: Played;
  readonly count: number;
}

/** A chord that is older than this, in milliseconds, is shown and not heard: it was played while we were away. */
const stale = 1500;

/** `who` by participant id; `hear` is called first of all. */
export function useSounding(
  live: LiveRoom,
  who: string,
  hear: (name: string) => void,
): ReadonlySignal<Sounding | undefined> {
  const known = live.state.value.room?.practice.players.get(who)?.chord;
  const sounding = useSignal<Sounding | undefined>(known && { chord: known, count: 0 });
  const latest = useRef(hear);
  latest.current = hear;
  useLayoutEffect(() => {
    const chord = live.state.value.room?.practice.players.get(who)?.chord;
    sounding.value = chord && { chord, count: 0 };
    return live.onEvent((event) => {
      if (event.type !== "chord.changed" || event.data.participant_id !== who) return;
      const { chord, timestamp } = event.data;
      if (live.now() - Date.parse(event.at) < stale) latest.current(chord);
      sounding.value = { chord: toPlayed(chord, timestamp), count: (sounding.peek()?.count ?? 0) + 1 };
    });
  }, [live, who]);
  return sounding;
}
