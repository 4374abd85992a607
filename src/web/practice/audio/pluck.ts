/**
 * Synthesises a plucked string: Karplus and Strong's algorithm (Computer Music Journal 7:2, 1983), with tuning and pick
 * position by Jaffe and Smith (same issue). A burst of noise circulates in a delay line of one period; each pass
 * filters out some of the high frequencies.
 */

/** How long a string sounds, in seconds, with the fade-out at its end. */
export const stringSeconds = 2.6;
const fadeSeconds = 0.25;
/** Pick position, as a fraction of the string's length. */
const pickPosition = 0.13;
/** Delay of averaging two neighbours, in samples. */
const averageDelay = 0.5;

/** Seconds until the loop's loss reaches 60 dB. Low strings sound longer. */
const decaySeconds = (hertz: number) => 6.5 * (82 / hertz) ** 0.35;

/** Noise from -1 to 1 (xorshift), the same for each seed, so that a chord always sounds the same. */
function noise(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 0x80000000;
  };
}

/** The excitation: one period of low-passed noise, comb-filtered for the pick position, without a DC offset. */
function burst(length: number, seed: number): Float32Array {
  const next = noise(seed);
  const soft = new Float32Array(length);
  let last = 0;
  for (let n = 0; n < length; n++) soft[n] = last = 0.55 * next() + 0.45 * last;
  const pickDelay = Math.max(1, Math.round(pickPosition * length));
  const struck = soft.map((value, n) => value - (soft[(n - pickDelay + length) % length] ?? 0));
  const mean = struck.reduce((sum, value) => sum + value, 0) / length;
  return struck.map((value) => value - mean);
}

/** Plucks a string of `hertz` once. Returns samples at `rate` per second with a peak of 1. */
export function pluck(hertz: number, rate: number): Float32Array {
  const out = new Float32Array(Math.round(rate * stringSeconds));
  const period = rate / hertz;
  // An allpass filter adds the remaining fraction of a sample, so that the string is in tune.
  const length = Math.max(2, Math.floor(period - averageDelay - 0.1));
  const fraction = period - averageDelay - length;
  const allpass = (1 - fraction) / (1 + fraction);
  const loss = 10 ** (-3 / (hertz * decaySeconds(hertz)));
  const delayLine = burst(length, Math.round(hertz * 64));
  let previous = 0;
  let allpassIn = 0;
  let allpassOut = 0;
  for (let n = 0, at = 0; n < out.length; n++) {
    const value = delayLine[at] ?? 0;
    out[n] = value;
    const averaged = loss * 0.5 * (value + previous);
    previous = value;
    allpassOut = allpass * averaged + allpassIn - allpass * allpassOut;
    allpassIn = averaged;
    delayLine[at] = allpassOut;
    at = at + 1 === length ? 0 : at + 1;
  }
  const peak = out.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-9);
  const fadeSamples = Math.round(rate * fadeSeconds);
  return out.map((value, n) => (value / peak) * Math.min(1, (out.length - n) / fadeSamples));
}
