/** Names for the schemas of the OpenAPI document, so that generated clients have readable types. */
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

/** The names of the domain's objects, by their JSON Schema as text. */
function knownNames(): Map<string, string> {
  const known = new Map<string, string>();
  for (const [name, exported] of modules.flatMap((each) => Object.entries<unknown>({ ...each }))) {
    if (exported instanceof z.ZodObject) known.set(JSON.stringify(toJsonSchema(exported, "output")), name);
  }
  return known;
}

export interface NamedSchemas {
  /** The schemas that have a name, for `components.schemas`. */
  readonly components: Record<string, JsonSchema>;
  /** Replaces every object within a schema that the domain has a name for by a reference. */
  replace<T>(part: T): T;
  /** Returns a reference to the schema under its name in the domain, or under `name`; arrays refer to their items. */
  refer(schema: JsonSchema, name: string): JsonSchema;
}

export function nameSchemas(): NamedSchemas {
  const known = knownNames();
  const components: Record<string, JsonSchema> = {};

  function replace<T>(part: T): T {
    if (Array.isArray(part)) return part.map(replace) as T;
    if (typeof part !== "object" || part === null) return part;
    const name = known.get(JSON.stringify(part));
    if (name !== undefined) return add(name, part as JsonSchema) as T;
    return inside(part);
  }
  const inside = <T extends object>(part: T): T =>
    Object.fromEntries(Object.entries(part).map(([key, value]) => [key, replace(value)])) as T;

  function add(name: string, schema: JsonSchema): JsonSchema {
    components[name] ??= inside(schema);
    return { $ref: `#/components/schemas/${name}` };
  }

  return {
    components,
    replace,
    refer(schema, name) {
      if (known.has(JSON.stringify(schema))) return replace(schema);
      if (schema.type === "array") return { ...schema, items: this.refer(schema.items as JsonSchema, `${name}Item`) };
      return schema.type === "object" ? add(name, schema) : replace(schema);
    },
  };
}
