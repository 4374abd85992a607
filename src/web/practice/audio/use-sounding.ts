/** The chord that a player sounds. Reacts within the frame that brought it, before any render, for low latency. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type Played, toPlayed } from "../../../client/fold/practice.ts";
import type { LiveRoom } from "../../live.ts";

/** The last chord. `count` increases with each stroke, so that a repeated chord is a change. */
export interface Sounding {
  readonly chord: Played;
  readonly count: number;
}

/** An older chord (in ms) is shown without sound: it was played while this device was disconnected. */
const maxAgeMs = 1500;

/** Follows the player `participantId`. Calls `onChord` before anything else. */
export function useSounding(
  live: LiveRoom,
  participantId: string,
  onChord: (name: string) => void,
): ReadonlySignal<Sounding | undefined> {
  const known = live.state.value.room?.practice.players.get(participantId)?.chord;
  const sounding = useSignal<Sounding | undefined>(known && { chord: known, count: 0 });
  const latest = useRef(onChord);
  latest.current = onChord;
  useLayoutEffect(() => {
    const chord = live.state.value.room?.practice.players.get(participantId)?.chord;
    sounding.value = chord && { chord, count: 0 };
    return live.onEvent((event) => {
      if (event.type !== "chord.changed" || event.data.participant_id !== participantId) return;
      const { chord, timestamp } = event.data;
      if (live.now() - Date.parse(event.at) < maxAgeMs) latest.current(chord);
      sounding.value = { chord: toPlayed(chord, timestamp), count: (sounding.peek()?.count ?? 0) + 1 };
    });
  }, [live, participantId]);
  return sounding;
}
