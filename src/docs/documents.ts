/** The two documents, served. */
import { z } from "zod";
import { defineEndpoint, type Endpoint } from "../http/endpoint.ts";
import { asyncapi, coverage } from "./asyncapi.ts";
import { openapi } from "./openapi.ts";
import type { JsonSchema } from "./schema.ts";

const Document = z.record(z.string(), z.unknown());

/** The calls that serve the documents of these calls, and of themselves. */
export function documents(calls: readonly Endpoint[], version: string): Endpoint[] {
  const serve = (route: Endpoint["route"], about: string, make: () => JsonSchema): Endpoint => {
    let made: string | undefined;
    return defineEndpoint({
      route,
      who: "anyone",
      about,
      // The text is made once: a response of that media type.
      answers: { 200: [{ media: "application/json" }, Document] },
      handle({ context }) {
        made ??= JSON.stringify(make());
        return context.body(made, 200, { "Content-Type": "application/json", "Cache-Control": "no-cache" });
      },
    });
  };
  const own: Endpoint[] = [
    serve("GET /openapi.json", "Every HTTP call, as OpenAPI 3.1.", () => openapi([...calls, ...own], version)),
    serve("GET /asyncapi.json", "Every frame of every dialect, as AsyncAPI 3.", () => ({
      ...asyncapi(version),
      "x-coverage": coverage(),
    })),
  ];
  return own;
}
