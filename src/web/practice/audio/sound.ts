/**
 * The sound of a page: one AudioContext, begun by a press and kept running, so that a chord starts within the frame
 * that brought it. Chords are rendered ahead; to play one is a source made and started, and nothing else.
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import { recall, remember } from "../../memory.ts";
import { notesFor, openStrings } from "./strum.ts";

/** `waiting`: wanted, and the browser lets no page sound before somebody pressed something. */
export type SoundState = "off" | "waiting" | "on";

/** The sound of a page. */
export interface Sound {
  readonly state: ReadonlySignal<SoundState>;
  /** 0 to 1. */
  readonly volume: ReadonlySignal<number>;
  readonly muted: ReadonlySignal<boolean>;
  /** From within a press or a key. */
  turnOn(): void;
  mute(muted: boolean): void;
  turnTo(volume: number): void;
  /** Renders chords that may come, a few milliseconds at a time. */
  prepare(names: readonly string[], capo: number): void;
  /** Strums a chord now; a rest ends what sounds. Without sound it does nothing. */
  strum(name: string, capo: number): void;
  /** How loud it is, 0 to 1: the highest of the last moment. */
  level(): number;
  close(): void;
}

interface Machine {
  readonly context: AudioContext;
  readonly master: GainNode;
  readonly analyser: AnalyserNode;
  readonly strings: ReturnType<typeof openStrings>;
  readonly chords: Map<string, AudioBuffer | null>;
  /** What the analyser is read into. */
  readonly glance: Float32Array<ArrayBuffer>;
}

/** How many chords are kept rendered: half a megabyte each. */
const maxRendered = 48;

/** How quickly a chord gives way to the next, in seconds. */
const damp = 0.015;

/** Loud is bent and never cut; a compressor would look ahead, and that is late. */
const limit = Float32Array.from({ length: 1025 }, (_, n) => Math.tanh(1.4 * (n / 512 - 1)) / Math.tanh(1.4));

function openMachine(volume: number): Machine {
  const context = new AudioContext({ latencyHint: "interactive" });
  const limiter = new WaveShaperNode(context, { curve: limit });
  const master = new GainNode(context, { gain: volume });
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  master.connect(limiter).connect(analyser).connect(context.destination);
  // Silence that never ends keeps the device awake: the first chord would else wait for it.
  const awake = new ConstantSourceNode(context, { offset: 0 });
  awake.connect(context.destination);
  awake.start();
  return {
    context,
    master,
    analyser,
    strings: openStrings(context.sampleRate),
    chords: new Map(),
    glance: new Float32Array(1024),
  };
}

/** Whether the browser lets a page sound at once: something was pressed on it before. */
const pressed = (): boolean => navigator.userActivation?.hasBeenActive ?? false;

/** Opens the sound of a page. Where it was on before (`id` in this browser's memory), it is wanted again. */
export function openSound(id: string): Sound {
  const wanted = recall(`${id}.sound`) === "yes";
  const state = signal<SoundState>(wanted ? "waiting" : "off");
  const volume = signal(Math.min(1, Math.max(0, Number(recall(`${id}.volume`) ?? 0.8) || 0)));
  const muted = signal(false);
  let machine: Machine | undefined;
  let voice: { source: AudioBufferSourceNode; gain: GainNode } | undefined;
  let wishes: readonly [string, number][] = [];
  let rendering: ReturnType<typeof setTimeout> | undefined;

  const loudness = () => (muted.value ? 0 : volume.value ** 2);
  const turn = () => machine?.master.gain.setTargetAtTime(loudness(), machine.context.currentTime, 0.01);
  const bufferOf = ({ context, strings, chords }: Machine, name: string, capo: number) => {
    const key = `${capo} ${name}`;
    const known = chords.get(key);
    if (known !== undefined) return known;
    const samples = strings.strum(notesFor(name, capo));
    const buffer = samples.length > 0 ? context.createBuffer(1, samples.length, context.sampleRate) : null;
    buffer?.getChannelData(0).set(samples);
    const [oldest] = chords.keys();
    if (chords.size >= maxRendered && oldest !== undefined) chords.delete(oldest);
    chords.set(key, buffer);
    return buffer;
  };
  const renderNext = () => {
    const [next, ...others] = wishes;
    rendering = undefined;
    if (!machine || !next) return;
    wishes = others;
    bufferOf(machine, ...next);
    if (others.length > 0) rendering = setTimeout(renderNext, 0);
  };

  function turnOn(): void {
    if (!machine) {
      machine = openMachine(loudness());
      const { context } = machine;
      context.onstatechange = () => {
        state.value = context.state === "running" ? "on" : "waiting";
      };
      renderNext();
    }
    remember(`${id}.sound`, "yes");
    void machine.context.resume();
  }
  const wake = () => {
    if (state.value === "waiting") turnOn();
  };
  if (wanted && pressed()) turnOn();
  addEventListener("pointerup", wake);
  addEventListener("keydown", wake);

  return {
    state,
    volume,
    muted,
    turnOn,
    mute(on) {
      muted.value = on;
      // Who wanted silence gets it on the next page too.
      remember(`${id}.sound`, on ? undefined : "yes");
      turn();
    },
    turnTo(to) {
      volume.value = to;
      muted.value = false;
      remember(`${id}.sound`, "yes");
      remember(`${id}.volume`, String(to));
      turn();
    },
    prepare(names, capo) {
      wishes = names.map((name) => [name, capo]);
      if (rendering === undefined) rendering = setTimeout(renderNext, 0);
    },
    strum(name, capo) {
      if (!machine) return;
      const { context, master } = machine;
      const buffer = bufferOf(machine, name, capo);
      const now = context.currentTime;
      voice?.gain.gain.setTargetAtTime(0, now, damp);
      voice?.source.stop(now + 10 * damp);
      voice = undefined;
      if (!buffer) return;
      const source = new AudioBufferSourceNode(context, { buffer });
      const gain = new GainNode(context);
      source.connect(gain).connect(master);
      source.start();
      voice = { source, gain };
    },
    level() {
      if (!machine) return 0;
      machine.analyser.getFloatTimeDomainData(machine.glance);
      return machine.glance.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    },
    close() {
      clearTimeout(rendering);
      removeEventListener("pointerup", wake);
      removeEventListener("keydown", wake);
      void machine?.context.close();
      machine = undefined;
    },
  };
}
