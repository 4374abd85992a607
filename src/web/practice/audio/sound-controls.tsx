/** Turns sound on, mutes it and sets the volume; five bars show the level. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Lines } from "../../ui/icon.tsx";
import type { Sound } from "./sound.ts";
import { texts } from "./texts.ts";

/** Update interval of the bars, in milliseconds. */
const barsIntervalMs = 80;

/** The controls; `small` leaves out the volume. */
export function SoundControls({ sound, small = false }: { sound: Sound; small?: boolean }) {
  const words = texts.value;
  const state = sound.state.value;
  if (state !== "on") {
    return (
      <button type="button" class={`btn ${small ? "" : "btn-lg btn-neutral"}`} onClick={sound.turnOn}>
        <Speaker on={false} />
        {state === "waiting" ? words.soundWaits : words.soundOn}
      </button>
    );
  }
  const muted = sound.muted.value;
  return (
    <div class="flex items-center gap-2">
      <button
        type="button"
        class="btn btn-square btn-lg"
        aria-label={muted ? words.unmute : words.mute}
        onClick={() => sound.mute(!muted)}
      >
        <Speaker on={!muted} />
      </button>
      {!small && (
        <input
          type="range"
          class="range w-28 range-sm"
          min="0"
          max="1"
          step="0.05"
          aria-label={words.volume}
          value={muted ? 0 : sound.volume.value}
          onInput={({ currentTarget }) => sound.setVolume(Number(currentTarget.value))}
        />
      )}
      <Bars sound={sound} />
    </div>
  );
}

function Bars({ sound }: { sound: Sound }) {
  const lit = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => {
      lit.value = Math.min(5, Math.ceil(sound.level() * 8 - 0.02));
    }, barsIntervalMs);
    return () => clearInterval(timer);
  }, [sound]);
  return (
    <svg viewBox="0 0 30 24" class="h-6 w-8" aria-hidden="true" data-lit={lit.value}>
      {[0, 1, 2, 3, 4].map((n) => (
        <rect
          key={n}
          x={n * 6}
          y={18 - n * 4}
          width="4"
          height={6 + n * 4}
          rx="1.5"
          class={n < lit.value ? "fill-primary" : "fill-base-300"}
        />
      ))}
    </svg>
  );
}

const Speaker = ({ on }: { on: boolean }) => (
  <Lines size="1.5rem">
    <path d="M4 9.500v5h3.500l5 4v-13l-5 4z" fill="currentColor" />
    <path d={on ? "M16 9a4.500 4.500 0 010 6M18.500 6.500a8 8 0 010 11" : "M16.500 9.500l5 5m0 -5l-5 5"} />
  </Lines>
);
