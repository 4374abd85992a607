/** Tells that charts have grown: at once, and then ten times a second at most, however fast a device measures. */
import { getLogger } from "@logtape/logtape";
import type { Charts } from "./charts.ts";
import type { EmittedBoardEvent } from "./turn.ts";

/** How often a product's chart is told at most, in milliseconds. */
const every = 100;
/**
 * How many points a frame has at most. After a large import the last of them are told: its viewers see the gap, and read.
 * All of 20,000 would be more than a slow phone's buffer holds, and would close its connection.
 */
const maxPoints = 500;

const logger = getLogger(["lectern", "quality"]);

export interface Growth extends Disposable {
  /** A product is about to grow, from so many points: where none was told yet, they are what its viewers have. */
  begin(product_id: number, points: number): void;
  /** A product has new points or values. `at` in milliseconds since 1970. */
  note(product_id: number, at: number): void;
  /** What is noted of a product is no longer so: its viewers read it anew. */
  forget(product_id: number): void;
}

export function openGrowth(charts: Charts, tell: (telling: EmittedBoardEvent) => void): Growth {
  /** How many points each product had when it was told last; absent where its viewers are to read it anew. */
  const told = new Map<number, number>();
  const resting = new Map<number, { timer: Timer; at: number | undefined }>();

  /** What cannot be told costs the chart no more than a frame: its viewers see the gap, and read. */
  function tellNow(id: number, at: number): void {
    try {
      tellGrowth(id, at);
    } catch (cause) {
      logger.error("the chart of product {id} could not be told: {cause}", { id, cause });
    }
  }

  function tellGrowth(id: number, at: number): void {
    const total = charts.pointsOf(id);
    // It may be deleted in the turn in which it was measured.
    if (total === undefined) return;
    const data = charts.grown(id, Math.min(maxPoints, Math.max(0, total - (told.get(id) ?? total))));
    told.set(id, total);
    tell({ type: "chart.grown", data, at });
  }

  function rested(id: number): void {
    const at = resting.get(id)?.at;
    resting.delete(id);
    if (at !== undefined) note(id, at);
  }

  function note(id: number, at: number): void {
    const waiting = resting.get(id);
    if (waiting) {
      waiting.at = at;
      return;
    }
    resting.set(id, { timer: setTimeout(() => rested(id), every), at: undefined });
    tellNow(id, at);
  }

  function forget(id: number): void {
    clearTimeout(resting.get(id)?.timer);
    resting.delete(id);
    told.delete(id);
  }

  return {
    begin(id, points) {
      if (!told.has(id)) told.set(id, points);
    },
    note,
    forget,
    [Symbol.dispose]() {
      for (const id of resting.keys()) forget(id);
    },
  };
}
