/** A schema as a tree: each property with its type in words, what it may be, and whether it must be there. */
import { isNull, resolve, type Schemas } from "./example.ts";
import type { Schema } from "./model.ts";
import { texts } from "./texts.ts";

/** Whole numbers are bounded by what JSON can carry; that says nothing to a reader. */
const bound = (n: number | undefined) => (n === undefined || Math.abs(n) > 1e15 ? undefined : n);

function limits({ minLength, maxLength, minimum, exclusiveMinimum, maximum, maxItems, ...rest }: Schema): string[] {
  const [least, more, most] = [bound(minimum), bound(exclusiveMinimum), bound(maximum)];
  return [
    rest.format ?? "",
    least === undefined ? "" : `≥ ${least}`,
    more === undefined ? "" : `> ${more}`,
    most === undefined ? "" : `≤ ${most}`,
    maxLength === undefined ? "" : minLength ? `${minLength}–${maxLength}` : `≤ ${maxLength}`,
    maxItems === undefined ? "" : `≤ ${maxItems}`,
    rest.default === undefined || typeof rest.default === "object" ? "" : `= ${JSON.stringify(rest.default)}`,
  ].filter(Boolean);
}

const isObject = (schema: Schema) => schema.properties !== undefined || typeof schema.additionalProperties === "object";

/** The type in words; of what is nested the tree below says more. */
function typeOf(given: Schema, all: Schemas): string {
  const words = texts.value;
  const schema = resolve(given, all);
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  const options = schema.anyOf ?? schema.oneOf;
  if (options) {
    const real = options.filter((one) => !isNull(one));
    const [only] = real;
    const said = real.length === 1 && only ? typeOf(only, all) : words.oneOf;
    return real.length < options.length ? `${said} ${words.orNull}` : said;
  }
  if (schema.type === "array") return `${words.listOf} ${schema.items ? typeOf(schema.items, all) : words.any}`;
  if (typeof schema.type === "object") return schema.type.join(" | ");
  return schema.type ?? (isObject(schema) ? "object" : words.any);
}

/** What is to be seen below a schema: its properties, its list's, those of what it may be. */
function NestedSchema({ schema: given, all }: { schema: Schema; all: Schemas }) {
  const schema = resolve(given, all);
  const real = (schema.anyOf ?? schema.oneOf ?? []).filter((one) => !isNull(one));
  const [only] = real;
  if (real.length === 1 && only) return <NestedSchema schema={only} all={all} />;
  if (real.length > 1) {
    return (
      <ul class="schema-list">
        {real.map((one, n) => (
          <li key={JSON.stringify(one)}>
            <span class="text-quiet">
              {n + 1}. {typeOf(one, all)}
            </span>
            <NestedSchema schema={one} all={all} />
          </li>
        ))}
      </ul>
    );
  }
  if (schema.items) return <NestedSchema schema={schema.items} all={all} />;
  const { additionalProperties: more } = schema;
  const rows = [
    ...Object.entries(schema.properties ?? {}),
    ...(typeof more === "object" ? [["*", more] as const] : []),
  ];
  if (rows.length === 0) return null;
  return (
    <ul class="schema-list">
      {rows.map(([name, of]) => (
        <li key={name}>
          <PropertyLine name={name} schema={of} all={all} required={schema.required?.includes(name) === true} />
          <NestedSchema schema={of} all={all} />
        </li>
      ))}
    </ul>
  );
}

function PropertyLine({
  name,
  schema,
  all,
  required,
}: {
  name: string;
  schema: Schema;
  all: Schemas;
  required: boolean;
}) {
  return (
    <span class="flex flex-wrap items-baseline gap-x-3">
      <span class="font-code font-semibold">{name}</span>
      <span class="font-code text-quiet">{typeOf(schema, all)}</span>
      {limits(resolve(schema, all)).map((limit) => (
        <span key={limit} class="text-quiet tabular-nums">
          {limit}
        </span>
      ))}
      {required && <span class="text-sm font-semibold text-done-ink">{texts.value.required}</span>}
      {schema.description && (
        <span class="text-quiet" lang="en">
          {schema.description}
        </span>
      )}
    </span>
  );
}

export function SchemaTree({ schema, all }: { schema: Schema; all: Schemas }) {
  const resolved = resolve(schema, all);
  return (
    <div class="text-base">
      {!resolved.properties && <p class="font-code text-quiet">{typeOf(schema, all)}</p>}
      <NestedSchema schema={schema} all={all} />
    </div>
  );
}
