/** Endpoints for the quality board's measurements: recorded one by one, as a list or as a table; read; corrected. */
import { z } from "zod";
import { Fault, parseInput } from "../domain/faults.ts";
import { ClientId } from "../domain/ids.ts";
import {
  Correction,
  Measurement,
  MeasurementChange,
  type MeasurementInput,
  MeasurementRecord,
  MeasurementsInput,
} from "../domain/spc/chart.ts";
import type { Access } from "../quality/permission.ts";
import type { Quality } from "../quality/quality.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { parseMeasurements, toLineFault } from "./measurements-csv.ts";
import { idOf, PageSize, QueryId, toListing } from "./paging.ts";
import { pathId } from "./path-id.ts";

const ListQuery = z.object({ product: QueryId.optional(), limit: PageSize, before: QueryId.optional() });

export function measurements({ quality }: Services) {
  return [
    defineEndpoint({
      route: "POST /api/spc/measurements",
      who: "viewer",
      about: "Record one measurement, or all of a list or none. Idempotent by Idempotency-Key.",
      body: MeasurementsInput,
      answers: { 201: z.union([Measurement, z.array(Measurement)]) },
      async handle({ context, body, access }) {
        if (Array.isArray(body)) return await record(quality, { context, access, inputs: body });
        const [recorded] = await record(quality, { context, access, inputs: [body] }).catch((cause) => {
          // Without `errors`, which name measurements by their index in a list.
          throw cause instanceof Fault ? new Fault(cause.kind, cause.message) : cause;
        });
        if (!recorded) throw new Error("a measurement was recorded and not returned");
        return recorded;
      },
    }),
    defineEndpoint({
      route: "POST /api/spc/products/:id/measurements.csv",
      who: "productWriter",
      about: "Import a table of measurements: all of it, or nothing and an error that names the invalid lines.",
      takes: { media: "text/csv" },
      answers: { 201: z.object({ created: z.number().int() }) },
      async handle({ context, access, product }) {
        if (!/^text\/csv\b/i.test(context.req.header("Content-Type") ?? "")) {
          throw new Fault("wrong_media_type", "Send this as text/csv.");
        }
        const table = await parseMeasurements(await context.req.text(), product);
        const { by, receipt } = sender(context, access);
        const created = await quality.measuring.importTable(table.inputs, by, receipt).catch((cause) => {
          throw cause instanceof Fault ? toLineFault(cause, table) : cause;
        });
        return { created };
      },
    }),
    defineEndpoint({
      route: "GET /api/spc/measurements",
      who: "viewer",
      about: "List measurements of the products that the caller may see, newest first.",
      query: ListQuery,
      answers: { 200: z.array(MeasurementRecord) },
      handle: ({ access, query }) =>
        toListing(query, idOf, (limit) => quality.measurements({ ...query, limit }, access)),
    }),
    defineEndpoint({
      route: "PATCH /api/spc/measurements/:id",
      who: "viewer",
      about:
        "Correct a measurement, also its tags, and evaluate the points after it again. A device: only its own last 20.",
      body: MeasurementChange,
      answers: { 200: MeasurementRecord },
      async handle({ context, access, body }) {
        const id = pathId(context.req.param("id"), "measurement_not_found");
        return quality.correcting.correct(id, body, access);
      },
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/corrections",
      who: "productReader",
      about: "List the product's corrected and deleted measurements with their previous values, newest first.",
      query: z.object({ limit: PageSize, before: QueryId.optional() }),
      answers: { 200: z.array(Correction) },
      handle: ({ product, query }) =>
        toListing(query, idOf, (limit) => quality.corrections(product, { ...query, limit })),
    }),
    defineEndpoint({
      route: "DELETE /api/spc/measurements/:id",
      who: "viewer",
      audit: { action: "measurement.delete" },
      about: "Delete a measurement and the point of its subgroup. A device: only its own last 20.",
      answers: { 204: null },
      async handle({ context, access }) {
        await quality.correcting.remove(pathId(context.req.param("id"), "measurement_not_found"), access);
      },
    }),
  ];
}

interface Recording {
  readonly context: RequestContext;
  readonly access: Access;
  readonly inputs: readonly MeasurementInput[];
}

/** Records measurements. Throws unless the caller may write to every product in them. */
async function record(quality: Quality, { context, access, inputs }: Recording): Promise<Measurement[]> {
  for (const product of new Set(inputs.map((input) => input.product))) access.need("write", product);
  const { by, receipt } = sender(context, access);
  return quality.measuring.record(inputs, by, receipt);
}

/** The sender of measurements, and the receipt that makes their request idempotent if it has an Idempotency-Key. */
function sender(context: RequestContext, { user }: Access) {
  const key = context.req.header("Idempotency-Key");
  const by = user?.id ?? null;
  return { by, receipt: key === undefined ? undefined : { user_id: by ?? 0, key: parseInput(ClientId, key) } };
}
