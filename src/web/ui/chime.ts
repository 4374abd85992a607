/** The sound when the time is up: three tones, computed. Whether it is on is stored in this browser. */
import { signal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Timer, timeLeft } from "../../client/fold/timer.ts";
import { recall, remember } from "../memory.ts";
import { now } from "../now.ts";

/** Whether the sound is on. */
export const soundOn = signal(recall("sound") !== "off");
// Another window of this browser may switch it.
addEventListener("storage", () => {
  soundOn.value = recall("sound") !== "off";
});
/** Whether the browser allows sound: it does after the person has pressed something on the page. */
export const soundAllowed = signal(true);

let context: AudioContext | undefined;

/** Opens the audio output. A browser lets it sound once the person has pressed something. */
async function open(): Promise<AudioContext | undefined> {
  try {
    context ??= new AudioContext();
    // Does not resolve before a press, in some browsers.
    if (context.state !== "running")
      await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 300))]);
    soundAllowed.value = context.state === "running";
    return context;
  } catch {
    soundAllowed.value = false;
    return undefined;
  }
}

/** Turns the sound on or off, and stores it. */
export function switchSound(): void {
  // A press allows the sound, so the first one is for that alone.
  if (soundOn.value && !soundAllowed.value) return void open();
  soundOn.value = !soundOn.value;
  remember("sound", soundOn.value ? undefined : "off");
  if (soundOn.value) void open();
}

/** Tones in hertz, and the time of each in seconds. */
const tones = [660, 880, 1100];
const toneSeconds = 0.35;

async function ring(): Promise<void> {
  const audio = await open();
  if (audio?.state !== "running") return;
  tones.forEach((frequency, n) => {
    const start = audio.currentTime + n * toneSeconds;
    const volume = audio.createGain();
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.3, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 2 * toneSeconds);
    volume.connect(audio.destination);
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume);
    tone.start(start);
    tone.stop(start + 2 * toneSeconds);
  });
}

/** Rings if the countdown ends while it is shown, once. `timer` reads the signal that has it. */
export function useChime(timer: () => Timer | undefined): void {
  /** The countdown that is running. */
  const running = useRef<string | undefined>(undefined);
  useSignalEffect(() => {
    const shown = timer();
    const left = shown && timeLeft(shown, now.value);
    if (left !== undefined && left > 0) {
      // Asks for the output beforehand, so that the page can say if sound is not allowed.
      if (running.current === undefined && soundOn.peek()) void open();
      running.current = shown?.ends_at ?? undefined;
      return;
    }
    const rings = left === 0 && running.current === shown?.ends_at && soundOn.peek();
    running.current = undefined;
    if (rings) void ring();
  });
}
