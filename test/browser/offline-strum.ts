/** Goes into a page: renders a strummed chord as the browser does, without a loudspeaker. */
import { notesFor, openStrings } from "../../src/web/practice/audio/strum.ts";

const rate = 48_000;

/** A second of the chord, as the browser's own audio renders it. */
async function renderStrum(name: string): Promise<number[]> {
  const context = new OfflineAudioContext(1, rate, rate);
  const samples = openStrings(rate).strum(notesFor(name, 0));
  const buffer = context.createBuffer(1, samples.length, rate);
  buffer.getChannelData(0).set(samples);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(context.destination);
  source.start();
  return Array.from((await context.startRendering()).getChannelData(0));
}

Object.assign(globalThis, { renderStrum });
