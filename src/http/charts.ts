/** Endpoints for a product's control chart: its points, control limits and capability. */
import { z } from "zod";
import { CapabilityAnalysis, CapabilityInput, Chart } from "../domain/spc/chart.ts";
import { ChartQuery, Overview } from "../domain/spc/overview.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";

/** An analysis that is not stored, with a histogram. */
const CapabilityNow = CapabilityAnalysis.omit({ id: true }).extend({
  histogram: z.array(z.object({ from: z.number(), to: z.number(), count: z.number().int() })).readonly(),
});

export function charts({ quality }: Services) {
  const { charts } = quality;
  return [
    defineEndpoint({
      route: "GET /api/spc/products/:id/chart",
      who: "productReader",
      about: "Get the last points of both charts, or earlier ones, with center line, control limits and specification.",
      query: ChartQuery,
      answers: { 200: Chart },
      handle: ({ product, query }) => charts.chart(product, query),
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/overview",
      who: "productReader",
      about: "Get all points, summarized in at most 600 buckets: lowest, highest and mean value, and what was flagged.",
      answers: { 200: Overview },
      handle: ({ product }) => charts.overview(product),
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/capability",
      who: "productReader",
      about:
        "Compute the process capability of the current phase, of an earlier one or of a range, with a histogram. Stores nothing.",
      query: CapabilityInput,
      answers: { 200: CapabilityNow },
      handle: ({ product, query }) => charts.capability(product, query),
    }),
    defineEndpoint({
      route: "POST /api/spc/products/:id/capability",
      who: "productManager",
      about:
        "Compute, store and publish the process capability of the current phase or of a range. A Cpk below 1.33 raises an alert.",
      query: CapabilityInput,
      answers: { 201: CapabilityAnalysis },
      handle: ({ product, query }) => charts.analyse(product, query),
    }),
  ];
}
