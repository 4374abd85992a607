/** Reads the OpenAPI and AsyncAPI documents into calls, dialects and frames. */
import type { Schema } from "../../domain/schema-example.ts";

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
interface Operation {
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}
export interface OpenApi {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface Message {
  readonly name: string;
  readonly summary: string;
  readonly payload: Schema;
}
export interface AsyncApi {
  readonly channels: Readonly<
    Record<string, { address: string; title: string; messages: Readonly<Record<string, { readonly $ref: string }>> }>
  >;
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
  readonly "x-coverage": readonly Coverage[];
}
export interface Documents {
  readonly http: OpenApi;
  readonly frames: AsyncApi;
}
export interface Coverage {
  readonly event: string;
  readonly about: string;
  readonly frames: Readonly<Record<string, string | null>>;
}

export interface Frame extends Message {
  readonly id: string;
  readonly direction: "in" | "out";
}
export interface Dialect {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly frames: readonly Frame[];
}
export interface HttpCall extends Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
}

const toId = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** Merges a dialect's channels: all its addresses have the same frames. */
export function dialectsOf({ channels, components }: AsyncApi): Dialect[] {
  const channelsByDialect = Map.groupBy(Object.values(channels), ({ title }) => title);
  return Array.from(channelsByDialect, ([name, ofDialect]) => ({
    name,
    addresses: ofDialect.map(({ address }) => address),
    frames: Object.entries(ofDialect[0]?.messages ?? {}).flatMap(([key, { $ref }]) => {
      const message = components.messages[$ref.split("/").at(-1) ?? ""];
      if (!message) return [];
      const direction = key.startsWith("in_") ? ("in" as const) : ("out" as const);
      return [{ ...message, direction, id: `${name}-${direction}-${toId(message.name)}` }];
    }),
  }));
}

export type Group = "auth" | "lessons" | "sessions" | "inside" | "quality" | "uploads" | "server" | "older";

function groupOf(path: string): Group {
  if (/^\/(sessions|api\/v1)\//.test(path)) return "older";
  if (/^\/api\/(auth|users)/.test(path)) return "auth";
  if (path.startsWith("/api/lessons")) return "lessons";
  if (/^\/api\/sessions\/\{session\}\/./.test(path)) return "inside";
  if (/^\/api\/(sessions|join)/.test(path)) return "sessions";
  if (path.startsWith("/api/spc")) return "quality";
  return path.includes("uploads") ? "uploads" : "server";
}

/** The calls by group, in the order of the document. */
export function callsOf({ paths }: OpenApi): Map<Group, HttpCall[]> {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      id: `${method}-${toId(path)}`,
      method: method.toUpperCase(),
      path,
    })),
  );
  return Map.groupBy(calls, ({ path }) => groupOf(path));
}
