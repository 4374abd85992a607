/**
 * A plucked string, computed: Karplus and Strong's algorithm (Computer Music Journal 7:2, 1983) with the tuning and the
 * place of the pick after Jaffe and Smith (the same issue). A burst of noise goes round a delay of one period; each
 * round takes some of its highs away.
 */

/** How long a string sounds, in seconds; its last part fades. */
export const stringSeconds = 2.6;
const fadeSeconds = 0.25;
/** Where the pick strikes, as a part of the string's length. */
const pick = 0.13;
/** The averaging of two neighbours is half a sample of delay. */
const averageDelay = 0.5;

/** Seconds until a string has lost 60 dB by the loop's loss alone: low strings sound longer. */
const fall = (hertz: number) => 6.5 * (82 / hertz) ** 0.35;

/** The same noise every time, -1 to 1: a chord sounds as it did before. */
function noise(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 0x80000000;
  };
}

/** The pluck itself: a period of softened noise, silent where the pick stops the string, without a constant part. */
function burst(length: number, seed: number): Float32Array {
  const next = noise(seed);
  const soft = new Float32Array(length);
  let last = 0;
  for (let n = 0; n < length; n++) soft[n] = last = 0.55 * next() + 0.45 * last;
  const behind = Math.max(1, Math.round(pick * length));
  const struck = soft.map((value, n) => value - (soft[(n - behind + length) % length] ?? 0));
  const mean = struck.reduce((sum, value) => sum + value, 0) / length;
  return struck.map((value) => value - mean);
}

/** A string of so many hertz, plucked once, as samples at `rate` a second; the loudest is 1. */
export function pluck(hertz: number, rate: number): Float32Array {
  const out = new Float32Array(Math.round(rate * stringSeconds));
  const period = rate / hertz;
  // What the whole samples and the averaging leave of a period, an allpass filter delays: so it is in tune.
  const length = Math.max(2, Math.floor(period - averageDelay - 0.1));
  const rest = period - averageDelay - length;
  const allpass = (1 - rest) / (1 + rest);
  const loss = 10 ** (-3 / (hertz * fall(hertz)));
  const line = burst(length, Math.round(hertz * 64));
  let before = 0;
  let passedIn = 0;
  let passedOut = 0;
  for (let n = 0, at = 0; n < out.length; n++) {
    const value = line[at] ?? 0;
    out[n] = value;
    const averaged = loss * 0.5 * (value + before);
    before = value;
    passedOut = allpass * averaged + passedIn - allpass * passedOut;
    passedIn = averaged;
    line[at] = passedOut;
    at = at + 1 === length ? 0 : at + 1;
  }
  const loudest = out.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  const fading = Math.round(rate * fadeSeconds);
  return out.map((value, n) => (value / loudest) * Math.min(1, (out.length - n) / fading));
}
