/** Generates the AsyncAPI 3 document from the dialects. */
import type { z } from "zod";
import type { BoardDialect } from "../dialects/board.ts";
import type { Dialect, Protocol } from "../dialects/dialect.ts";
import { boardDialects, dialects } from "../dialects/index.ts";
import { projector } from "../dialects/projector.ts";
import { type BoardEventName, boardEvents, boardRequests } from "../domain/spc/events.ts";
import { commands, events } from "../features/index.ts";
import { type NamedSchemas, nameSchemas, toTypeName } from "./named-schemas.ts";
import { type DocumentHead, type JsonSchema, toJsonSchema } from "./schema.ts";

interface FrameDoc {
  readonly name: string;
  readonly direction: "in" | "out";
  readonly payload: JsonSchema;
  readonly summary: string;
}

/** The messages and schemas that the channels refer to. */
interface Components {
  readonly messages: JsonSchema;
  readonly schemas: NamedSchemas;
}

/** Returns the AsyncAPI document of every dialect. */
export function asyncapi({ version, url }: DocumentHead): JsonSchema {
  const { host, protocol } = new URL(url);
  const channels: JsonSchema = {};
  const operations: JsonSchema = {};
  const components: Components = { messages: {}, schemas: nameSchemas() };
  const protocols = [
    ...dialects.map((dialect) => ({
      dialect,
      frames: mergeByName([...roomFrames(dialect), ...protocolFrames(dialect)]),
    })),
    ...boardDialects.map((dialect) => ({
      dialect,
      frames: mergeByName([...boardFrames(dialect), ...protocolFrames(dialect)]),
    })),
    {
      dialect: { ...projector, doors: { [projector.door]: {} } },
      frames: [...projectorFrames(), ...protocolFrames(projector)],
    },
  ];
  for (const { dialect, frames } of protocols) {
    for (const path of Object.keys(dialect.doors)) {
      const id = `${dialect.name}${path
        .replace(":product", "one")
        .replace(/:session|:participant|\/ws\/?/g, "")
        .replace(/[^a-z]+/g, "_")}`.replace(/_+$/, "");
      channels[id] = { ...channelOf(dialect, path), messages: messagesOf(dialect, frames, components) };
      for (const direction of ["in", "out"] as const) {
        const messages = frames
          .filter((frame) => frame.direction === direction)
          .map(({ name }) => ({ $ref: `#/channels/${id}/messages/${direction}_${keyOf(name)}` }));
        if (messages.length === 0) continue;
        operations[`${id}_${direction}`] = {
          action: direction === "in" ? "receive" : "send",
          channel: { $ref: `#/channels/${id}` },
          messages,
        };
      }
    }
  }
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Lectern",
      version,
      description: "The dialects of the sessions and of the quality board.",
      license: { name: "MIT" },
    },
    defaultContentType: "application/json",
    servers: { lectern: { host, protocol: protocol === "https:" ? "wss" : "ws" } },
    channels,
    operations,
    components: { messages: components.messages, schemas: components.schemas.components },
  };
}

/** Returns the frame of each event in each dialect; null if the dialect has none. */
export function coverage(): { event: string; about: string; frames: Record<string, string | null> }[] {
  const silent = Object.fromEntries([...dialects, ...boardDialects].map(({ name }) => [name, null]));
  const inRooms = Array.from(events.values(), ({ name, about }) => ({
    event: name,
    about,
    frames: { ...silent, ...Object.fromEntries(dialects.map(({ name: of, says }) => [of, says[name]?.name ?? null])) },
  }));
  const onBoard = Object.entries(boardEvents).map(([event, { about }]) => {
    const frameOf = ({ name, says }: BoardDialect) => [name, says[event as BoardEventName]?.name ?? null];
    return { event, about, frames: { ...silent, ...Object.fromEntries(boardDialects.map(frameOf)) } };
  });
  return [...inRooms, ...onBoard];
}

const parameters: Record<string, string> = {
  session: "The session's id or its code.",
  participant: "The participant's id.",
  product: "The product's id.",
};

/** A name for generated types, such as `LecternFromServerChatSent`. */
const titleOf = ({ name: dialect }: Protocol, { direction, name }: Pick<FrameDoc, "direction" | "name">): string =>
  toTypeName(`${dialect} ${direction === "in" ? "to" : "from"} server ${name}`);

const keyOf = (name: string) => name.replace(/\W/g, "_");

/** The query with which a client of the native protocol resumes, and chooses how it is refused. */
const nativeQuery = {
  type: "object",
  properties: {
    since: { type: "integer", minimum: 0, description: "The `seq` of the last event that the client has." },
    epoch: {
      type: "string",
      description: "The `epoch` of the client's last welcome. If the server's differs, `resumed` is false.",
    },
    views: {
      type: "string",
      description:
        "Names of views, separated by commas, such as `timer.current,chat.list`: the welcome then has in `views` what their " +
        "HTTP calls answer without parameters, if the person may read them. Of a list, the first 50 items at most.",
    },
    refusals: {
      type: "string",
      enum: ["close"],
      description:
        "Refuse by a close after the upgrade, because browsers do not report why an upgrade was refused: 4401 without a " +
        "credential, 4405 without a seat, 4403 removed, 4404 no such session, 1000 the session has ended.",
    },
  },
};

function channelOf(dialect: Protocol & { readonly resumes?: boolean }, path: string): JsonSchema {
  const named = Array.from(path.matchAll(/:(\w+)/g), ([, name = ""]) => [
    name,
    { description: parameters[name] ?? name },
  ]);
  return {
    address: path.replace(/:(\w+)/g, "{$1}"),
    title: dialect.name,
    parameters: Object.fromEntries(named),
    ...(dialect.resumes && { bindings: { ws: { query: nativeQuery } } }),
  };
}

/** Adds a dialect's messages to the components. Returns the references to them. */
function messagesOf(dialect: Protocol, frames: readonly FrameDoc[], { messages, schemas }: Components): JsonSchema {
  return Object.fromEntries(
    frames.map((frame) => {
      const { name, direction, payload, summary } = frame;
      const title = titleOf(dialect, frame);
      messages[title] = {
        name,
        title,
        summary,
        ...(dialect.envelope.wire && { contentType: dialect.envelope.wire.mediaType }),
        payload: schemas.add(title, { ...payload, title }),
      };
      return [`${direction}_${keyOf(name)}`, { $ref: `#/components/messages/${title}` }];
    }),
  );
}

/** Functions that document a dialect's frames. */
function frameDocs({ name: dialect, envelope: { form, wire, close } }: Protocol) {
  /** The schema of a frame's text, with an example in which each field is its name, such as `GO <options>`. */
  function textOf(name: string, data: JsonSchema = {}): JsonSchema | undefined {
    if (!wire) return undefined;
    const fields = Object.keys((data.properties ?? {}) as JsonSchema).map((field) => [field, `<${field}>`]);
    return {
      type: "string",
      pattern: wire.pattern(name),
      examples: [wire.format(close(name, Object.fromEntries(fields)))],
    };
  }
  const payloadOf = (name: string, fields: { name: string; data?: string; id?: string }, data?: JsonSchema) =>
    textOf(name, data) ?? wrap(fields, name, data);
  return {
    incoming: (name: string, schema: z.ZodType | undefined, summary: string): FrameDoc => ({
      name,
      direction: "in",
      summary,
      payload: payloadOf(name, form.in, schema && toJsonSchema(schema, "input")),
    }),
    outgoing: ({ name, schema }: { name: string; schema: () => z.ZodType }, summary: string): FrameDoc => ({
      name,
      direction: "out",
      summary,
      payload: payloadOf(name, form.out, toJsonSchema(schema(), "output")),
    }),
    /** What answers the frame `to`. */
    answering: (
      { name, schema }: { name: string; schema: () => z.ZodType },
      to: string,
      summary: string,
    ): FrameDoc => ({
      name,
      direction: "out",
      summary,
      payload: {
        title: toTypeName(`${dialect} ${to} answer`),
        ...payloadOf(name, form.out, toJsonSchema(schema(), "output")),
      },
    }),
  };
}

const answersAfterCommit = "Sent when the command is on disk.";

/** The frames of a room's dialect, except those of every protocol. */
function roomFrames(dialect: Dialect): FrameDoc[] {
  const { incoming, outgoing, answering } = frameDocs(dialect);
  return [
    ...dialect.greet.map((message) => outgoing(message, "The first frame.")),
    ...Object.entries(dialect.hears).flatMap(([name, { command, frame, confirm }]) => [
      incoming(name, frame ?? commands.get(command)?.input, commands.get(command)?.about ?? ""),
      ...(confirm ? [answering(confirm, name, answersAfterCommit)] : []),
    ]),
    ...Array.from(events.values()).flatMap(({ name, about }) => {
      const frame = dialect.says[name];
      return frame ? [outgoing(frame, about)] : [];
    }),
  ];
}

/** The frames of a board's dialect, except those of every protocol. */
function boardFrames(dialect: BoardDialect): FrameDoc[] {
  const { incoming, outgoing, answering } = frameDocs(dialect);
  return [
    ...dialect.greet.map((message) => outgoing(message, "The first frame.")),
    ...Object.entries(dialect.hears).flatMap(([name, { request, confirm }]) => [
      incoming(name, boardRequests[request].input, boardRequests[request].about),
      answering(confirm, name, `Answers ${name}.`),
    ]),
    ...Object.entries(boardEvents).flatMap(([name, { about }]) => {
      const frame = dialect.says[name as BoardEventName];
      return frame ? [outgoing(frame, about)] : [];
    }),
  ];
}

/** The frames of projectors, except those of every protocol. */
function projectorFrames(): FrameDoc[] {
  const { outgoing } = frameDocs(projector);
  return [
    outgoing(projector.welcome, "The first frame: everything that the projector shows."),
    outgoing(projector.changed, "The parts that have changed; null if the session no longer uses the feature."),
  ];
}

/** The frames that every dialect has: automatic replies and errors. */
function protocolFrames(dialect: Protocol): FrameDoc[] {
  const { incoming, outgoing } = frameDocs(dialect);
  return [
    ...Object.entries(dialect.answers).flatMap(([name, answer]) => [
      incoming(name, answer.frame, "Answered immediately."),
      outgoing(answer, `Answers ${name}.`),
    ]),
    outgoing(dialect.fault, "The frame was rejected."),
  ];
}

/** Merges frames with the same name into one with all of their payloads. */
function mergeByName(frames: readonly FrameDoc[]): FrameDoc[] {
  return Array.from(Map.groupBy(frames, ({ direction, name }) => `${direction} ${name}`).values(), (group) => {
    const [first] = group as [FrameDoc];
    const payloads = new Map(group.map(({ payload }) => [JSON.stringify(payload), payload]));
    return payloads.size === 1 ? first : { ...first, payload: { anyOf: Array.from(payloads.values()) } };
  });
}

/** A frame's schema: its data in the envelope's field for it, or merged with its name. */
function wrap(form: { name: string; data?: string; id?: string }, name: string, data: JsonSchema = {}): JsonSchema {
  const id = form.id === undefined ? {} : { [form.id]: { type: "string", minLength: 1, maxLength: 64 } };
  const own = { [form.name]: { const: name }, ...id };
  if (form.data !== undefined) {
    return { type: "object", required: [form.name], properties: { ...own, [form.data]: data } };
  }
  const required = [form.name, ...((data.required ?? []) as string[])];
  return { ...data, type: "object", required, properties: { ...own, ...(data.properties as JsonSchema) } };
}
