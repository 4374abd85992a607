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
    corrections(product, page) {
      const rows = store.corrections.history(product, page);
      const tags = store.tags.read(rows.flatMap(({ old_tag_set, new_tag_set }) => [old_tag_set, new_tag_set]));
      return rows.map(({ product_id: _, corrected_at, old_tag_set, new_tag_set, ...row }) => ({
        ...row,
        old_tags: tags.get(old_tag_set) ?? {},
        new_tags: row.new_value === null ? null : (tags.get(new_tag_set) ?? {}),
        corrected_at: toTime(corrected_at),
      }));
    },
  };
}
