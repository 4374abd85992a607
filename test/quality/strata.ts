/** What the tests of strata share: a board whose values have tags. */
import { openTestBoard, type TestBoard } from "../support/board.ts";
import { wave } from "./process.ts";

/** A value and its tags. */
export type Tagged = readonly [value: number, tags: Readonly<Record<string, string>>];

/** A board with these values of product 1. */
export async function tagged(size: number, values: readonly Tagged[]): Promise<TestBoard> {
  const board = await openTestBoard(size);
  const inputs = values.map(([measurement_value, tags]) => ({ product: 1, measurement_value, tags }));
  for (let n = 0; n < inputs.length; n += 100) await board.quality.measuring.record(inputs.slice(n, n + 100), null);
  return board;
}

/** Subgroups of two machines in turn, the second of which is set 2 higher; every third is of shift B. */
export const machines = (subgroups: number, size = 1): Tagged[] =>
  wave(subgroups * size).map((value, n): Tagged => {
    const subgroup = Math.floor(n / size);
    const machine = 1 + (subgroup % 2);
    return [value + 2 * (machine - 1), { machine: String(machine), shift: subgroup % 3 === 2 ? "B" : "A" }];
  });
