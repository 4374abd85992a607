/** Products of the quality board: what is measured, its chart, its limits, its capability. */
import { z } from "zod";
import { fit } from "../domain/faults.ts";
import { CapabilityAnalysis, Chart, LimitsInput, LimitsVersion } from "../domain/spc/chart.ts";
import { Product, ProductChange, ProductInput } from "../domain/spc/product.ts";
import { optionalObject } from "./body.ts";
import { type Call, defineCall } from "./call.ts";
import type { Call as Context, Desk } from "./context.ts";
import { idIn } from "./path-id.ts";

const ChartQuery = z.object({ last: z.coerce.number().int().min(1).max(2000).default(200) });
const CapabilityNow = CapabilityAnalysis.omit({ id: true }).extend({
  histogram: z.array(z.object({ from: z.number(), to: z.number(), count: z.number().int() })),
});

export function products({ quality, live }: Desk): Call[] {
  const { charts } = quality;
  return [
    defineCall({
      route: "GET /api/spc/products",
      who: "viewer",
      about: "Every product.",
      answers: { 200: z.array(Product) },
      handle: ({ call }) => call.json(quality.products()),
    }),
    defineCall({
      route: "POST /api/spc/products",
      who: "keeper",
      about: "Makes a product; its chart follows from its subgroups where none is chosen.",
      body: ProductInput,
      answers: { 201: Product },
      async handle({ call, body }) {
        return call.json(await quality.make(body), 201);
      },
    }),
    defineCall({
      route: "GET /api/spc/products/:id",
      who: "viewer",
      about: "One product.",
      answers: { 200: Product },
      handle: ({ call }) => call.json(quality.product(productOf(call))),
    }),
    defineCall({
      route: "PATCH /api/spc/products/:id",
      who: "keeper",
      about: "Changes a product; its subgroups and its chart only as long as nothing is measured.",
      body: ProductChange,
      answers: { 200: Product },
      async handle({ call, body }) {
        return call.json(await quality.change(productOf(call), body));
      },
    }),
    defineCall({
      route: "DELETE /api/spc/products/:id",
      who: "keeper",
      about: "Deletes a product with all that was measured, and ends the devices that are for it alone.",
      answers: { 204: null },
      async handle({ call }) {
        // Who watches the product is told that it is gone before their key is.
        for (const hash of await quality.remove(productOf(call))) live.endCredential(hash);
        return call.body(null, 204);
      },
    }),
    defineCall({
      route: "GET /api/spc/products/:id/chart",
      who: "viewer",
      about: "The last points of both charts, with center, limits and specification.",
      query: ChartQuery,
      answers: { 200: Chart },
      handle: ({ call, query }) => call.json(charts.chart(productOf(call), query.last)),
    }),
    defineCall({
      route: "POST /api/spc/products/:id/limits",
      who: "keeper",
      about: "Freezes the control limits from these subgroups, as a new version; what was flagged stays as it is.",
      takes: LimitsInput,
      answers: { 201: LimitsVersion },
      async handle({ call }) {
        const { from_subgroup = null, to_subgroup = null } = fit(
          LimitsInput,
          await optionalObject(call.req.raw, LimitsInput),
        );
        return call.json(await charts.freeze(productOf(call), from_subgroup, to_subgroup), 201);
      },
    }),
    defineCall({
      route: "GET /api/spc/products/:id/limits",
      who: "viewer",
      about: "The versions of the limits, newest first.",
      answers: { 200: z.array(LimitsVersion) },
      handle: ({ call }) => call.json(charts.versions(productOf(call))),
    }),
    defineCall({
      route: "GET /api/spc/products/:id/capability",
      who: "viewer",
      about: "How capable the process is by all that was measured, with a histogram; not kept.",
      answers: { 200: CapabilityNow },
      handle: ({ call }) => call.json(charts.capability(productOf(call))),
    }),
    defineCall({
      route: "POST /api/spc/products/:id/capability",
      who: "keeper",
      about: "Analyses the capability, keeps it and tells it; a cpk under 1.33 is an alert.",
      answers: { 201: CapabilityAnalysis },
      async handle({ call }) {
        return call.json(await charts.analyse(productOf(call)), 201);
      },
    }),
  ];
}

/** The id of the product that the path names. */
export const productOf = (call: Context): number => idIn(call.req.param("id"), "product_not_found");
