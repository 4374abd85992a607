/** The HTTP calls of gauge studies. */
import type {
  GaugeStudyChange,
  GaugeStudyDetails,
  GaugeStudyInput,
  GaugeValuesInput,
} from "../domain/spc/gauge/schema.ts";
import type { BodyOf } from "../http/routes.ts";
import { createCalls } from "./call.ts";
import type { Fetcher } from "./http.ts";

export type { GaugeStudyChange, GaugeStudyDetails, GaugeStudyInput };
/** The values that one call enters. */
export type GaugeValues = GaugeValuesInput["values"];

/** Identifies a study. */
export interface StudyRef {
  readonly product: number;
  readonly study: number;
}

/** Maximum number of studies that are read. */
const maxStudies = 1000;

export function gaugeCalls(fetcher: Fetcher) {
  const { call, pages } = createCalls(fetcher);
  const at = ({ product, study }: StudyRef) => ({ path: { id: product, study } });
  return {
    /** The studies of one product, or of all, newest first. */
    gaugeStudies: async (product?: number) =>
      (await pages("GET /api/spc/gauge-studies", maxStudies, { query: { product } })).data,
    gaugeStudy: async (of: StudyRef) => (await call("GET /api/spc/products/:id/gauge-studies/:study", at(of))).data,
    makeGaugeStudy: async (product: number, body: BodyOf<"POST /api/spc/products/:id/gauge-studies">) =>
      (await call("POST /api/spc/products/:id/gauge-studies", { path: { id: product }, body })).data,
    changeGaugeStudy: async (of: StudyRef, body: GaugeStudyChange) =>
      (await call("PATCH /api/spc/products/:id/gauge-studies/:study", { ...at(of), body })).data,
    deleteGaugeStudy: async (of: StudyRef) =>
      (await call("DELETE /api/spc/products/:id/gauge-studies/:study", at(of))).data,
    measureGauge: async (of: StudyRef, body: BodyOf<"PUT /api/spc/products/:id/gauge-studies/:study/values">) =>
      (await call("PUT /api/spc/products/:id/gauge-studies/:study/values", { ...at(of), body })).data,
  };
}
