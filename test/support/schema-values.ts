/** Values that a JSON Schema allows, chosen at random from a seed. */
import fc from "fast-check";
import type { JsonSchema } from "../../src/docs/schema.ts";
import type { Chance } from "./chance.ts";

/** Returns the value to use for properties of a name, such as an id that exists. */
export type Known = (name: string) => unknown;

/** A value that `schema` allows. It must not contain a `$ref`: `inlined` replaces them. */
export function sampleOf(schema: JsonSchema, chance: Chance, known: Known = () => undefined): unknown {
  const { type, anyOf, oneOf, prefixItems, properties } = schema as any;
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return chance.of(schema.enum);
  if (anyOf ?? oneOf) return sampleOf(chance.of(anyOf ?? oneOf), chance, known);
  if (Array.isArray(type)) return sampleOf({ ...schema, type: chance.of(type) }, chance, known);
  if (prefixItems) return prefixItems.map((item: JsonSchema) => sampleOf(item, chance, known));
  switch (type) {
    case "null":
      return null;
    case "boolean":
      return chance() < 0.5;
    case "integer":
    case "number":
      return numberOf(schema, chance);
    case "string":
      return textOf(schema, chance);
    case "array": {
      const { items = {}, minItems = 0, maxItems = 3 } = schema as any;
      const length = Math.min(maxItems, minItems + chance.below(3));
      return Array.from({ length }, () => sampleOf(items, chance, known));
    }
    default: {
      const required = new Set((schema.required ?? []) as string[]);
      const chosen = Object.entries((properties ?? {}) as Record<string, JsonSchema>).filter(
        ([name]) => required.has(name) || chance() < 0.5,
      );
      return Object.fromEntries(
        chosen.map(([name, of]) => {
          const real = chance() < 0.7 ? known(name) : undefined;
          return [name, real ?? sampleOf(of, chance, known)];
        }),
      );
    }
  }
}

function numberOf(schema: JsonSchema, chance: Chance): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, type } = schema as any;
  const whole = type === "integer";
  const low = minimum ?? (exclusiveMinimum === undefined ? -1000 : exclusiveMinimum + (whole ? 1 : 0.001));
  const high =
    maximum ?? (exclusiveMaximum === undefined ? Math.max(1000, low) : exclusiveMaximum - (whole ? 1 : 0.001));
  const edge = chance();
  if (edge < 0.1) return low;
  // zod's bounds of a safe integer are true and useless: most values should be small.
  const near = Math.min(high, low + 100);
  if (edge < 0.2) return high;
  const value = low + chance() * (near - low);
  return whole ? Math.floor(value) : value;
}

const letters = ["a", "Z", "0", " ", "-", "é", "가", "😀", "<", "'", '"', "=", ";", "\n", "\u200b", "\u202e", "\u0000"];

function textOf(schema: JsonSchema, chance: Chance): string {
  const { pattern, minLength = 0, maxLength = 60, format } = schema as any;
  if (format === "uuid") return `0198${"0".repeat(4)}-0000-7000-8000-${String(chance.below(1e6)).padStart(12, "0")}`;
  if (format === "date") return "2026-01-11";
  if (format === "date-time") return "2026-01-11T12:00:00.000Z";
  if (pattern) {
    const [text = ""] = fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 1, seed: chance.below(2 ** 31) });
    return text.slice(0, maxLength);
  }
  const length = chance() < 0.05 ? maxLength : Math.min(maxLength, minLength + chance.below(20));
  return Array.from({ length }, () => chance.of(letters))
    .join("")
    .slice(0, maxLength);
}

/** The schema with each `$ref` replaced by the component that it names. */
export function inlined<T>(schema: T, components: Readonly<Record<string, JsonSchema>>): T {
  if (Array.isArray(schema)) return schema.map((part) => inlined(part, components)) as T;
  if (typeof schema !== "object" || schema === null) return schema;
  const { $ref } = schema as { $ref?: string };
  if ($ref !== undefined) return inlined(components[$ref.split("/").at(-1) ?? ""] as T, components);
  return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, inlined(part, components)])) as T;
}
