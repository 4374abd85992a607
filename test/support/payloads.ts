/** Holds frames to what `/asyncapi.json` says of them. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020";
import { asyncapi } from "../../src/docs/asyncapi.ts";

interface Channel {
  readonly title: string;
  readonly messages: Record<string, { readonly $ref: string }>;
}

const { channels, components } = asyncapi({ version: "0", url: "http://localhost" }) as unknown as {
  channels: Record<string, Channel>;
  components: { messages: Record<string, { readonly name: string; readonly payload: { readonly $ref: string } }> };
};
// Zod emits a pattern next to each format, so formats need no validation.
const ajv = new Ajv2020({ allErrors: true, validateFormats: false, allowUnionTypes: true });
ajv.addKeyword("components");
ajv.addSchema({ $id: "asyncapi", components });
const compiled = new Map<string, ValidateFunction>();
for (const { title, messages } of Object.values(channels)) {
  for (const [key, { $ref }] of Object.entries(messages)) {
    const message = components.messages[$ref.split("/").at(-1) ?? ""];
    if (!message) throw new Error(`${$ref} is missing`);
    const direction = key.slice(0, key.indexOf("_"));
    const id = `${title} ${direction} ${message.name}`;
    if (!compiled.has(id)) compiled.set(id, ajv.compile({ $ref: `asyncapi${message.payload.$ref}` }));
  }
}

/**
 * Lists how a frame differs from the document: empty if it matches. `direction` is the server's. Of an app that speaks in
 * lines, the line is checked.
 */
export function misfitsOf(dialect: string, direction: "in" | "out", frame: Record<string, unknown>): string[] {
  const id = `${dialect} ${direction} ${frame.type ?? frame.event}`;
  const validate = compiled.get(id);
  if (!validate) return [`${id} is not in the document`];
  if (validate(frame.line ?? frame)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${id}${instancePath} ${message}`);
}

/** Every frame that the document has, as `dialect direction name`. */
export const documented: readonly string[] = [...compiled.keys()];
