/** Names for the schemas of both documents, so that generated clients have readable types. */
import { z } from "zod";
import * as lesson from "../domain/lesson.ts";
import * as programToken from "../domain/program-token.ts";
import * as session from "../domain/session.ts";
import * as alert from "../domain/spc/alert.ts";
import * as chart from "../domain/spc/chart.ts";
import * as permission from "../domain/spc/permission.ts";
import * as point from "../domain/spc/point.ts";
import * as product from "../domain/spc/product.ts";
import * as subtask from "../domain/subtask.ts";
import * as wholeSession from "../features/whole-session.ts";
import { type JsonSchema, toJsonSchema } from "./schema.ts";

/** Modules whose exported schemas have names that their users know. */
const modules = [subtask, lesson, session, wholeSession, programToken, product, point, chart, alert, permission];

/** The names of the domain's objects and enums, by their JSON Schema as text. */
function knownNames(): Map<string, string> {
  const known = new Map<string, string>();
  for (const [name, exported] of modules.flatMap((each) => Object.entries<unknown>({ ...each }))) {
    if (exported instanceof z.ZodObject || exported instanceof z.ZodEnum)
      known.set(JSON.stringify(toJsonSchema(exported, "output")), name);
  }
  return known;
}

export interface NamedSchemas {
  /** The schemas that have a name, for `components.schemas`. */
  readonly components: Record<string, JsonSchema>;
  /** Replaces every object and enum within a schema that the domain has a name for by a reference. */
  replace<T>(part: T): T;
  /**
   * Replaces every object and enum in a schema by a reference: under its name in the domain, or under one that is made of `name` and
   * the fields that lead to it.
   */
  refer(schema: JsonSchema, name: string): JsonSchema;
  /** Adds a schema of any kind under this name. Returns the reference to it. */
  add(name: string, schema: JsonSchema): JsonSchema;
}

/** Returns the name with each word's first letter in upper case and nothing between the words. */
export const toTypeName = (name: string): string =>
  name.replace(/(?:^|[^a-z0-9]+)([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());

export function nameSchemas(): NamedSchemas {
  const known = knownNames();
  const components: Record<string, JsonSchema> = {};
  /** The schemas as they were added, as text. */
  const added = new Map<string, string>();

  function replace<T>(part: T): T {
    if (Array.isArray(part)) return part.map(replace) as T;
    if (typeof part !== "object" || part === null) return part;
    const name = known.get(JSON.stringify(part));
    if (name !== undefined) return add(name, part as JsonSchema) as T;
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, replace(value)])) as T;
  }

  function add(name: string, schema: JsonSchema): JsonSchema {
    const text = JSON.stringify(schema);
    const before = added.get(name);
    if (before !== undefined && before !== text) throw new Error(`Two different schemas have the name ${name}.`);
    added.set(name, text);
    if (before === undefined) components[name] = within(schema, name);
    return { $ref: `#/components/schemas/${name}` };
  }

  function refer(schema: JsonSchema, name: string): JsonSchema {
    const domainName = known.get(JSON.stringify(schema));
    if (domainName !== undefined) return add(domainName, schema);
    return schema.type === "object" || schema.enum !== undefined ? add(name, schema) : within(schema, name);
  }

  /** The schema with each object inside it replaced. */
  function within(schema: JsonSchema, name: string): JsonSchema {
    const result = { ...schema };
    const each = (key: string, make: (part: JsonSchema, n: number) => JsonSchema) => {
      if (Array.isArray(schema[key])) result[key] = schema[key].map(make);
    };
    const one = (key: string, nameOfPart: string) => {
      if (typeof schema[key] === "object" && !Array.isArray(schema[key])) {
        result[key] = refer(schema[key] as JsonSchema, nameOfPart);
      }
    };
    one("items", `${name}Item`);
    one("additionalProperties", `${name}Value`);
    each("prefixItems", (part, n) => refer(part, `${name}Item${n + 1}`));
    for (const key of ["anyOf", "oneOf", "allOf"]) {
      const several = ((schema[key] ?? []) as JsonSchema[]).filter(({ type }) => type !== "null").length > 1;
      each(key, (part, n) => refer(part, several ? String(part.title ?? `${name}Option${n + 1}`) : name));
    }
    if (schema.properties) {
      result.properties = Object.fromEntries(
        Object.entries(schema.properties as Record<string, JsonSchema>).map(([field, part]) => [
          field,
          refer(part, name + toTypeName(field)),
        ]),
      );
    }
    return result;
  }

  return { components, replace, refer, add };
}
