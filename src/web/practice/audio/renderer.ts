/** Renders chords ahead of time and caches them, so that playing one only starts a source. */
import { notesFor, openStrings } from "./strum.ts";

/** Maximum of cached chords, of about half a megabyte each. */
const maxRendered = 48;

/** Renders chords for an audio context. */
export interface Renderer {
  /** Renders for this context from now on, first the prepared chords. */
  start(context: AudioContext): void;
  /** Replaces the chords to render ahead: one per task, so that the page stays responsive. */
  prepare(names: readonly string[], capo: number): void;
  /** Returns a chord's sound; null for a rest, undefined before `start`. */
  bufferOf(name: string, capo: number): AudioBuffer | null | undefined;
  /** Stops rendering. */
  close(): void;
}

/** Creates a renderer without a context. */
export function createRenderer(): Renderer {
  const buffers = new Map<string, AudioBuffer | null>();
  let output: { context: AudioContext; strings: ReturnType<typeof openStrings> } | undefined;
  let pending: readonly [string, number][] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function bufferOf(name: string, capo: number): AudioBuffer | null | undefined {
    if (!output) return undefined;
    const { context, strings } = output;
    const key = `${capo} ${name}`;
    const cached = buffers.get(key);
    if (cached !== undefined) return cached;
    const samples = strings.strum(notesFor(name, capo));
    const buffer = samples.length > 0 ? context.createBuffer(1, samples.length, context.sampleRate) : null;
    buffer?.getChannelData(0).set(samples);
    const [oldest] = buffers.keys();
    if (buffers.size >= maxRendered && oldest !== undefined) buffers.delete(oldest);
    buffers.set(key, buffer);
    return buffer;
  }
  function renderNext(): void {
    const [next, ...others] = pending;
    timer = undefined;
    if (!output || !next) return;
    pending = others;
    bufferOf(...next);
    if (others.length > 0) timer = setTimeout(renderNext, 0);
  }
  return {
    start(context) {
      output = { context, strings: openStrings(context.sampleRate) };
      renderNext();
    },
    prepare(names, capo) {
      pending = names.map((name) => [name, capo]);
      if (timer === undefined) timer = setTimeout(renderNext, 0);
    },
    bufferOf,
    close() {
      clearTimeout(timer);
      output = undefined;
    },
  };
}
