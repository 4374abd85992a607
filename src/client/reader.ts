/**
 * Deduplicates HTTP reads by name: one in flight at a time, run again if requested meanwhile, retried until it succeeds.
 */
import type { Clock } from "./clock.ts";
import { type Refusal, toRefusal } from "./refusal.ts";

export interface ReaderOptions {
  readonly clock: Clock;
  /** Milliseconds before try 1, 2, 3 … of what could not be read. */
  readonly retryAfter: (attempt: number) => number;
  /** Whether anybody still wants to know. */
  readonly wanted: () => boolean;
  readonly onRefused: (refusal: Refusal) => void;
}

/** Reads by name. */
export interface Reader {
  /** Reads soon; asked again within `after` milliseconds it is read once. What was asked for later is not read before. */
  readonly ask: (name: string, read: () => Promise<void>, after?: number) => void;
}

type Standing = "waiting" | "reading" | "again";

/** Refusals that stay refusals, however often it is asked. */
const final = (refusal: Refusal): boolean =>
  refusal.status >= 400 && refusal.status < 500 && refusal.status !== 429 && refusal.status !== 408;

export function createReader({ clock, retryAfter, wanted, onRefused }: ReaderOptions): Reader {
  const standing = new Map<string, Standing>();

  async function run(name: string, read: () => Promise<void>, attempt: number): Promise<void> {
    standing.set(name, "reading");
    let next: number | undefined;
    try {
      await read();
    } catch (thrown) {
      const refusal = toRefusal(thrown);
      onRefused(refusal);
      if (!final(refusal)) next = retryAfter(attempt);
    }
    const again = standing.get(name) === "again";
    standing.delete(name);
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
    standing.set(name, "waiting");
    clock.after(after, () => {
      // Meanwhile it was asked for at once.
      if (standing.get(name) !== "waiting") return;
      if (wanted()) void run(name, read, attempt);
      else standing.delete(name);
    });
  }

  return {
    ask(name, read, after = 0) {
      const now = standing.get(name);
      if (now === "reading") standing.set(name, "again");
      else if (now === undefined || (now === "waiting" && after === 0)) start(name, read, { after, attempt: 0 });
    },
  };
}
