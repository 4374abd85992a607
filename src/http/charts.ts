/** Endpoints for a product's control chart: its points, control limits and capability. */
import { z } from "zod";
import { parseInput } from "../domain/faults.ts";
import {
  CapabilityAnalysis,
  CapabilityInput,
  Chart,
  LimitsInput,
  LimitsPreview,
  LimitsVersion,
} from "../domain/spc/chart.ts";
import { optionalObject } from "./body.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { PageSize, QueryId, toListing } from "./paging.ts";

const ChartQuery = z.object({ last: z.coerce.number().int().min(1).max(2000).default(200) });
const VersionsQuery = z.object({ limit: PageSize, before: QueryId.optional() });
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
      about: "Get the last points of both charts, with center line, control limits and specification.",
      query: ChartQuery,
      answers: { 200: Chart },
      handle: ({ product, query }) => charts.chart(product, query.last),
    }),
    defineEndpoint({
      route: "POST /api/spc/products/:id/limits",
      who: "productManager",
      about:
        "Freeze the control limits of these subgroups as a new version. Points that are already flagged stay as they are.",
      takes: LimitsInput,
      answers: { 201: LimitsVersion },
      async handle({ context, product }) {
        const input = parseInput(LimitsInput, await optionalObject(context.req.raw, LimitsInput));
        return charts.freeze(product, input);
      },
    }),
    defineEndpoint({
      route: "POST /api/spc/products/:id/limits/preview",
      who: "productManager",
      about: "Compute the control limits of these subgroups, or of given values, without freezing them.",
      takes: LimitsInput,
      answers: { 200: LimitsPreview },
      async handle({ context, product }) {
        const input = parseInput(LimitsInput, await optionalObject(context.req.raw, LimitsInput));
        return charts.preview(product, input);
      },
    }),
    defineEndpoint({
      route: "DELETE /api/spc/products/:id/limits",
      who: "productManager",
      about: "Unfreeze the control limits: they are computed from all data again. Their versions stay listed.",
      answers: { 204: null },
      handle: ({ product }) => charts.unfreeze(product),
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/limits",
      who: "productReader",
      about: "List the versions of the control limits, newest first; `before` is a version.",
      query: VersionsQuery,
      answers: { 200: z.array(LimitsVersion) },
      handle: ({ product, query }) =>
        toListing(
          query,
          ({ version }: LimitsVersion) => version,
          (limit) => charts.versions(product, { ...query, limit }),
        ),
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/capability",
      who: "productReader",
      about: "Compute the process capability of the current phase or of a range, with a histogram. Stores nothing.",
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
