/** Generates the OpenAPI 3.1 document from the endpoints. */
import { z } from "zod";
import { exampleOf } from "../domain/schema-example.ts";
import { catalogue, type FaultCode } from "../features/index.ts";
import { Problem } from "../features/problem.ts";
import type { AnswerBody, Endpoint } from "../http/endpoint.ts";
import { type NamedSchemas, nameSchemas } from "./named-schemas.ts";
import { type DocumentHead, type JsonSchema, toJsonSchema, withoutProperties, withoutUnknownFields } from "./schema.ts";

const callers: Record<Endpoint["who"], string> = {
  anyone: "Anyone.",
  signedIn: "Anyone with a credential.",
  teacher: "A teacher.",
  seated: "Anyone in the session.",
  observer: "Anyone in the session; with --dev anyone.",
  viewer: "Anyone with a credential, for the products they may see; with --spc-anonymous anyone.",
  productMaker: "A teacher; with --spc-anonymous anyone.",
  productReader:
    "Users who may see the product: teachers, its devices, and by default everyone in its owner's classes.",
  productWriter: "Users who may measure the product: teachers, its devices, and users whom its owner allows.",
  productManager: "A teacher, unless the product's owner restricted them.",
  productOwner: "The teacher who created the product.",
  permissionReader: "A teacher, unless the product's owner restricted them.",
  permissionOwner: "The teacher who created the product.",
  instructor: "The session's teacher and its co-teachers.",
  owner: "The session's teacher.",
};

/** Faults that every call can have. */
const commonFaults: readonly FaultCode[] = ["malformed", "wrong_host"];

/** Returns the OpenAPI document of these endpoints. Operations with the same tag belong together. */
export function openapi(calls: readonly Endpoint[], { version, url }: DocumentHead): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  const schemas = nameSchemas();
  schemas.add("Problem", { description: "RFC 9457.", ...toJsonSchema(Problem, "input") });
  for (const call of calls) {
    const [method = "", route = ""] = call.route.split(" ", 2);
    const path = route.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(call, schemas) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Lectern",
      version,
      description: "A classroom server. Every command of a session is also a frame of the native dialect.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        cookie: { type: "apiKey", in: "cookie", name: "lectern_session" },
      },
      schemas: schemas.components,
    },
  };
}

/** The part of the server that a call belongs to: the first word of its path, or the one after the session. */
function tagOf(path: string): string {
  const [, inSession] = /^\/api\/sessions\/[:{]session\}?\/([a-z-]+)/.exec(path) ?? [];
  const [, first] = /^\/api\/([a-z-]+)/.exec(path) ?? [];
  return inSession ?? first ?? "server";
}

function operation(call: Endpoint, schemas: NamedSchemas): JsonSchema {
  const [method = "", route = ""] = call.route.split(" ", 2);
  const id = `${method.toLowerCase()}${route.replace(/[^a-z]+(\w)/gi, (_, letter: string) => letter.toUpperCase())}`;
  const typeName = `${id.charAt(0).toUpperCase()}${id.slice(1)}`.replace("Api", "");
  const named = Array.from(route.matchAll(/:(\w+)/g), ([, name = ""]) => name);
  const body = method === "GET" ? undefined : (call.body ?? call.takes);
  // A command whose input is in its path has no body.
  const holds =
    body && !isEmpty(body, named) && contentOf(body, { io: "input", without: named, name: `${typeName}Body`, schemas });
  return {
    operationId: id,
    tags: [tagOf(route)],
    summary: call.about,
    description: `${callers[call.who]}${call.programs === "refused" ? " Not with a program's token." : ""}`,
    security: call.who === "anyone" ? [] : [{ bearer: [] }, { cookie: [] }],
    parameters: [...named.map(pathParameter), ...queryParameters(call.query)],
    ...(holds && { requestBody: { content: holds } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(call.answers).map(([status, answer]) => [
          status,
          {
            description: status === "204" ? "Done." : "Success.",
            ...(answer && {
              content: Object.assign(
                {},
                ...[answer].flat().map((one) => contentOf(one, { io: "output", name: `${typeName}Answer`, schemas })),
              ),
            }),
          },
        ]),
      ),
      default: {
        description: `Rejected: ${commonFaults.map((code) => catalogue[code].text).join(" ")} …`,
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

const pathParameter = (name: string) => ({
  name,
  in: "path",
  required: true,
  schema: { type: "string" },
  ...(name === "session" && { description: "The session's id or its code." }),
});

function queryParameters(query: z.ZodType | undefined): JsonSchema[] {
  const schema = query ? toJsonSchema(query, "input") : {};
  const required = (schema.required ?? []) as string[];
  return Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).map(([name, of]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema: of,
  }));
}

interface ContentOptions {
  readonly io: "input" | "output";
  /** Fields that are in the path. */
  readonly without?: readonly string[];
  /** The name of its schema, unless the domain has one. */
  readonly name: string;
  readonly schemas: NamedSchemas;
}

function contentOf(holds: NonNullable<AnswerBody>, { io, without = [], name, schemas }: ContentOptions): JsonSchema {
  if (!(holds instanceof z.ZodType)) return { [holds.media]: {} };
  const json = withoutProperties(toJsonSchema(holds, io), without);
  const inline = io === "input" ? withoutUnknownFields(json) : json;
  const example = exampleOf(inline, {});
  return { "application/json": { schema: schemas.refer(inline, name), example } };
}

/** Whether a body would have no field but those in the path. */
const isEmpty = (holds: NonNullable<AnswerBody>, without: readonly string[]): boolean =>
  holds instanceof z.ZodObject && Object.keys(holds.shape).every((name) => without.includes(name));
