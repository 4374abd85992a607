/** Checks request bodies and queries against their schemas, with @hono/zod-validator and the catalogue's faults. */
import { zValidator } from "@hono/zod-validator";
import { createMiddleware } from "hono/factory";
import { type ZodType, z } from "zod";
import { Fault, type FieldError, invalidInput, tryParse } from "../domain/faults.ts";
import { toJsonObject } from "../domain/json.ts";
import type { HonoEnv } from "./context.ts";
import { unknownFields } from "./unknown-fields.ts";

const isJson = /^application\/([\w.-]+\+)?json\b/i;

/** Rejects a request whose `Content-Type` is not JSON: 415. */
export const jsonOnly = createMiddleware<HonoEnv>(async (context, next) => {
  if (!isJson.test(context.req.header("Content-Type") ?? "")) throw new Fault("wrong_media_type");
  await next();
});

/** Parses the body with `schema`: 400 if it is not JSON, 422 if it does not fit or has a field not in the schema. */
export const body = <S extends ZodType>(schema: S) =>
  zValidator(
    "json",
    schema,
    async (parsed, context) => check(parsed, unknownFields(schema, await context.req.json())),
    // Of a failure, `check` reads the issues only.
    { validationFunction: (_, value) => tryParse(schema, value) as never },
  );

/** Parses the query with `schema`: 422 if it does not fit or has a parameter not in the schema. */
export const query = <S extends ZodType>(schema: S) =>
  zValidator("query", schema, (parsed, context) => check(parsed, unknownFields(schema, context.req.query())));

/**
 * Parses a body that may be missing, which counts as an empty object. Throws for anything but a JSON object with fields
 * of `schema`; the caller checks their values.
 */
export async function optionalObject(request: Request, schema: ZodType): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text.trim() === "") return {};
  if (!isJson.test(request.headers.get("Content-Type") ?? "")) throw new Fault("wrong_media_type");
  const object = toJsonObject(text, "The body is a JSON object.");
  check({ success: true }, unknownFields(schema, object));
  return object;
}

/** For an endpoint without a body: rejects a JSON object that has fields, which would be dropped silently. */
export const noBody = createMiddleware<HonoEnv>(async (context, next) => {
  if (isJson.test(context.req.header("Content-Type") ?? "")) await optionalObject(context.req.raw, z.object({}));
  await next();
});

type ParseResult = { readonly success: true } | { readonly success: false; readonly error: z.core.$ZodError };

/** Throws `does_not_fit`, naming each invalid value and each unknown field. */
function check(parsed: ParseResult, unknown: readonly FieldError[]): void {
  const issues = parsed.success ? [] : parsed.error.issues;
  if (issues.length === 0 && unknown.length === 0) return;
  throw invalidInput([...issues, ...unknown.map(({ path, message }) => ({ path: [path], message }))]);
}
