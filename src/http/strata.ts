/** Endpoints that look at a product's points in another way: by other rules, by tags, by causes. They store nothing. */
import { z } from "zod";
import { OfferedCauses, Pareto, ProductCauses } from "../domain/spc/causes.ts";
import { Evaluation, EvaluationInput } from "../domain/spc/evaluation.ts";
import { paretoSources } from "../domain/spc/pareto-sources.ts";
import { Strata, StrataInput } from "../domain/spc/strata.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";

const ParetoQuery = z.object({ source: z.enum(paretoSources).default("points") });

export function strata({ quality: { causes, comparing, evaluating } }: Services) {
  return [
    defineEndpoint({
      route: "POST /api/spc/products/:id/evaluate",
      who: "productReader",
      readsOnly: true,
      about:
        "Evaluate points by other rules, on another chart, or only those with certain tags. Stores nothing: each point also has what was flagged when it was added.",
      body: EvaluationInput,
      answers: { 200: Evaluation },
      handle: ({ product, body }) => evaluating.evaluate(product, body),
    }),
    defineEndpoint({
      route: "POST /api/spc/products/:id/strata",
      who: "productReader",
      readsOnly: true,
      about:
        "Compare the newest 100,000 values by one of their tags, or with `@measured_by` by the person or device that measured them. Stores nothing.",
      body: StrataInput,
      answers: { 200: Strata },
      handle: ({ access, product, body }) => comparing.compare(product, body, access),
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/causes",
      who: "productReader",
      about: "List the causes that are offered for the product's points, and others that points have.",
      answers: { 200: ProductCauses },
      handle: ({ product }) => causes.causes(product),
    }),
    defineEndpoint({
      route: "PUT /api/spc/products/:id/causes",
      who: "productManager",
      about: "Set the causes that are offered for the product's points. Points keep the causes that they have.",
      body: OfferedCauses,
      answers: { 200: ProductCauses },
      handle: ({ product, body }) => causes.offer(product, body),
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/pareto",
      who: "productReader",
      about: "Count the causes of the product's points, or of its alerts, the most frequent first.",
      query: ParetoQuery,
      answers: { 200: Pareto },
      handle: ({ product, query }) => causes.pareto(product, query.source),
    }),
  ];
}
