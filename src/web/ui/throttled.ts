/** Reads of something that may change more often than it is worth reading. */
import { useEffect, useRef } from "preact/hooks";
import { isFinal } from "../../client/reader.ts";
import { toRefusal } from "../../client/refusal.ts";

interface Throttled {
  /** Reads at once, or, if the last read is too recent, once as soon as it is not. */
  readonly ask: () => void;
  /** Reads no more, and drops the answer that is under way. */
  readonly stop: () => void;
}

/**
 * After a read, the next one waits `everyMs`, however often it is asked for. A failed read changes nothing, and is
 * repeated then if it may succeed.
 */
export function throttled<T>(read: () => Promise<T>, take: (answer: T) => void, everyMs: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let state: "idle" | "busy" | "asked" | "stopped" = "idle";
  const isStopped = () => state === "stopped";
  const ask = () => {
    if (state !== "idle") {
      if (state === "busy") state = "asked";
      return;
    }
    state = "busy";
    void run();
  };
  const run = async () => {
    let failed = false;
    const answer = await read().catch((thrown: unknown) => {
      failed = !isFinal(toRefusal(thrown));
    });
    if (isStopped()) return;
    if (answer !== undefined) take(answer);
    timer = setTimeout(() => {
      const again = failed || state === "asked";
      state = "idle";
      if (again) ask();
    }, everyMs);
  };
  return {
    ask,
    stop() {
      state = "stopped";
      clearTimeout(timer);
    },
  };
}

interface ThrottledOptions {
  readonly everyMs: number;
  readonly subject: unknown;
  readonly changes: readonly unknown[];
  /** Whether to read yet (default: true). */
  readonly isReady?: boolean;
}

/** Reads `subject`, and again after each change of `changes`, at most once in `everyMs`. */
export function useThrottled<T>(
  read: () => Promise<T>,
  take: (answer: T) => void,
  { everyMs, subject, changes, isReady = true }: ThrottledOptions,
): void {
  const reader = useRef<Throttled | undefined>(undefined);
  useEffect(() => {
    const opened = throttled(read, take, everyMs);
    reader.current = opened;
    return opened.stop;
  }, [subject]);
  useEffect(() => {
    if (isReady) reader.current?.ask();
  }, [subject, isReady, ...changes]);
}
