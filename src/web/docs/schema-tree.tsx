/** A schema as a tree of properties, each with type, constraints, description, and whether it is required. */

import type { Schema } from "../../domain/schema-example.ts";
import { isNull, resolve, type Schemas } from "../../domain/schema-example.ts";
import { AboutText } from "./about-text.tsx";
import { texts } from "./texts.ts";

/** Leaves out the bounds of safe integers: they say nothing to a reader. */
const meaningful = (n: number | undefined) => (n === undefined || Math.abs(n) > 1e15 ? undefined : n);

function limits({ minLength, maxLength, minimum, exclusiveMinimum, maximum, maxItems, ...rest }: Schema): string[] {
  const [min, minExclusive, max] = [meaningful(minimum), meaningful(exclusiveMinimum), meaningful(maximum)];
  return [
    rest.format ?? "",
    min === undefined ? "" : `≥ ${min}`,
    minExclusive === undefined ? "" : `> ${minExclusive}`,
    max === undefined ? "" : `≤ ${max}`,
    maxLength === undefined ? "" : minLength ? `${minLength}–${maxLength}` : `≤ ${maxLength}`,
    maxItems === undefined ? "" : `≤ ${maxItems}`,
    rest.default === undefined || typeof rest.default === "object" ? "" : `= ${JSON.stringify(rest.default)}`,
  ].filter(Boolean);
}

const isObject = (schema: Schema) => schema.properties !== undefined || typeof schema.additionalProperties === "object";

/** The type in words; nested schemas are shown below it. */
function typeOf(schemaOrRef: Schema, schemas: Schemas): string {
  const words = texts.value;
  const schema = resolve(schemaOrRef, schemas);
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const options = schema.anyOf ?? schema.oneOf;
  if (options) {
    const alternatives = options.filter((option) => !isNull(option));
    const [only] = alternatives;
    const type = alternatives.length === 1 && only ? typeOf(only, schemas) : words.oneOf;
    return alternatives.length < options.length ? `${type} ${words.orNull}` : type;
  }
  if (schema.type === "array") return `${words.listOf} ${schema.items ? typeOf(schema.items, schemas) : words.any}`;
  if (typeof schema.type === "object") return schema.type.join(" | ");
  return schema.type ?? (isObject(schema) ? "object" : words.any);
}

/** The schemas nested in a schema: its properties, its items, and its alternatives. */
function NestedSchema({ schema: schemaOrRef, schemas }: { schema: Schema; schemas: Schemas }) {
  const schema = resolve(schemaOrRef, schemas);
  const alternatives = (schema.anyOf ?? schema.oneOf ?? []).filter((option) => !isNull(option));
  const [only] = alternatives;
  if (alternatives.length === 1 && only) return <NestedSchema schema={only} schemas={schemas} />;
  if (alternatives.length > 1) {
    return (
      <ul class="schema-list">
        {alternatives.map((option, n) => (
          <li key={JSON.stringify(option)}>
            <span class="text-quiet">
              {n + 1}. {typeOf(option, schemas)}
            </span>
            <NestedSchema schema={option} schemas={schemas} />
          </li>
        ))}
      </ul>
    );
  }
  if (schema.items) return <NestedSchema schema={schema.items} schemas={schemas} />;
  const { additionalProperties: more } = schema;
  const rows = [
    ...Object.entries(schema.properties ?? {}),
    ...(typeof more === "object" ? [["*", more] as const] : []),
  ];
  if (rows.length === 0) return null;
  return (
    <ul class="schema-list">
      {rows.map(([name, property]) => (
        <li key={name}>
          <PropertyLine
            name={name}
            schema={property}
            schemas={schemas}
            required={schema.required?.includes(name) === true}
          />
          <NestedSchema schema={property} schemas={schemas} />
        </li>
      ))}
    </ul>
  );
}

function PropertyLine({
  name,
  schema,
  schemas,
  required,
}: {
  name: string;
  schema: Schema;
  schemas: Schemas;
  required: boolean;
}) {
  return (
    <span class="flex flex-wrap items-baseline gap-x-3">
      <span class="font-code font-semibold">{name}</span>
      <span class="font-code text-quiet">{typeOf(schema, schemas)}</span>
      {limits(resolve(schema, schemas)).map((limit) => (
        <span key={limit} class="text-quiet tabular-nums">
          {limit}
        </span>
      ))}
      {required && <span class="text-sm font-semibold text-done-ink">{texts.value.required}</span>}
      {schema.description && (
        <span class="text-quiet" lang="en">
          <AboutText>{schema.description}</AboutText>
        </span>
      )}
    </span>
  );
}

export function SchemaTree({ schema, schemas }: { schema: Schema; schemas: Schemas }) {
  const resolved = resolve(schema, schemas);
  return (
    <div class="text-base">
      {!resolved.properties && <p class="font-code text-quiet">{typeOf(schema, schemas)}</p>}
      <NestedSchema schema={schema} schemas={schemas} />
    </div>
  );
}
