/** The endpoints of the OpenAPI and the AsyncAPI document. */
import { z } from "zod";
import { defineEndpoint, type Endpoint } from "../http/endpoint.ts";
import type { JsonSchema } from "./schema.ts";

const Document = z.record(z.string(), z.unknown());

/** Returns the endpoints that serve the documents. The OpenAPI document includes `calls` and these endpoints. */
export function documents(calls: readonly Endpoint[], version: string): Endpoint[] {
  const serve = (route: Endpoint["route"], about: string, make: () => Promise<JsonSchema>): Endpoint => {
    let cached: Promise<string> | undefined;
    return defineEndpoint({
      route,
      who: "anyone",
      about,
      // Serialized once, so a raw response of that media type.
      answers: { 200: [{ media: "application/json" }, Document] },
      async handle({ context }) {
        cached ??= make().then((document) => JSON.stringify(document));
        return context.body(await cached, 200, { "Content-Type": "application/json", "Cache-Control": "no-cache" });
      },
    });
  };
  const own: Endpoint[] = [
    serve("GET /openapi.json", "Every HTTP call, as OpenAPI 3.1.", async () => {
      const { openapi } = await import("./openapi.ts");
      return openapi([...calls, ...own], version);
    }),
    serve("GET /asyncapi.json", "Every frame of every dialect, as AsyncAPI 3.", async () => {
      const { asyncapi, coverage } = await import("./asyncapi.ts");
      return { ...asyncapi(version), "x-coverage": coverage() };
    }),
  ];
  return own;
}
