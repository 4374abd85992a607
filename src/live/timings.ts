/**
 * How long commits, fan-out, requests and joins take: the histograms of `/metrics`. To observe a duration costs a few
 * comparisons; the hot path does so once per batch, not once per command.
 */

/** The upper bounds of the buckets, in seconds; a last bucket has everything above. */
export const timingBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const;

/** A histogram of durations in milliseconds. */
export class Timing {
  /** How many durations each bucket has; not cumulative. */
  readonly counts = new Float64Array(timingBounds.length + 1);
  /** The sum of all durations, in seconds. */
  sum = 0;

  observe(ms: number): void {
    const seconds = ms / 1000;
    let bucket = 0;
    while (bucket < timingBounds.length && seconds > (timingBounds[bucket] as number)) bucket += 1;
    this.counts[bucket] = (this.counts[bucket] as number) + 1;
    this.sum += seconds;
  }
}

/** Histograms by the value of a label, which must be from a fixed set. */
export class TimingsBy<Label extends string> {
  readonly all = new Map<Label, Timing>();

  /** `expected`: labels that have a histogram before their first value, so that a rate includes it. */
  constructor(expected: Iterable<Label> = []) {
    for (const label of expected) this.of(label);
  }

  of(label: Label): Timing {
    const known = this.all.get(label);
    if (known) return known;
    const made = new Timing();
    this.all.set(label, made);
    return made;
  }
}

export interface Timings {
  /** From the first command of a batch to its fsync; of several nodes also what PostgreSQL takes. */
  readonly commit: TimingsBy<"rooms" | "board" | "postgres">;
  /** Answering and publishing what a batch has committed. */
  readonly fanOut: TimingsBy<"rooms" | "board">;
  /** HTTP requests: calls of the API, and pages, files and health checks. */
  readonly request: TimingsBy<"api" | "other">;
  /** From a WebSocket handshake to the first frame, by dialect. */
  readonly join: TimingsBy<string>;
}

export const createTimings = (): Timings => ({
  commit: new TimingsBy(["rooms", "board"]),
  fanOut: new TimingsBy(["rooms", "board"]),
  request: new TimingsBy(["api", "other"]),
  join: new TimingsBy(),
});
