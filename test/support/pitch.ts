/** Which pitches are in a sound: what a guitar's samples are held to. */

/**
 * The pitch of a sound near `hertz`, by its autocorrelation between a tone under and a tone above it, read between
 * samples by a parabola. `samples` at `rate` a second.
 */
export function pitchNear(samples: Float32Array, rate: number, hertz: number): number {
  const size = Math.min(samples.length, Math.round(rate * 0.4)) - Math.ceil((rate / hertz) * 1.2);
  const alike = (lag: number) => {
    let sum = 0;
    for (let n = 0; n < size; n++) sum += (samples[n] ?? 0) * (samples[n + lag] ?? 0);
    return sum;
  };
  let best = Math.floor(rate / hertz / 1.12);
  for (let lag = best; lag <= (rate / hertz) * 1.12; lag++) if (alike(lag) > alike(best)) best = lag;
  const [left, middle, right] = [alike(best - 1), alike(best), alike(best + 1)];
  return rate / (best + (left - right) / (2 * (left - 2 * middle + right)));
}

/** How strong one frequency is in a sound, by Goertzel's algorithm over a Hann window. */
export function strengthAt(samples: Float32Array, rate: number, hertz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let [one, two] = [0, 0];
  for (let n = 0; n < samples.length; n++) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (samples.length - 1));
    [one, two] = [window * (samples[n] ?? 0) + turn * one - two, one];
  }
  return Math.sqrt(Math.max(0, one * one + two * two - turn * one * two)) / samples.length;
}

/** The frequency within 3 % of `hertz` that is strongest. */
export function strongestNear(samples: Float32Array, rate: number, hertz: number): number {
  let best = hertz;
  for (let cents = -50; cents <= 50; cents++) {
    const at = hertz * 2 ** (cents / 1200);
    if (strengthAt(samples, rate, at) > strengthAt(samples, rate, best)) best = at;
  }
  return best;
}
