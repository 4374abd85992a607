/** Lists measurements and their corrections. */
import { toTime } from "../domain/ids.ts";
import type { Correction, MeasurementRecord } from "../domain/spc/chart.ts";
import type { Access } from "./permission.ts";
import { type BoardServices, toRecords } from "./services.ts";

export interface Listing {
  /** Measurements of one product, or of all that they may see, newest first. */
  measurements(
    of: { product?: number | undefined; limit: number; before?: number | undefined },
    access: Access,
  ): MeasurementRecord[];
  /** Corrections and deletions of a product, newest first. */
  corrections(product: number, page: { limit: number; before?: number | undefined }): Correction[];
}

export function createListing(services: BoardServices): Listing {
  const { store } = services;
  return {
    measurements(of, who) {
      if (of.product !== undefined) who.need("read", of.product);
      const rows = store.measurements.list({ ...of, only: of.product === undefined ? who.visible() : undefined });
      return toRecords(services, rows);
    },
    corrections: (product, page) =>
      store.corrections
        .history(product, page)
        .map(({ product_id: _, corrected_at, ...row }) => ({ ...row, corrected_at: toTime(corrected_at) })),
  };
}
