/** Bodies: JSON of a schema, checked by @hono/zod-validator, refused in the words of the catalogue. */
import { zValidator } from "@hono/zod-validator";
import { createMiddleware } from "hono/factory";
import { type ZodType, z } from "zod";
import { Fault, type FieldError, invalidInput } from "../domain/faults.ts";
import { toJsonObject } from "../domain/json.ts";
import type { HonoEnv } from "./context.ts";
import { unknownFields } from "./unknown-fields.ts";

const isJson = /^application\/([\w.-]+\+)?json\b/i;

/** Refuses a body that is not JSON by its own account: 415. */
export const jsonOnly = createMiddleware<HonoEnv>(async (context, next) => {
  if (!isJson.test(context.req.header("Content-Type") ?? "")) throw new Fault("wrong_media_type");
  await next();
});

/** The body read by `schema`: 400 if it is not JSON, 422 if it does not fit or has a field that is not in the schema. */
export const body = <S extends ZodType>(schema: S) =>
  zValidator("json", schema, async (read, call) => check(read, unknownFields(schema, await call.req.json())));

/** The query read by `schema`: 422 if it does not fit or has a parameter that is not in the schema. */
export const query = <S extends ZodType>(schema: S) =>
  zValidator("query", schema, (read, call) => check(read, unknownFields(schema, call.req.query())));

/**
 * A body that may be missing: a JSON object, or nothing at all, which is an empty one. Its fields are those of `schema`;
 * whether their values fit is for the caller to check.
 */
export async function optionalObject(request: Request, schema: ZodType): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text.trim() === "") return {};
  if (!isJson.test(request.headers.get("Content-Type") ?? "")) throw new Fault("wrong_media_type");
  const object = toJsonObject(text, "The body is a JSON object.");
  check({ success: true }, unknownFields(schema, object));
  return object;
}

/** For a call that takes no body: rejects a JSON object that has fields, which would be dropped silently. */
export const noBody = createMiddleware<HonoEnv>(async (context, next) => {
  if (isJson.test(context.req.header("Content-Type") ?? "")) await optionalObject(context.req.raw, z.object({}));
  await next();
});

type Read = { readonly success: true } | { readonly success: false; readonly error: z.core.$ZodError };

/** Throws `does_not_fit` naming what does not fit and what is not known. */
function check(read: Read, unknown: readonly FieldError[]): void {
  const issues = read.success ? [] : read.error.issues;
  if (issues.length === 0 && unknown.length === 0) return;
  throw invalidInput([...issues, ...unknown.map(({ path, message }) => ({ path: [path], message }))]);
}
