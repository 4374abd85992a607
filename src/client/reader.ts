/**
 * Deduplicates HTTP reads by name: one in flight at a time, run again if requested meanwhile, retried until it succeeds.
 */
import type { Clock } from "./clock.ts";
import { type Refusal, toRefusal } from "./refusal.ts";

export interface ReaderOptions {
  readonly clock: Clock;
  /** How long to wait before retry 1, 2, 3 …, in milliseconds. */
  readonly retryAfter: (attempt: number) => number;
  /** Whether results are still needed. */
  readonly wanted: () => boolean;
  readonly onRefused: (refusal: Refusal) => void;
}

/** Reads by name. */
export interface Reader {
  /** Reads after `after` milliseconds (default: at once). Requests of the same name until then share the read. */
  readonly ask: (name: string, read: () => Promise<void>, after?: number) => void;
}

type ReadState = "waiting" | "reading" | "again";

/** Whether reading again cannot succeed. */
export const isFinal = (refusal: Refusal): boolean =>
  refusal.status >= 400 && refusal.status < 500 && refusal.status !== 429 && refusal.status !== 408;

export function createReader({ clock, retryAfter, wanted, onRefused }: ReaderOptions): Reader {
  const states = new Map<string, ReadState>();

  async function run(name: string, read: () => Promise<void>, attempt: number): Promise<void> {
    states.set(name, "reading");
    let next: number | undefined;
    try {
      await read();
    } catch (thrown) {
      const refusal = toRefusal(thrown);
      onRefused(refusal);
      if (!isFinal(refusal)) next = retryAfter(attempt);
    }
    const again = states.get(name) === "again";
    states.delete(name);
    if (!wanted()) return;
    if (next !== undefined) start(name, read, { after: next, attempt: attempt + 1 });
    else if (again) start(name, read, { after: 0, attempt: 0 });
  }

  /** `after` in milliseconds. */
  function start(
    name: string,
    read: () => Promise<void>,
    { after, attempt }: { after: number; attempt: number },
  ): void {
    if (after === 0) return void run(name, read, attempt);
    states.set(name, "waiting");
    clock.after(after, () => {
      // It was requested at once in the meantime.
      if (states.get(name) !== "waiting") return;
      if (wanted()) void run(name, read, attempt);
      else states.delete(name);
    });
  }

  return {
    ask(name, read, after = 0) {
      const now = states.get(name);
      if (now === "reading") states.set(name, "again");
      else if (now === undefined || (now === "waiting" && after === 0)) start(name, read, { after, attempt: 0 });
    },
  };
}
