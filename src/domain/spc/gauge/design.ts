/** The design of a gauge study: every operator measures every part several times (a crossed study). */
import { shuffled } from "../../shuffled.ts";

/** How many operators, parts and repeats a study has. */
export interface GaugeDesign {
  readonly operators: number;
  readonly parts: number;
  readonly repeats: number;
}

/** One measurement of a study; all numbers count from 1. */
export interface GaugeCell {
  readonly operator: number;
  readonly part: number;
  readonly repeat: number;
}

export const maxOperators = 10;
export const maxParts = 50;
export const maxRepeats = 10;
/** Maximum number of measurements of one study. */
export const maxCells = 1000;

/** The order of measuring: parts in a random order, or as listed. */
export const gaugeOrders = ["random", "listed"] as const;
export type GaugeOrder = (typeof gaugeOrders)[number];

/** Guidelines for a study, by AIAG: at least so many parts, and two operators with two repeats each. */
export const usualParts = 10;
export const usualOperators = 3;
export const usualRepeats = 3;

/** The index of a measurement in a list of all. */
export const cellIndex = ({ parts, repeats }: GaugeDesign, { operator, part, repeat }: GaugeCell): number =>
  ((operator - 1) * parts + part - 1) * repeats + repeat - 1;

/** The measurement at an index. */
export function cellAt({ parts, repeats }: GaugeDesign, index: number): GaugeCell {
  const row = Math.floor(index / repeats);
  return { operator: Math.floor(row / parts) + 1, part: (row % parts) + 1, repeat: (index % repeats) + 1 };
}

/**
 * Returns the indices of all measurements in the order of measuring: repeat by repeat, each operator measures all parts.
 * With `random`, which returns numbers from 0 up to 1, the parts are in another random order each time, so that nobody
 * recognizes a part by its position.
 */
export function runOrder(design: GaugeDesign, random: (() => number) | undefined): number[] {
  const from1 = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
  const parts = from1(design.parts);
  return from1(design.repeats).flatMap((repeat) =>
    from1(design.operators).flatMap((operator) =>
      (random ? shuffled(parts, random) : parts).map((part) => cellIndex(design, { operator, part, repeat })),
    ),
  );
}
