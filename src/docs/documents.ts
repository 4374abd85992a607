/** The two documents, served. */
import { z } from "zod";
import { type Call, defineCall } from "../http/call.ts";
import { asyncapi, coverage } from "./asyncapi.ts";
import { openapi } from "./openapi.ts";
import type { JsonSchema } from "./schema.ts";

const Document = z.record(z.string(), z.unknown());

/** The calls that serve the documents of these calls, and of themselves. */
export function documents(calls: readonly Call[], version: string): Call[] {
  const serve = (route: Call["route"], about: string, make: () => JsonSchema): Call => {
    let made: string | undefined;
    return defineCall({
      route,
      who: "anyone",
      about,
      answers: { 200: Document },
      handle({ call }) {
        made ??= JSON.stringify(make());
        return call.body(made, 200, { "Content-Type": "application/json", "Cache-Control": "no-cache" });
      },
    });
  };
  const own: Call[] = [
    serve("GET /openapi.json", "Every HTTP call, as OpenAPI 3.1.", () => openapi([...calls, ...own], version)),
    serve("GET /asyncapi.json", "Every frame of every dialect, as AsyncAPI 3.", () => ({
      ...asyncapi(version),
      "x-coverage": coverage(),
    })),
  ];
  return own;
}
