/** A value that fits a schema: for a reader who wants to see one. */
import type { Schema } from "./model.ts";

/** What a text is like where its name says more than its schema. */
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
  join_url: "http://192.0.2.2:8000/j/K45HKX",
};
const formats: Readonly<Record<string, string>> = {
  uuid: "0191f3a2-7b1c-7000-8000-3f5a9c2d1e40",
  "date-time": "2026-03-02T09:00:00.000Z",
  uri: "https://example.org/",
};

export type Schemas = Readonly<Record<string, Schema>>;

/** The schema itself, or the one it names. */
export const resolve = (schema: Schema, all: Schemas): Schema =>
  schema.$ref ? (all[schema.$ref.split("/").at(-1) ?? ""] ?? {}) : schema;

export const isNull = (schema: Schema): boolean => schema.type === "null";

export function exampleOf(given: Schema, all: Schemas, name = ""): unknown {
  const schema = resolve(given, all);
  if ("const" in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return exampleOf(options.find((one) => !isNull(one)) ?? {}, all, name);
  if (schema.default !== undefined && schema.type !== "object") return schema.default;
  const type = typeof schema.type === "string" ? schema.type : schema.type?.find((one) => one !== "null");
  if (schema.properties) {
    return Object.fromEntries(Object.entries(schema.properties).map(([key, of]) => [key, exampleOf(of, all, key)]));
  }
  if (type === "object") return {};
  if (type === "array") return schema.items ? [exampleOf(schema.items, all, name)] : [];
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") {
    const least = schema.minimum ?? (schema.exclusiveMinimum === undefined ? 1 : schema.exclusiveMinimum + 1);
    return Math.min(schema.maximum ?? 1, Math.max(1, least));
  }
  if (type === "null") return null;
  if (type === "string") return formats[schema.format ?? ""] ?? texts[name] ?? "…";
  return {};
}
