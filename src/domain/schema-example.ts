/** Makes an example value from a schema, for the documents and their page. */

/** The part of JSON Schema that the documents use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly description?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Example strings for properties whose name says more than their schema. */
const texts: Readonly<Record<string, string>> = {
  code: "K45HKX",
  session_code: "K45HKX",
  title: "First steps",
  name: "Ms Lee",
  nickname: "Amara",
  user_name: "Amara",
  message: "It does not light up",
  content: "Mine blinks!",
  text: "Is red always plus?",
  answer: "Nearly always.",
  password: "a-long-secret",
  page: "teach",
  error: "TypeError",
  frames: "index-1a2b3c4d.js:1:2345",
  capture_url: "/uploads/0191f3a2.jpg",
  join_url: "http://192.0.2.2:8000/j/K45HKX",
};
const formats: Readonly<Record<string, string>> = {
  uuid: "0191f3a2-7b1c-7000-8000-3f5a9c2d1e40",
  "date-time": "2026-03-02T09:00:00.000Z",
  date: "2026-03-02",
  uri: "https://example.org/",
};

export type Schemas = Readonly<Record<string, Schema>>;

/** Follows `$ref`. */
export const resolve = (schema: Schema, schemas: Schemas): Schema =>
  schema.$ref ? (schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}) : schema;

export const isNull = (schema: Schema): boolean => schema.type === "null";

/** `name`: the property's name; strings depend on it. */
export function exampleOf(schemaOrRef: Schema, schemas: Schemas, name = ""): unknown {
  const schema = resolve(schemaOrRef, schemas);
  if ("const" in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.examples) return schema.examples[0];
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return exampleOf(options.find((option) => !isNull(option)) ?? {}, schemas, name);
  if (schema.default !== undefined && schema.type !== "object") return schema.default;
  const type = typeof schema.type === "string" ? schema.type : schema.type?.find((name) => name !== "null");
  if (schema.properties) {
    return Object.fromEntries(
      Object.entries(schema.properties).map(([key, property]) => [key, exampleOf(property, schemas, key)]),
    );
  }
  if (type === "object") return {};
  if (type === "array") {
    const { items, prefixItems, minItems = 1 } = schema;
    if (prefixItems) return prefixItems.map((item) => exampleOf(item, schemas, name));
    return items ? Array.from({ length: Math.max(1, minItems) }, () => exampleOf(items, schemas, name)) : [];
  }
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") {
    const minimum = schema.minimum ?? (schema.exclusiveMinimum === undefined ? 1 : schema.exclusiveMinimum + 1);
    return Math.min(schema.maximum ?? 1, Math.max(1, minimum));
  }
  if (type === "null") return null;
  if (type === "string") return formats[schema.format ?? ""] ?? texts[name] ?? "…";
  return {};
}
