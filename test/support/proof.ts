/** The rows of docs/PROOFS.md: `bun run test` runs a fast part of each, `bun run prove` all of it and with its limits. */

import { appendFileSync, readdirSync, readFileSync } from "node:fs";

const report = process.env.LECTERN_PROVE;

/** Whether `bun run prove` runs this: the whole of a row, with the limits of time and memory. */
export const proving = report !== undefined;

/** How much of something a row does: little in `bun run test`, all of it in `bun run prove`. */
export const scaled = <T>(fast: T, full: T): T => (proving ? full : fast);

/** What was measured, in which unit, and the limit that it must keep. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Reports a figure of a row to `bun run prove`, which fails the row if the figure does not keep its limit. */
export function figure(row: string, { what, value, unit, atMost = Infinity, atLeast = -Infinity }: Figure): void {
  if (report === undefined) return;
  const pass = value <= atMost && value >= atLeast;
  const limit = Number.isFinite(atMost) ? `≤ ${atMost}` : Number.isFinite(atLeast) ? `≥ ${atLeast}` : "";
  const rounded = Math.round(value * 100) / 100;
  appendFileSync(report, `${JSON.stringify({ row, what, value: rounded, unit, limit, pass })}\n`);
}

/** The value below which so many of a hundred lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

/** The resident memory of a process in MiB (Linux). */
export const residentMiB = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

/** How many files and sockets a process has open (Linux). */
export const openFiles = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

/** Measures how long `work` takes, again and again with a pause between, until it is stopped; gives the times in ms. */
export function watch(work: () => Promise<unknown>, pause = 20): { stop(): Promise<number[]> } {
  const times: number[] = [];
  let going = true;
  const done = (async () => {
    while (going) {
      const began = performance.now();
      await work();
      times.push(performance.now() - began);
      await Bun.sleep(pause);
    }
    return times;
  })();
  return {
    stop() {
      going = false;
      return done;
    },
  };
}
