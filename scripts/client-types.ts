/**
 * Prints the contract of the package `@lectern/client` as TypeScript that needs neither our sources nor zod: what
 * `src/sdk/contract.ts` derives from the features and endpoints.
 */
import { nameSchemas } from "../src/docs/named-schemas.ts";
import { type JsonSchema, toJsonSchema } from "../src/docs/schema.ts";
import { nobody } from "../src/domain/roles.ts";
import { catalogue, commands, events } from "../src/features/index.ts";
import { printType } from "./print-type.ts";

interface Operation {
  readonly summary: string;
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: JsonSchema }[];
  readonly requestBody?: { content: Record<string, { schema?: JsonSchema }> };
  readonly responses: Record<string, { content?: Record<string, { schema?: JsonSchema }> }>;
}

/** The text of `contract.d.ts`, from the schemas of the features and the OpenAPI document of a server. */
export function printContract(openapi: JsonSchema): string {
  const schemas = nameSchemas();
  const of = (schema: Parameters<typeof toJsonSchema>[0], io: "input" | "output") =>
    printType(schemas.replace(toJsonSchema(schema, io)));
  const commandLines = Array.from(
    commands.values(),
    ({ name, about, input, result }) =>
      `  /** ${about} */\n  ${JSON.stringify(name)}: { input: ${of(input, "input")}; result: ${of(result, "output")} };`,
  );
  const eventLines = Array.from(events.values(), ({ name, about, data, to }) =>
    to === nobody ? [] : [`  /** ${about} */\n  ${JSON.stringify(name)}: ${of(data, "output")};`],
  ).flat();
  const routeLines = Object.entries(openapi.paths as Record<string, Record<string, Operation>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, operation]) => printRoute(method, path, operation)),
  );
  const { schemas: named } = openapi.components as { schemas: Record<string, JsonSchema> };
  const types = Object.entries({ ...named, ...schemas.components }).map(
    ([name, schema]) => `export type ${name} = ${printType(schema)};`,
  );
  return [
    "/** What a client sends for each command, and what it gets. */",
    `export interface Commands {\n${commandLines.join("\n")}\n}`,
    "/** The data of each event. */",
    `export interface Events {\n${eventLines.join("\n")}\n}`,
    "/** The HTTP calls. */",
    `export interface Routes {\n${routeLines.join("\n")}\n}`,
    "/** The codes with which the server rejects requests. */",
    `export type ServerFaultCode = ${Object.keys(catalogue)
      .map((code) => JSON.stringify(code))
      .join(" | ")};`,
    "/** Sent as text. */",
    "export type QueryValue = string | number | boolean | undefined;",
    ...types,
    "",
  ].join("\n");
}

function printRoute(method: string, path: string, { summary, parameters, requestBody, responses }: Operation): string {
  const route = `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`;
  const named = parameters.filter((one) => one.in === "path").map(({ name }) => JSON.stringify(name));
  const query = parameters.filter((one) => one.in === "query").map(({ name }) => `${name}?: QueryValue`);
  const body = requestBody && (requestBody.content["application/json"]?.schema ?? {});
  const answers = Object.entries(responses).filter(([status]) => status !== "default");
  const answer = answers.map(([, { content }]) => {
    if (!content) return "undefined";
    const { "application/json": json, ...others } = content;
    const isText = !json && Object.keys(others).some((media) => media.startsWith("text/"));
    return isText ? "string" : printType(json?.schema ?? {});
  });
  return [
    `  /** ${summary} */`,
    `  ${JSON.stringify(route)}: {`,
    `    path: ${named.join(" | ") || "never"};`,
    `    query: { ${query.join("; ")} };`,
    `    body: ${body ? printType(body) : "undefined"};`,
    `    answer: ${[...new Set(answer)].join(" | ")};`,
    "  };",
  ].join("\n");
}
