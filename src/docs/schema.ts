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
