/** Prints a JSON Schema as a TypeScript type. */
import type { JsonSchema } from "../src/docs/schema.ts";

/** The type of a schema; references are printed as the name of their component. */
export function printType(schema: JsonSchema | boolean): string {
  if (typeof schema === "boolean") return schema ? "unknown" : "never";
  const { $ref, enum: values, type, anyOf, oneOf, allOf } = schema as Keywords;
  if ($ref !== undefined) return $ref.split("/").at(-1) ?? "unknown";
  if ("const" in schema) return JSON.stringify(schema.const);
  if (values) return union(values.map((value) => JSON.stringify(value)));
  if (anyOf ?? oneOf) return union((anyOf ?? oneOf ?? []).map(printType));
  if (allOf) return allOf.map((part) => `(${printType(part)})`).join(" & ");
  if (Array.isArray(type)) return union(type.map((one) => printType({ ...schema, type: one })));
  if (type === "array") return printArray(schema as Keywords);
  if (type === "object") return printObject(schema as Keywords);
  return primitives[String(type)] ?? "unknown";
}

/** The part of JSON Schema that zod emits. */
interface Keywords {
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
}

const primitives: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  null: "null",
};

const union = (types: readonly string[]): string => [...new Set(types)].join(" | ") || "never";

function printArray({ items, prefixItems }: Keywords): string {
  if (prefixItems) return `[${prefixItems.map(printType).join(", ")}]`;
  return `(${printType(items ?? true)})[]`.replace(/^\((\w+)\)/, "$1");
}

function printObject({ properties = {}, required = [], additionalProperties }: Keywords): string {
  const fields = Object.entries(properties).map(([name, of]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    return required.includes(name) ? `${key}: ${printType(of)}` : `${key}?: ${printType(of)} | undefined`;
  });
  if (fields.length > 0) return `{ ${fields.join("; ")} }`;
  const open = typeof additionalProperties === "object";
  return open ? `{ [name: string]: ${printType(additionalProperties)} }` : "Record<string, never>";
}
