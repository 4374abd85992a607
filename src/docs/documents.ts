/** The endpoints of the OpenAPI and the AsyncAPI document. */
import { z } from "zod";
import { defineEndpoint, type Endpoint } from "../http/endpoint.ts";
import type { JsonSchema } from "./schema.ts";

const Document = z.record(z.string(), z.unknown());

interface DocumentOptions {
  readonly version: string;
  /** The server's public URL. */
  readonly base: () => string;
}

/** Returns the endpoints that serve the documents. The OpenAPI document includes `calls` and these endpoints. */
export function documents(calls: readonly Endpoint[], { version, base }: DocumentOptions): Endpoint[] {
  const serve = (route: Endpoint["route"], about: string, make: (url: string) => Promise<JsonSchema>): Endpoint => {
    let cached: { readonly url: string; readonly text: Promise<string> } | undefined;
    return defineEndpoint({
      route,
      who: "anyone",
      about,
      // Serialized once, so a raw response of that media type.
      answers: { 200: [{ media: "application/json" }, Document] },
      async handle({ context }) {
        const url = base();
        // The address changes with the network.
        if (cached?.url !== url) cached = { url, text: make(url).then((document) => JSON.stringify(document)) };
        const text = await cached.text.catch((cause) => {
          cached = undefined;
          throw cause;
        });
        return context.body(text, 200, {
          "Content-Type": "application/json",
          "Cache-Control": "no-cache",
        });
      },
    });
  };
  const own: Endpoint[] = [
    serve("GET /openapi.json", "Every HTTP call, as OpenAPI 3.1.", async (url) => {
      const { openapi } = await import("./openapi.ts");
      return openapi([...calls, ...own], { version, url });
    }),
    serve("GET /asyncapi.json", "Every frame of every dialect, as AsyncAPI 3.", async (url) => {
      const { asyncapi, coverage } = await import("./asyncapi.ts");
      return { ...asyncapi({ version, url }), "x-coverage": coverage() };
    }),
  ];
  return own;
}
