/** Bodies: JSON of a schema, checked by @hono/zod-validator, refused in the words of the catalogue. */
import { zValidator } from "@hono/zod-validator";
import { createMiddleware } from "hono/factory";
import type { ZodType } from "zod";
import { Fault, misfit } from "../domain/faults.ts";
import { toJsonObject } from "../domain/json.ts";
import type { Carried } from "./context.ts";

const isJson = /^application\/([\w.-]+\+)?json\b/i;

/** Refuses a body that is not JSON by its own account: 415. */
export const jsonOnly = createMiddleware<Carried>(async (call, next) => {
  if (!isJson.test(call.req.header("Content-Type") ?? "")) throw new Fault("wrong_media_type");
  await next();
});

/** The body read by `schema`: 400 where it is no JSON, 422 where it does not fit. */
export const body = <S extends ZodType>(schema: S) =>
  zValidator("json", schema, (read) => {
    if (!read.success) throw misfit(read.error.issues);
  });

/** The query read by `schema`. */
export const query = <S extends ZodType>(schema: S) =>
  zValidator("query", schema, (read) => {
    if (!read.success) throw misfit(read.error.issues);
  });

/** A command's body: a JSON object, or nothing at all, which is an empty one. */
export async function optionalObject(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text.trim() === "") return {};
  if (!isJson.test(request.headers.get("Content-Type") ?? "")) throw new Fault("wrong_media_type");
  return toJsonObject(text, "The body is a JSON object.");
}
