/**
 * The sound of a page: one AudioContext, started by a press and kept running, so that a chord starts within the frame
 * that brought it. Chords are rendered ahead: playing one only creates and starts a source.
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import { recall, remember } from "../../memory.ts";
import { createRenderer } from "./renderer.ts";

/** `waiting`: turned on, but the browser allows no sound before the first press on the page. */
export type SoundState = "off" | "waiting" | "on";

/** The sound of a page. */
export interface Sound {
  readonly state: ReadonlySignal<SoundState>;
  /** 0 to 1. */
  readonly volume: ReadonlySignal<number>;
  readonly muted: ReadonlySignal<boolean>;
  /** Turns sound on. Browsers allow it only in the handler of a press or key. */
  turnOn(): void;
  mute(muted: boolean): void;
  setVolume(volume: number): void;
  /** Renders chords ahead, a few milliseconds at a time. */
  prepare(names: readonly string[], capo: number): void;
  /** Strums a chord now; a rest stops the sound. Does nothing while sound is off. */
  strum(name: string, capo: number): void;
  /** Returns the peak level of the last 1024 samples, 0 to 1. */
  level(): number;
  close(): void;
}

interface AudioGraph {
  readonly context: AudioContext;
  readonly master: GainNode;
  readonly analyser: AnalyserNode;
  /** Buffer for reading the analyser. */
  readonly samples: Float32Array<ArrayBuffer>;
}

/** Time constant of the fade when the next chord starts, in seconds. */
const dampSeconds = 0.015;

/** A soft limiter (tanh). A DynamicsCompressorNode would look ahead and so add latency. */
const limiterCurve = Float32Array.from({ length: 1025 }, (_, n) => Math.tanh(1.4 * (n / 512 - 1)) / Math.tanh(1.4));

function openGraph(volume: number): AudioGraph {
  const context = new AudioContext({ latencyHint: "interactive" });
  const limiter = new WaveShaperNode(context, { curve: limiterCurve });
  const master = new GainNode(context, { gain: volume });
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  master.connect(limiter).connect(analyser).connect(context.destination);
  // Constant silence keeps the audio device awake; otherwise the first chord waits for it to wake up.
  const awake = new ConstantSourceNode(context, { offset: 0 });
  awake.connect(context.destination);
  awake.start();
  return {
    context,
    master,
    analyser,
    samples: new Float32Array(1024),
  };
}

/** Whether the browser allows sound at once, because something was pressed on the page before. */
const mayStart = (): boolean => navigator.userActivation?.hasBeenActive ?? false;

/** Opens the sound of a page. If it was on before (stored in this browser under `id`), turns it on again. */
export function openSound(id: string): Sound {
  const wanted = recall(`${id}.sound`) === "yes";
  const state = signal<SoundState>(wanted ? "waiting" : "off");
  const volume = signal(Math.min(1, Math.max(0, Number(recall(`${id}.volume`) ?? 0.8) || 0)));
  const muted = signal(false);
  let graph: AudioGraph | undefined;
  let voice: { source: AudioBufferSourceNode; gain: GainNode } | undefined;
  const renderer = createRenderer();

  const gainOf = () => (muted.value ? 0 : volume.value ** 2);
  const applyVolume = () => graph?.master.gain.setTargetAtTime(gainOf(), graph.context.currentTime, 0.01);

  function turnOn(): void {
    if (!graph) {
      graph = openGraph(gainOf());
      const { context } = graph;
      context.onstatechange = () => {
        state.value = context.state === "running" ? "on" : "waiting";
      };
      renderer.start(context);
    }
    remember(`${id}.sound`, "yes");
    void graph.context.resume();
  }
  const resumeOnPress = () => {
    if (state.value === "waiting") turnOn();
  };
  if (wanted && mayStart()) turnOn();
  addEventListener("pointerup", resumeOnPress);
  addEventListener("keydown", resumeOnPress);

  return {
    state,
    volume,
    muted,
    turnOn,
    mute(on) {
      muted.value = on;
      // A page muted here opens without sound the next time.
      remember(`${id}.sound`, on ? undefined : "yes");
      applyVolume();
    },
    setVolume(to) {
      volume.value = to;
      muted.value = false;
      remember(`${id}.sound`, "yes");
      remember(`${id}.volume`, String(to));
      applyVolume();
    },
    prepare: renderer.prepare,
    strum(name, capo) {
      if (!graph) return;
      const { context, master } = graph;
      const buffer = renderer.bufferOf(name, capo);
      const now = context.currentTime;
      voice?.gain.gain.setTargetAtTime(0, now, dampSeconds);
      voice?.source.stop(now + 10 * dampSeconds);
      voice = undefined;
      if (!buffer) return;
      const source = new AudioBufferSourceNode(context, { buffer });
      const gain = new GainNode(context);
      source.connect(gain).connect(master);
      source.start();
      voice = { source, gain };
    },
    level() {
      if (!graph) return 0;
      graph.analyser.getFloatTimeDomainData(graph.samples);
      return graph.samples.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    },
    close() {
      renderer.close();
      removeEventListener("pointerup", resumeOnPress);
      removeEventListener("keydown", resumeOnPress);
      void graph?.context.close();
      graph = undefined;
    },
  };
}
