/** Generates the OpenAPI 3.1 document from the endpoints. */
import { z } from "zod";
import { catalogue, type FaultCode } from "../features/index.ts";
import { Problem } from "../features/problem.ts";
import type { AnswerBody, Endpoint } from "../http/endpoint.ts";
import { type JsonSchema, toJsonSchema, withoutProperties, withoutUnknownFields } from "./schema.ts";

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

/** Returns the OpenAPI document of these endpoints. */
export function openapi(calls: readonly Endpoint[], version: string): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const call of calls) {
    const [method = "", route = ""] = call.route.split(" ", 2);
    const path = route.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(call, method, route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Lectern",
      version,
      description: "A classroom server. Every command of a session is also a frame of the native dialect.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        cookie: { type: "apiKey", in: "cookie", name: "lectern_session" },
      },
      schemas: { Problem: { description: "RFC 9457.", ...toJsonSchema(Problem, "input") } },
    },
  };
}

function operation(call: Endpoint, method: string, route: string): JsonSchema {
  const named = Array.from(route.matchAll(/:(\w+)/g), ([, name = ""]) => name);
  const body = call.body ?? call.takes;
  const holds = body && contentOf(body, "input", named);
  return {
    operationId: `${method.toLowerCase()}${route.replace(/[^a-z]+(\w)/gi, (_, letter: string) => letter.toUpperCase())}`,
    summary: call.about,
    description: callers[call.who],
    security: call.who === "anyone" ? [] : [{ bearer: [] }, { cookie: [] }],
    parameters: [...named.map(pathParameter), ...queryParameters(call.query)],
    ...(holds && method !== "GET" && hasContent(holds) && { requestBody: { content: holds } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(call.answers).map(([status, answer]) => [
          status,
          {
            description: status === "204" ? "Done." : "Success.",
            ...(answer && {
              content: Object.assign({}, ...[answer].flat().map((content) => contentOf(content, "output"))),
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

function contentOf(
  holds: NonNullable<AnswerBody>,
  io: "input" | "output",
  without: readonly string[] = [],
): JsonSchema {
  if (!(holds instanceof z.ZodType)) return { [holds.media]: {} };
  const schema = withoutProperties(toJsonSchema(holds, io), without);
  return { "application/json": { schema: io === "input" ? withoutUnknownFields(schema) : schema } };
}

/** Whether a body has any field: a command whose input is in its path has no body. */
function hasContent(content: JsonSchema): boolean {
  const json = content["application/json"] as { schema: { properties?: object } } | undefined;
  return !json || Object.keys(json.schema.properties ?? {}).length > 0;
}
