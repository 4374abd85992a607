/** The types of the package are printed from the schemas of the commands, events and HTTP calls. */
import { expect, test } from "bun:test";
import { z } from "zod";
import { printContract } from "../../scripts/client-types.ts";
import { printType } from "../../scripts/print-type.ts";
import { toJsonSchema } from "../../src/docs/schema.ts";
import { catalogue, commands, events } from "../../src/features/index.ts";

test.each([
  [z.string().max(5), "string"],
  [z.number().int().nullable(), "number | null"],
  [z.literal("a"), '"a"'],
  [z.enum(["a", "b"]), '"a" | "b"'],
  [z.array(z.boolean()), "boolean[]"],
  [z.array(z.union([z.string(), z.null()])), "(string | null)[]"],
  [z.tuple([z.string(), z.number()]), "[string, number]"],
  [z.object({ a: z.string(), "b-c": z.number().optional() }), '{ a: string; "b-c"?: number | undefined }'],
  [z.object({ a: z.number().default(1) }), "{ a?: number | undefined }"],
  [z.record(z.string(), z.number()), "{ [name: string]: number }"],
  [z.object({}), "Record<string, never>"],
  [z.unknown(), "unknown"],
])("a schema as TypeScript: %#", (schema, type) => {
  expect(printType(toJsonSchema(schema, "input"))).toBe(type);
});

test("the contract has every command, event and fault code, with what it is about", () => {
  const contract = printContract({ paths: {}, components: { schemas: {} } });
  for (const { name, about } of commands.values()) {
    expect(contract).toContain(`/** ${about} */\n  "${name}": { input: `);
  }
  const published = [...events.values()].filter(({ to }) => typeof to === "function" || to.roles.length > 0 || to.and);
  for (const { name, about } of published) expect(contract).toContain(`/** ${about} */\n  "${name}": `);
  for (const code of Object.keys(catalogue)) expect(contract).toContain(`"${code}"`);
});
