/** Reads data from the server: at once when the request changes, throttled when only the product has changed. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { errorText } from "../../ui/notice.tsx";
import { type Latest, latestReads } from "./latest-reads.ts";

/** A product that is being measured changes ten times a second. */
const intervalMs = 1000;

interface LatestOptions<T> {
  /** Identifies the request; `undefined`: nothing is read. */
  readonly key: string | undefined;
  /** Changes whenever the data may have changed. */
  readonly version: string;
  readonly read: () => Promise<T>;
}

export function useLatest<T>({ key, version, read }: LatestOptions<T>): Latest<T> {
  const state = useSignal<Latest<T>>({ data: undefined, problem: undefined });
  const current = useRef({ key, read });
  current.current = { key, read };
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const reads = useMemo(
    () =>
      latestReads<T>((latest) => {
        state.value = latest;
      }, errorText),
    [],
  );
  const load = () => {
    const { key, read } = current.current;
    if (key !== undefined) void reads.ask(read);
  };
  useEffect(() => {
    reads.reset();
    state.value = { data: undefined, problem: undefined };
    load();
  }, [key]);
  // The effect above reads the first version.
  const known = useRef(version);
  useEffect(() => {
    if (known.current === version) return;
    known.current = version;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      load();
    }, intervalMs);
  }, [version]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      reads.reset();
    },
    [],
  );
  return state.value;
}

/** Changes whenever the points or the limits of a product change. */
export const versionOf = (chart: {
  points_total: number;
  limits_version: number | null;
  points: readonly object[];
}): string => JSON.stringify([chart.points_total, chart.limits_version, chart.points.at(-1)]);
