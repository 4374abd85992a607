/** Publishes the growth of charts: at once, then throttled to ten times a second per product. */
import { getLogger } from "@logtape/logtape";
import type { Charts } from "./charts.ts";
import type { EmittedBoardEvent } from "./turn.ts";

/** Minimum interval between two updates of a product's chart, in ms. */
const publishIntervalMs = 100;
/**
 * Maximum number of points in a frame. After a large import, viewers detect the gap and read the chart: 20,000 points
 * would exceed the buffer of a slow phone and close its connection.
 */
const maxPoints = 500;

const logger = getLogger(["lectern", "quality"]);

export interface Growth extends Disposable {
  /** Call before a product grows, with its number of points: the state its viewers have if nothing was published yet. */
  begin(product_id: number, points: number): void;
  /** Call after a product got points or values. `at` in milliseconds since 1970. */
  note(product_id: number, at: number): void;
  /** Drops the state of a product after a change that makes its viewers read the chart again. */
  forget(product_id: number): void;
}

export function openGrowth(charts: Charts, publish: (event: EmittedBoardEvent) => void): Growth {
  /** Number of points at the last update; absent if viewers read the chart again. */
  const publishedPoints = new Map<number, number>();
  /** Products that were published less than `publishIntervalMs` ago; `at` is set if they have grown since. */
  const throttled = new Map<number, { timer: Timer; at: number | undefined }>();

  /** After an error, viewers detect the gap with the next update and read the chart. */
  function publishNow(id: number, at: number): void {
    try {
      publishGrowth(id, at);
    } catch (cause) {
      logger.error("the chart of product {id} could not be published: {cause}", { id, cause });
    }
  }

  function publishGrowth(id: number, at: number): void {
    const total = charts.pointsOf(id);
    // A product can be deleted in the turn in which it was measured.
    if (total === undefined) return;
    const data = charts.grown(id, Math.min(maxPoints, Math.max(0, total - (publishedPoints.get(id) ?? total))));
    publishedPoints.set(id, total);
    publish({ type: "chart.grown", data, at });
  }

  function endInterval(id: number): void {
    const at = throttled.get(id)?.at;
    throttled.delete(id);
    if (at !== undefined) note(id, at);
  }

  function note(id: number, at: number): void {
    const waiting = throttled.get(id);
    if (waiting) {
      waiting.at = at;
      return;
    }
    throttled.set(id, { timer: setTimeout(() => endInterval(id), publishIntervalMs), at: undefined });
    publishNow(id, at);
  }

  function forget(id: number): void {
    clearTimeout(throttled.get(id)?.timer);
    throttled.delete(id);
    publishedPoints.delete(id);
  }

  return {
    begin(id, points) {
      if (!publishedPoints.has(id)) publishedPoints.set(id, points);
    },
    note,
    forget,
    [Symbol.dispose]() {
      for (const id of throttled.keys()) forget(id);
    },
  };
}
