/** Measurements of the quality board: written one by one, as a list, as a table; read; and taken back. */
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
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { byLine, fromCsv } from "./measurements-csv.ts";
import { idOf, PageSize, QueryId, toListing } from "./paging.ts";
import { idIn } from "./path-id.ts";

const ListQuery = z.object({ product: QueryId.optional(), limit: PageSize, before: QueryId.optional() });

export function measurements({ quality }: Services) {
  async function record(
    context: RequestContext,
    access: Access,
    inputs: readonly MeasurementInput[],
  ): Promise<Measurement[]> {
    for (const product of new Set(inputs.map((input) => input.product))) access.need("write", product);
    const { by, receipt } = sender(context, access);
    return quality.measuring.record(inputs, by, receipt);
  }

  return [
    defineEndpoint({
      route: "POST /api/spc/measurements",
      who: "viewer",
      about: "Measures one value, or a list: all of it or nothing. Idempotent by Idempotency-Key.",
      body: MeasurementsInput,
      answers: { 201: z.union([Measurement, z.array(Measurement)]) },
      async handle({ context, body, access }) {
        if (Array.isArray(body)) return await record(context, access, body);
        const [taken] = await record(context, access, [body]).catch((cause) => {
          // What stands alone has no place in a list.
          throw cause instanceof Fault ? new Fault(cause.kind, cause.message) : cause;
        });
        if (!taken) throw new Error("a measurement was recorded and not returned");
        return taken;
      },
    }),
    defineEndpoint({
      route: "POST /api/spc/products/:id/measurements.csv",
      who: "productWriter",
      about: "Imports a table of measurements: all of it, or nothing and an error that names each invalid line.",
      takes: { media: "text/csv" },
      answers: { 201: z.object({ created: z.number().int() }) },
      async handle({ context, access, product }) {
        if (!/^text\/csv\b/i.test(context.req.header("Content-Type") ?? "")) {
          throw new Fault("wrong_media_type", "Send this as text/csv.");
        }
        const table = await fromCsv(await context.req.text(), product);
        const { by, receipt } = sender(context, access);
        const created = await quality.measuring.importTable(table.inputs, by, receipt).catch((cause) => {
          throw cause instanceof Fault ? byLine(cause, table) : cause;
        });
        return { created };
      },
    }),
    defineEndpoint({
      route: "GET /api/spc/measurements",
      who: "viewer",
      about: "Measurements of the products that the caller may see, newest first.",
      query: ListQuery,
      answers: { 200: z.array(MeasurementRecord) },
      handle: ({ access, query }) =>
        toListing(query, idOf, (limit) => quality.measurements({ ...query, limit }, access)),
    }),
    defineEndpoint({
      route: "PATCH /api/spc/measurements/:id",
      who: "viewer",
      about: "Corrects a measurement in place; the points after it are judged again. A device: its own last 20 only.",
      body: MeasurementChange,
      answers: { 200: MeasurementRecord },
      async handle({ context, access, body }) {
        const id = idIn(context.req.param("id"), "measurement_not_found");
        return quality.correcting.correct(id, body, access);
      },
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/corrections",
      who: "productReader",
      about: "What measurements of the product were before they were corrected or deleted, newest first.",
      query: z.object({ limit: PageSize, before: QueryId.optional() }),
      answers: { 200: z.array(Correction) },
      handle: ({ product, query }) =>
        toListing(query, idOf, (limit) => quality.corrections(product, { ...query, limit })),
    }),
    defineEndpoint({
      route: "DELETE /api/spc/measurements/:id",
      who: "viewer",
      about: "Deletes a measurement, and with it the point of its subgroup. A device: its own last 20 only.",
      answers: { 204: null },
      async handle({ context, access }) {
        await quality.correcting.remove(idIn(context.req.param("id"), "measurement_not_found"), access);
      },
    }),
  ];
}

/** Who sends measurements, and their own key for them. */
function sender(context: RequestContext, { user }: Access) {
  const key = context.req.header("Idempotency-Key");
  const by = user?.id ?? null;
  return { by, receipt: key === undefined ? undefined : { user_id: by ?? 0, key: parseInput(ClientId, key) } };
}
