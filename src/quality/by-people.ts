/** What people and devices may measure: not a product that is archived. */
import { Fault } from "../domain/faults.ts";
import type { MeasurementInput } from "../domain/spc/chart.ts";
import type { Measuring } from "./measuring.ts";
import type { BoardServices } from "./services.ts";

/** Returns the same functions; they throw `product_archived`. */
export function measuringByPeople({ find }: Pick<BoardServices, "find">, measuring: Measuring): Measuring {
  function check(inputs: readonly MeasurementInput[]): void {
    for (const product of new Set(inputs.map((input) => input.product))) {
      if (find(product)?.row.archived_at) throw new Fault("product_archived");
    }
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
