/** Measurements of the quality board: written one by one, as a list, as a table; read; and taken back. */
import { z } from "zod";
import { Fault, fit } from "../domain/faults.ts";
import { ClientId, IntId } from "../domain/ids.ts";
import { Measurement, type MeasurementInput, MeasurementsInput } from "../domain/spc/chart.ts";
import { type Call, defineCall } from "./call.ts";
import type { Call as Context, Desk } from "./context.ts";
import { byLine, fromCsv } from "./measurements-csv.ts";
import { idIn } from "./path-id.ts";
import { productOf } from "./products.ts";
import { forProduct, type Measurer } from "./who.ts";

const Id = z.coerce.number().pipe(IntId);
const ListQuery = z.object({
  product: Id.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  before: Id.optional(),
});

export function measurements({ quality }: Desk): Call[] {
  async function record(call: Context, who: Measurer, inputs: readonly MeasurementInput[]): Promise<Measurement[]> {
    for (const { product } of inputs) forProduct(who, product);
    const key = call.req.header("Idempotency-Key");
    const receipt = key === undefined ? undefined : { user_id: who.user?.id ?? 0, key: fit(ClientId, key) };
    return quality.measuring.record(inputs, receipt);
  }

  return [
    defineCall({
      route: "POST /api/spc/measurements",
      who: "measurer",
      about: "Writes one measurement, or a list of which all is written or nothing; one Idempotency-Key writes once.",
      body: MeasurementsInput,
      answers: { 201: z.union([Measurement, z.array(Measurement)]) },
      async handle({ call, body, ...who }) {
        if (Array.isArray(body)) return call.json(await record(call, who, body), 201);
        const [taken] = await record(call, who, [body]).catch((cause) => {
          // What stands alone has no place in a list.
          throw cause instanceof Fault ? new Fault(cause.code, cause.message) : cause;
        });
        return call.json(taken, 201);
      },
    }),
    defineCall({
      route: "POST /api/spc/products/:id/measurements.csv",
      who: "measurer",
      about: "Writes a table of measurements; where a line is wrong it is named, and nothing is written.",
      takes: { media: "text/csv" },
      answers: { 201: z.object({ created: z.number().int() }) },
      async handle({ call, ...who }) {
        const id = productOf(call);
        quality.product(id);
        if (!/^text\/csv\b/i.test(call.req.header("Content-Type") ?? "")) {
          throw new Fault("wrong_media_type", "Send this as text/csv.");
        }
        const table = fromCsv(await call.req.text(), id);
        const taken = await record(call, who, table.inputs).catch((cause) => {
          throw cause instanceof Fault ? byLine(cause, table) : cause;
        });
        return call.json({ created: taken.length }, 201);
      },
    }),
    defineCall({
      route: "GET /api/spc/measurements",
      who: "viewer",
      about: "Measurements, newest first.",
      query: ListQuery,
      answers: { 200: z.array(Measurement) },
      handle: ({ call, query }) => call.json(quality.measurements({ ...query, product: query.product })),
    }),
    defineCall({
      route: "DELETE /api/spc/measurements/:id",
      who: "measurer",
      about: "Takes a measurement back; the point of its subgroup goes with it.",
      answers: { 204: null },
      async handle({ call, product_id }) {
        await quality.measuring.remove(idIn(call.req.param("id"), "measurement_not_found"), product_id);
        return call.body(null, 204);
      },
    }),
  ];
}
