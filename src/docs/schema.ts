/** Converts zod schemas to the JSON Schemas of both documents. */
import { z } from "zod";

/** What both documents say of the server. */
export interface DocumentHead {
  readonly version: string;
  /** The server's public URL. */
  readonly url: string;
}

export type JsonSchema = { [key: string]: unknown };

/** Returns the input or output type of a schema as JSON Schema 2020-12. */
export function toJsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as JsonSchema;
  return json;
}

/** Returns the schema without these properties. */
export function withoutProperties(schema: JsonSchema, names: readonly string[]): JsonSchema {
  if (!schema.properties) return schema;
  const properties = Object.entries(schema.properties as JsonSchema).filter(([name]) => !names.includes(name));
  const required = ((schema.required ?? []) as string[]).filter((name) => !names.includes(name));
  return { ...schema, properties: Object.fromEntries(properties), required };
}

/** Sets `additionalProperties: false` in every object of the schema: a body with unknown fields is rejected. */
export function withoutUnknownFields<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(withoutUnknownFields) as T;
  if (typeof schema !== "object" || schema === null) return schema;
  const closed = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, withoutUnknownFields(part)]));
  const open = closed.type === "object" && closed.properties !== undefined && closed.additionalProperties === undefined;
  return (open ? { ...closed, additionalProperties: false } : closed) as T;
}
