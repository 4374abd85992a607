/** Endpoints for gauge studies: how much of the variation of a product's measurements comes from the measuring. */
import { z } from "zod";
import {
  GaugeStudy,
  GaugeStudyChange,
  GaugeStudyDetails,
  GaugeStudyInput,
  GaugeValuesInput,
} from "../domain/spc/gauge/schema.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { idOf, PageSize, QueryId, toListing } from "./paging.ts";
import { pathId } from "./path-id.ts";

/** The study that the path names. */
const studyIn = (context: RequestContext, product: number) => ({
  product,
  study: pathId(context.req.param("study"), "study_not_found"),
});

export function gaugeStudies({ quality: { gaugeStudies } }: Services) {
  return [
    defineEndpoint({
      route: "GET /api/spc/gauge-studies",
      who: "viewer",
      about: "List the gauge studies of the products that the caller may see, newest first.",
      query: z.object({ product: QueryId.optional(), limit: PageSize, before: QueryId.optional() }),
      answers: { 200: z.array(GaugeStudy) },
      handle: ({ access, query }) => toListing(query, idOf, (limit) => gaugeStudies.list({ ...query, limit }, access)),
    }),
    defineEndpoint({
      route: "POST /api/spc/products/:id/gauge-studies",
      who: "productManager",
      about: "Create a gauge study: several operators measure the same parts several times.",
      body: GaugeStudyInput,
      answers: { 201: GaugeStudyDetails },
      handle: ({ product, body }) => gaugeStudies.make(product, body),
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/gauge-studies/:study",
      who: "productReader",
      about:
        "Get a gauge study with its values in the order of measuring, and its evaluation by analysis of variance and by averages and ranges.",
      answers: { 200: GaugeStudyDetails },
      handle: ({ context, product }) => gaugeStudies.details(studyIn(context, product)),
    }),
    defineEndpoint({
      route: "PATCH /api/spc/products/:id/gauge-studies/:study",
      who: "productManager",
      about: "Change a gauge study: its names, its tolerance, and how it is evaluated.",
      body: GaugeStudyChange,
      answers: { 200: GaugeStudyDetails },
      handle: ({ context, product, body }) => gaugeStudies.change(studyIn(context, product), body),
    }),
    defineEndpoint({
      route: "PUT /api/spc/products/:id/gauge-studies/:study/values",
      who: "productWriter",
      about:
        "Enter, correct or delete values of a gauge study: all of the list or none. Only callers who manage the product can change other people's values. With only_new, no value is changed.",
      body: GaugeValuesInput,
      answers: { 200: GaugeStudyDetails },
      handle: ({ context, access, product, body }) => gaugeStudies.measure(studyIn(context, product), body, access),
    }),
    defineEndpoint({
      route: "DELETE /api/spc/products/:id/gauge-studies/:study",
      who: "productManager",
      audit: { action: "study.delete" },
      about: "Delete a gauge study with its values.",
      answers: { 204: null },
      async handle({ context, product }) {
        await gaugeStudies.remove(studyIn(context, product));
      },
    }),
  ];
}
