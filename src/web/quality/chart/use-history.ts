/** Reads parts of a chart's history that the page does not have, and the overview of all of it. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Chart } from "../../../domain/spc/chart.ts";
import type { Overview } from "../../../domain/spc/overview.ts";

/** How often the overview of a growing product is read again, in ms. */
const refreshMs = 10_000;
/** How many times the visible width is read at once, so that not every step reads again; and the most points. */
const widthsPerRead = 3;
const maxPoints = 2000;

/** The history of a chart. */
export interface History {
  /** The chart that the page keeps up to date: with the newest points. */
  readonly newest: Chart;
  readonly overview: Overview | undefined;
  /** An earlier part of the chart. */
  readonly past: Chart | undefined;
  /** Reads the part around the window that ends at a subgroup. */
  readonly load: (until: number, width: number) => void;
  /** Reads the part that begins at a time, in milliseconds since 1970; resolves with its last subgroup. */
  readonly loadFrom: (time: number, width: number) => Promise<number | undefined>;
}

export function useHistory(api: QualityApi, newest: Chart): History {
  const id = newest.product_id;
  const overview = useSignal<Overview | undefined>(undefined);
  const past = useSignal<Chart | undefined>(undefined);
  const wanted = useRef<Parameters<QualityApi["chartAt"]>[1] | undefined>(undefined);
  const read = async (query: NonNullable<typeof wanted.current>) => {
    wanted.current = query;
    const found = await api.chartAt(id, query).catch(() => undefined);
    // A later request counts.
    if (wanted.current === query && found) past.value = found;
    return found;
  };
  const readOverview = async () => {
    overview.value = (await api.overview(id).catch(() => undefined)) ?? overview.value;
  };
  // A chart that was read again, and did not only grow, may have changed anywhere.
  useEffect(() => {
    void readOverview();
    if (wanted.current) void read({ ...wanted.current });
  }, [id, newest.versions]);
  const isGrown = overview.value !== undefined && overview.value.points_total !== newest.points_total;
  useEffect(() => {
    if (!isGrown) return;
    const timer = setTimeout(readOverview, refreshMs);
    return () => clearTimeout(timer);
  }, [isGrown, overview.value]);
  return {
    newest,
    overview: overview.value,
    past: past.value,
    load(until, width) {
      const last = Math.min(maxPoints, width * widthsPerRead);
      const query = { last, until: until + width };
      if (wanted.current?.until !== query.until || wanted.current?.last !== last) void read(query);
    },
    async loadFrom(time, width) {
      const found = await read({ last: width, measured_from: new Date(time).toISOString() });
      return found?.points.at(-1)?.subgroup_number;
    },
  };
}
