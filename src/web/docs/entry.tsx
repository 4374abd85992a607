/** A call or a frame in the documents: a line that unfolds and has its own link. */
import type { ComponentChildren } from "preact";
import { exampleOf, type Schema, type Schemas } from "../../domain/schema-example.ts";
import { Icon } from "../ui/icon.tsx";
import { AboutText } from "./about-text.tsx";
import type { Frame, HttpCall, Parameter } from "./model.ts";
import { SchemaTree } from "./schema-tree.tsx";
import { texts } from "./texts.ts";
import type { Unfolded } from "./use-unfolded.ts";

interface EntryProps {
  id: string;
  /** The word before the name: HTTP method or direction. */
  kind: string;
  name: string;
  summary: string;
  unfolded: Unfolded;
  /** Set for HTTP calls, whose kind needs less room. */
  call?: true;
  children: () => ComponentChildren;
}

function Entry({ id, kind, name, summary, unfolded, call, children }: EntryProps) {
  const open = unfolded.has(id);
  return (
    <li id={id} class="entry">
      <details open={open} onToggle={({ currentTarget }) => unfolded.set(id, currentTarget.open)}>
        <summary class={`entry-line ${call ? "entry-call" : ""}`}>
          <span class="entry-kind">{kind}</span>
          <span class="entry-name">
            <span class="font-code font-semibold">{name}</span>
            <span class="text-quiet" lang="en">
              <AboutText>{summary}</AboutText>
            </span>
          </span>
          <span class={`text-quiet ${open ? "rotate-180" : ""}`}>
            <Icon name="down" />
          </span>
        </summary>
        {open && (
          <div class="flex flex-col gap-4 px-4 pb-4">
            {children()}
            <a href={`#${id}`} class="btn btn-ghost -ml-2 self-start px-2 text-quiet">
              {texts.value.anchor}
              <span class="sr-only">: {name}</span>
            </a>
          </div>
        )}
      </details>
    </li>
  );
}

export function FrameEntry({ frame, schemas, unfolded }: { frame: Frame; schemas: Schemas; unfolded: Unfolded }) {
  const words = texts.value;
  const { id, direction, name, summary, payload } = frame;
  const kind = direction === "in" ? `→ ${words.toServer}` : `← ${words.fromServer}`;
  return (
    <Entry id={id} kind={kind} name={name} summary={summary} unfolded={unfolded}>
      {() => <SchemaWithExample title={words.schema} schema={payload} schemas={schemas} />}
    </Entry>
  );
}

export function CallEntry({ call, schemas, unfolded }: { call: HttpCall; schemas: Schemas; unfolded: Unfolded }) {
  const words = texts.value;
  const { id, method, path, summary, description, parameters, requestBody, responses } = call;
  const body = Object.entries(requestBody?.content ?? {});
  return (
    <Entry call id={id} kind={method} name={path} summary={summary} unfolded={unfolded}>
      {() => (
        <>
          <p lang="en" class="text-quiet">
            <AboutText>{description}</AboutText>
          </p>
          {parameters.length > 0 && <Parameters rows={parameters} schemas={schemas} />}
          {body.map(([media, { schema }]) => (
            <SchemaWithExample key={media} title={`${words.body} · ${media}`} schema={schema} schemas={schemas} />
          ))}
          {Object.entries(responses).flatMap(([status, { content }]) => {
            const title = status === "default" ? words.refused : words.answers(status);
            const parts = Object.entries(content ?? {});
            if (parts.length === 0)
              return [<SchemaWithExample key={status} title={title} schema={undefined} schemas={schemas} />];
            return parts.map(([media, { schema }]) => (
              <SchemaWithExample key={status + media} title={`${title} · ${media}`} schema={schema} schemas={schemas} />
            ));
          })}
        </>
      )}
    </Entry>
  );
}

function Parameters({ rows, schemas }: { rows: readonly Parameter[]; schemas: Schemas }) {
  const words = texts.value;
  const properties = Object.fromEntries(
    rows.map(({ name, description, schema }) => [name, { ...schema, ...(description && { description }) }]),
  );
  const required = rows.filter((row) => row.required).map(({ name }) => name);
  return (
    <section>
      <h4 class="font-semibold">{words.parameters}</h4>
      <SchemaTree schema={{ type: "object", properties, required }} schemas={schemas} />
    </section>
  );
}

/** A schema and an example value. */
function SchemaWithExample({
  title,
  schema,
  schemas,
}: {
  title: string;
  schema: Schema | undefined;
  schemas: Schemas;
}) {
  const words = texts.value;
  const isEmpty = schema === undefined || Object.keys(schema).length === 0;
  return (
    <section class="flex flex-col gap-1">
      <h4 class="font-semibold">{title}</h4>
      {schema === undefined || isEmpty ? (
        <p class="text-quiet">{words.empty}</p>
      ) : (
        <div class="grid gap-4 lg:grid-cols-2">
          <SchemaTree schema={schema} schemas={schemas} />
          <div class="min-w-0">
            <p class="text-sm font-semibold text-quiet">{words.example}</p>
            <pre class="example">{JSON.stringify(exampleOf(schema, schemas), null, 2)}</pre>
          </div>
        </div>
      )}
    </section>
  );
}
