/**
 * The charts of a live board: read by HTTP, updated by frames. Frames that arrive during a read are applied after it; the
 * number of points shows which of their points the chart already has.
 */
import type { Chart, ChartGrown } from "../domain/spc/chart.ts";
import { grow } from "./board-fold.ts";
import type { QualityApi } from "./quality-api.ts";

export interface BoardChartsOptions {
  readonly api: QualityApi;
  /** Number of points kept per chart. */
  readonly last: number;
  readonly onChange: () => void;
  /** Called if points are missing between the chart and a frame: the chart must be read again. */
  readonly onGap: (id: number) => void;
}

export interface BoardCharts {
  /** Charts by product id. */
  readonly all: () => ReadonlyMap<number, Chart>;
  /** Whether the chart was read or is being read. */
  readonly has: (id: number) => boolean;
  readonly read: (id: number) => Promise<void>;
  readonly grow: (grown: ChartGrown) => void;
  /**
   * Whether the new points move the earlier ones, so that the chart must be read again: a statistic that is carried from point
   * to point depends on the lines, which move with each point until they are frozen.
   */
  readonly movesEarlier: (grown: ChartGrown) => boolean;
  /** Drops the charts that are not wanted, without calling `onChange`. */
  readonly retain: (wanted: (id: number) => boolean) => void;
  /** Sets the number of points kept per chart; returns whether it changed. */
  readonly keep: (last: number) => boolean;
}

export function createBoardCharts({ api, last, onChange, onGap }: BoardChartsOptions): BoardCharts {
  let charts: ReadonlyMap<number, Chart> = new Map();
  /** Frames received while their chart is being read. */
  const pending = new Map<number, ChartGrown[]>();
  let limit = last;

  const put = (id: number, chart: Chart) => {
    charts = new Map(charts).set(id, chart);
  };

  function applyGrowth(grown: ChartGrown): void {
    const id = grown.product_id;
    const waiting = pending.get(id);
    if (waiting) return void waiting.push(grown);
    const chart = charts.get(id);
    if (!chart) return;
    const next = grow(chart, grown, limit);
    if (!next) return onGap(id);
    put(id, next);
    onChange();
  }

  return {
    all: () => charts,
    has: (id) => charts.has(id) || pending.has(id),
    async read(id) {
      pending.set(id, []);
      try {
        put(id, await api.chart(id, limit));
      } finally {
        const frames = pending.get(id) ?? [];
        pending.delete(id);
        for (const grown of frames) applyGrowth(grown);
      }
      onChange();
    },
    grow: applyGrowth,
    movesEarlier: ({ product_id, limits_version }) =>
      limits_version === null && charts.get(product_id)?.points.at(-1)?.track !== undefined,
    retain(wanted) {
      charts = new Map(Array.from(charts).filter(([id]) => wanted(id)));
    },
    keep(next) {
      const differs = next !== limit;
      limit = next;
      return differs;
    },
  };
}
