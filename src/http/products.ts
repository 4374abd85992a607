/** Products of the quality board: what is measured, its chart, its limits, its capability. */
import { z } from "zod";
import { parseInput } from "../domain/faults.ts";
import { CapabilityAnalysis, CapabilityInput, Chart, LimitsInput, LimitsVersion } from "../domain/spc/chart.ts";
import { Product, ProductChange, ProductInput } from "../domain/spc/product.ts";
import { optionalObject } from "./body.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { idOf, PageSize, QueryId, toListing } from "./paging.ts";

const ChartQuery = z.object({ last: z.coerce.number().int().min(1).max(2000).default(200) });
const CapabilityNow = CapabilityAnalysis.omit({ id: true }).extend({
  histogram: z.array(z.object({ from: z.number(), to: z.number(), count: z.number().int() })).readonly(),
});

const ListQuery = z.object({ limit: PageSize, before: QueryId.optional() });

export function products({ quality, live }: Services) {
  const { charts } = quality;
  return [
    defineEndpoint({
      route: "GET /api/spc/products",
      who: "viewer",
      about: "The products that the caller may see, newest first.",
      query: ListQuery,
      answers: { 200: z.array(Product) },
      handle: ({ access, query }) => toListing(query, idOf, (limit) => quality.products(access, { ...query, limit })),
    }),
    defineEndpoint({
      route: "POST /api/spc/products",
      who: "productMaker",
      about:
        "Makes a product, which belongs to the caller. Its chart depends on its subgroup size unless one is given.",
      body: ProductInput,
      answers: { 201: Product },
      handle: ({ access, body }) => quality.make(body, access),
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id",
      who: "productReader",
      about: "One product.",
      answers: { 200: Product },
      handle: ({ access, product }) => quality.product(product, access),
    }),
    defineEndpoint({
      route: "PATCH /api/spc/products/:id",
      who: "productManager",
      about: "Changes a product; its subgroup size and its chart only as long as nothing is measured.",
      body: ProductChange,
      answers: { 200: Product },
      handle: ({ access, product, body }) => quality.change(product, body, access),
    }),
    defineEndpoint({
      route: "DELETE /api/spc/products/:id",
      who: "productOwner",
      about: "Deletes a product with all its measurements, and revokes the tokens of its devices.",
      answers: { 204: null },
      async handle({ product }) {
        // Who watches the product is told that it is gone before their key is.
        for (const hash of await quality.remove(product)) live.endCredential(hash);
      },
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/chart",
      who: "productReader",
      about: "The last points of both charts, with center, limits and specification.",
      query: ChartQuery,
      answers: { 200: Chart },
      handle: ({ product, query }) => charts.chart(product, query.last),
    }),
    defineEndpoint({
      route: "POST /api/spc/products/:id/limits",
      who: "productManager",
      about: "Freezes the control limits from these subgroups, as a new version; what was flagged stays as it is.",
      takes: LimitsInput,
      answers: { 201: LimitsVersion },
      async handle({ context, product }) {
        const of = parseInput(LimitsInput, await optionalObject(context.req.raw, LimitsInput));
        return charts.freeze(product, of);
      },
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/limits",
      who: "productReader",
      about: "The versions of the limits, newest first; `before` is a version.",
      query: ListQuery,
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
      about: "How capable the process is in the phase in force, or in a range, with a histogram; not kept.",
      query: CapabilityInput,
      answers: { 200: CapabilityNow },
      handle: ({ product, query }) => charts.capability(product, query),
    }),
    defineEndpoint({
      route: "POST /api/spc/products/:id/capability",
      who: "productManager",
      about: "Analyzes the phase in force, or a range, and stores and publishes it; a cpk under 1.33 is an alert.",
      query: CapabilityInput,
      answers: { 201: CapabilityAnalysis },
      handle: ({ product, query }) => charts.analyse(product, query),
    }),
  ];
}
