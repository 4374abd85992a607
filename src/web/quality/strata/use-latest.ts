/** Reads data from the server: at once when the request changes, throttled when only the product has changed. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { errorText } from "../../ui/notice.tsx";

/** A product that is being measured changes ten times a second. */
const intervalMs = 1000;

export interface Latest<T> {
  /** The data of the last request that succeeded; `undefined` before. */
  readonly data: T | undefined;
  readonly problem: string | undefined;
}

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
  const load = async () => {
    const { key: requested, read } = current.current;
    if (requested === undefined) return;
    const isCurrent = () => current.current.key === requested;
    try {
      const data = await read();
      if (isCurrent()) state.value = { data, problem: undefined };
    } catch (thrown) {
      if (isCurrent()) state.value = { data: undefined, problem: errorText(thrown) };
    }
  };
  useEffect(() => {
    state.value = { data: undefined, problem: undefined };
    void load();
  }, [key]);
  useEffect(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void load();
    }, intervalMs);
  }, [version]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      current.current = { key: undefined, read };
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
