/** Endpoints for single points of a product's chart: inspected, excluded, restored, annotated. */
import { PointChange, PointDetails } from "../domain/spc/point.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { pathId } from "./path-id.ts";

/** The point that the path names. */
const pointIn = (context: RequestContext, product: number) => ({
  product,
  subgroup: pathId(context.req.param("subgroup_number"), "point_not_found"),
});

export function points({ quality }: Services) {
  return [
    defineEndpoint({
      route: "GET /api/spc/products/:id/points/:subgroup_number",
      who: "productReader",
      about: "Get a point with its measurements and the history of its changes. Only teachers receive names.",
      answers: { 200: PointDetails },
      handle: ({ context, access, product }) => quality.points.details(pointIn(context, product), access),
    }),
    defineEndpoint({
      route: "PATCH /api/spc/products/:id/points/:subgroup_number",
      who: "productManager",
      about: "Exclude, restore or annotate a point. Limits, rules and capability are computed without excluded points.",
      body: PointChange,
      answers: { 200: PointDetails },
      handle: ({ context, access, product, body }) => quality.points.change(pointIn(context, product), body, access),
    }),
  ];
}
