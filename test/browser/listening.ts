/** Ears for a page: what of its sound starts within the frame that brought it, and how loud it is. The page knows nothing of it. */
import type { Page } from "playwright-core";

/** One start of a sound: whether within a WebSocket's frame, and so many milliseconds after that came. */
export interface Started {
  readonly inFrame: boolean;
  readonly after: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Listens from before the page's first script on. */
export async function listenTo(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: Started[] = [];
    const analysers: AnalyserNode[] = [];
    let frame: number | undefined;
    Object.assign(window, { heard, analysers });
    const given = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
    Object.defineProperty(WebSocket.prototype, "onmessage", {
      ...given,
      set(this: WebSocket, handle: ((event: MessageEvent) => void) | null) {
        const timed = (event: MessageEvent) => {
          frame = performance.now();
          handle?.(event);
          frame = undefined;
        };
        given?.set?.call(this, handle && timed);
      },
    });
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, ...when) {
      start.apply(this, when);
      const now = performance.now();
      heard.push({ inFrame: frame !== undefined, after: now - (frame ?? now), at: performance.timeOrigin + now });
    };
    const { createAnalyser } = AudioContext.prototype;
    AudioContext.prototype.createAnalyser = function (this: AudioContext) {
      const analyser = createAnalyser.call(this);
      analysers.push(analyser);
      return analyser;
    };
  });
}

/** Every start of a sound so far. */
export const heardOn = (page: Page): Promise<Started[]> =>
  page.evaluate(() => (window as unknown as { heard: Started[] }).heard);

/** Waits until the page's own output carries sound. */
export async function soundOn(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { analysers } = window as unknown as { analysers: AnalyserNode[] };
    return analysers.some((analyser) => {
      const samples = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(samples);
      return samples.some((value) => Math.abs(value) > 0.05);
    });
  });
}
