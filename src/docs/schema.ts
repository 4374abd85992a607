/** zod schemas as JSON Schema, as both documents hold it. */
import { z } from "zod";

export type JsonSchema = { [key: string]: unknown };

/** What a schema takes (`input`) or gives (`output`), as JSON Schema 2020-12. */
export function toJsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as JsonSchema;
  return json;
}

/** An object's properties, without those named. */
export function withoutProperties(schema: JsonSchema, names: readonly string[]): JsonSchema {
  if (!schema.properties) return schema;
  const properties = Object.entries(schema.properties as JsonSchema).filter(([name]) => !names.includes(name));
  const required = ((schema.required ?? []) as string[]).filter((name) => !names.includes(name));
  return { ...schema, properties: Object.fromEntries(properties), required };
}

/** The schema with every object closed: a body with a field that is not named is rejected. */
export function withoutUnknown<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(withoutUnknown) as T;
  if (typeof schema !== "object" || schema === null) return schema;
  const closed = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, withoutUnknown(part)]));
  const open = closed.type === "object" && closed.properties !== undefined && closed.additionalProperties === undefined;
  return (open ? { ...closed, additionalProperties: false } : closed) as T;
}
