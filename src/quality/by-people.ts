/** What people and devices may measure and correct: not a product that is archived, or whose values are simulated. */
import { Fault } from "../domain/faults.ts";
import type { MeasurementInput } from "../domain/spc/chart.ts";
import type { Measuring } from "./measuring.ts";
import type { BoardServices } from "./services.ts";

/** Throws `product_archived` or `product_simulated` if people can neither enter nor correct values of a product. */
export function needOpen({ find }: Pick<BoardServices, "find">, product: number): void {
  const row = find(product)?.row;
  if (row?.archived_at) throw new Fault("product_archived");
  if (row?.simulation) throw new Fault("product_simulated");
}

/** Returns the same functions; they throw `product_archived` or `product_simulated`. */
export function measuringByPeople(services: Pick<BoardServices, "find">, measuring: Measuring): Measuring {
  function check(inputs: readonly MeasurementInput[]): void {
    for (const product of new Set(inputs.map((input) => input.product))) needOpen(services, product);
  }
  return {
    async record(inputs, by, receipt) {
      check(inputs);
      return measuring.record(inputs, by, receipt);
    },
    async importTable(inputs, by, receipt) {
      check(inputs);
      return measuring.importTable(inputs, by, receipt);
    },
  };
}
