/** Endpoints for a product's control limits: previewed, frozen, named as phases, unfrozen, listed. */
import { z } from "zod";
import { parseInput } from "../domain/faults.ts";
import { LimitsPreview, LimitsVersion } from "../domain/spc/chart.ts";
import { LimitsChange, LimitsInput } from "../domain/spc/limits-input.ts";
import { optionalObject } from "./body.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { PageSize, QueryId, toListing } from "./paging.ts";
import { pathId } from "./path-id.ts";

const VersionsQuery = z.object({ limit: PageSize, before: QueryId.optional() });

/** The limits that a body asks for; without a body, those of all subgroups. */
const limitsIn = async (context: RequestContext): Promise<LimitsInput> =>
  parseInput(LimitsInput, await optionalObject(context.req.raw, LimitsInput));

export function limits({ quality }: Services) {
  const { charts } = quality;
  return [
    defineEndpoint({
      route: "POST /api/spc/products/:id/limits",
      who: "productManager",
      audit: { action: "limits.change" },
      about:
        "Freeze the control limits of these subgroups as a new version, which begins a phase. Points before it stay as they are.",
      takes: LimitsInput,
      answers: { 201: LimitsVersion },
      handle: async ({ context, product }) => charts.freeze(product, await limitsIn(context)),
    }),
    defineEndpoint({
      route: "POST /api/spc/products/:id/limits/preview",
      who: "productManager",
      readsOnly: true,
      about: "Compute the control limits of these subgroups, or of given values, without freezing them.",
      takes: LimitsInput,
      answers: { 200: LimitsPreview },
      handle: async ({ context, product }) => charts.preview(product, await limitsIn(context)),
    }),
    defineEndpoint({
      route: "DELETE /api/spc/products/:id/limits",
      who: "productManager",
      audit: { action: "limits.remove" },
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
      route: "PATCH /api/spc/products/:id/limits/:version",
      who: "productManager",
      about: "Name the phase of a version of the control limits.",
      body: LimitsChange,
      answers: { 200: LimitsVersion },
      handle: ({ context, product, body }) =>
        charts.namePhase(product, pathId(context.req.param("version"), "limits_not_found"), body.name),
    }),
  ];
}
