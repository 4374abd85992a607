/**
 * The charts of a live board: each is read by HTTP, and what arrives moves it on. What arrives while a chart is being
 * read is held back and put on top of it; points that it has already are known by their count.
 */
import type { Chart, ChartGrown } from "../domain/spc/chart.ts";
import { grow } from "./board-fold.ts";
import type { QualityApi } from "./quality-api.ts";

export interface BoardChartsOptions {
  readonly api: QualityApi;
  /** How many points of each chart are kept. */
  readonly last: number;
  readonly onChange: () => void;
  /** Points are missing between: the chart must be read again. */
  readonly onGap: (id: number) => void;
}

export interface BoardCharts {
  /** By the product's id. */
  readonly all: () => ReadonlyMap<number, Chart>;
  /** Whether the chart is there or being read. */
  readonly has: (id: number) => boolean;
  readonly read: (id: number) => Promise<void>;
  readonly grow: (grown: ChartGrown) => void;
  /** Drops the charts of which this is not true, without calling `onChange`. */
  readonly retain: (wanted: (id: number) => boolean) => void;
  /** Keeps so many points of each chart from now on; returns whether that is a change. */
  readonly keep: (last: number) => boolean;
}

export function createBoardCharts({ api, last, onChange, onGap }: BoardChartsOptions): BoardCharts {
  let charts: ReadonlyMap<number, Chart> = new Map();
  const held = new Map<number, ChartGrown[]>();
  let kept = last;

  const put = (id: number, chart: Chart) => {
    charts = new Map(charts).set(id, chart);
  };

  function growOne(grown: ChartGrown): void {
    const id = grown.product_id;
    const waiting = held.get(id);
    if (waiting) return void waiting.push(grown);
    const chart = charts.get(id);
    if (!chart) return;
    const next = grow(chart, grown, kept);
    if (!next) return onGap(id);
    put(id, next);
    onChange();
  }

  return {
    all: () => charts,
    has: (id) => charts.has(id) || held.has(id),
    async read(id) {
      held.set(id, []);
      try {
        put(id, await api.chart(id, kept));
      } finally {
        const came = held.get(id) ?? [];
        held.delete(id);
        for (const grown of came) growOne(grown);
      }
      onChange();
    },
    grow: growOne,
    retain(wanted) {
      charts = new Map(Array.from(charts).filter(([id]) => wanted(id)));
    },
    keep(next) {
      const differs = next !== kept;
      kept = next;
      return differs;
    },
  };
}
