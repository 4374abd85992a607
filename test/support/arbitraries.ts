/** Arbitraries for fast-check, derived from JSON Schemas: values that a schema allows. */
import fc from "fast-check";
import type { JsonSchema } from "../../src/docs/schema.ts";

/** An id to be looked up when the value is used: the `nth` of those that exist, `otherwise` if there are none. */
export class SomeId {
  readonly nth: number;
  readonly otherwise: unknown;

  constructor(nth: number, otherwise: unknown) {
    this.nth = nth;
    this.otherwise = otherwise;
  }
}

/** Texts that have caused trouble elsewhere, or none. */
export const oddText = fc.oneof(
  fc.constant(""),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constant("<b>__proto__</b>"),
);

/** Values that `schema` allows; a property whose name ends in `_id` gets `SomeId`. `$ref` is not followed. */
export function arbitraryOf(schema: JsonSchema, text: fc.Arbitrary<string> = oddText): fc.Arbitrary<unknown> {
  const { type, anyOf, prefixItems, properties } = schema as any;
  if ("const" in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (anyOf) return fc.oneof(...anyOf.map((one: JsonSchema) => arbitraryOf(one, text)));
  if (prefixItems) return fc.tuple(...prefixItems.map((item: JsonSchema) => arbitraryOf(item, text)));
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return numbers(schema);
    case "string":
      return texts(schema, text);
    case "array": {
      const { items = {}, minItems = 0, maxItems = 3 } = schema as any;
      return fc.array(arbitraryOf(items, text), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) });
    }
    case "object": {
      const fields = Object.entries((properties ?? {}) as Record<string, JsonSchema>).map(([name, of]) => {
        const value = arbitraryOf(of, text);
        const id = fc.tuple(fc.nat(9), value).map(([nth, otherwise]) => new SomeId(nth, otherwise));
        return [name, name.endsWith("_id") ? id : value] as const;
      });
      return fc.record(Object.fromEntries(fields), { requiredKeys: (schema.required ?? []) as string[] });
    }
    default:
      return fc.anything();
  }
}

/** Small numbers more often than not: most ids, counts and seconds are. */
function numbers({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: any): fc.Arbitrary<number> {
  const whole = type === "integer";
  const step = whole ? 1 : 0.001;
  const min = minimum ?? (exclusiveMinimum === undefined ? -1000 : exclusiveMinimum + step);
  const max = Math.max(min, maximum ?? (exclusiveMaximum === undefined ? 1000 : exclusiveMaximum - step));
  const between = (min: number, max: number) =>
    whole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
  return fc.oneof(
    { weight: 4, arbitrary: between(min, Math.min(max, min + 10)) },
    { weight: 1, arbitrary: between(min, max) },
  );
}

function texts({ pattern, format, minLength = 0, maxLength = 100 }: any, text: fc.Arbitrary<string>) {
  if (format === "uuid") return fc.uuid();
  if (pattern) return fc.stringMatching(new RegExp(pattern)).map((matching) => matching.slice(0, maxLength));
  return text.map((text) => text.slice(0, maxLength).padEnd(minLength, "x"));
}
