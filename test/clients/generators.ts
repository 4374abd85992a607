/** Generates clients from the API documents with common generators. */
import { join } from "node:path";
import { PythonGenerator } from "@asyncapi/modelina";
import { build } from "esbuild";

const root = join(import.meta.dir, "../..");

/** The types of the OpenAPI document by openapi-typescript, which needs the API of TypeScript 5. */
export async function generateTypes(openapi: object, folder: string): Promise<string> {
  const outfile = join(folder, "openapi-typescript.mjs");
  await build({
    stdin: { contents: 'export { default, astToString } from "openapi-typescript";', resolveDir: root },
    alias: { typescript: Bun.resolveSync("typescript5", root) },
    external: [Bun.resolveSync("typescript5", root)],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "error",
  });
  const { default: generate, astToString } = await import(outfile);
  // Fields with a default may be left out of a body.
  return astToString(await generate(openapi, { defaultNonNullable: false }));
}

/** One Python module with a class for each message and schema of the AsyncAPI document, by Modelina. */
export async function generatePython(asyncapi: object): Promise<{ names: string[]; module: string }> {
  // Modelina prints `undefined` for a constant that is no text.
  const document = JSON.parse(JSON.stringify(asyncapi), (_, part) => {
    if (typeof part !== "object" || part === null || !("const" in part) || typeof part.const === "string") return part;
    return { ...part, const: undefined };
  });
  // Of a union it prints nothing.
  const models = (await new PythonGenerator().generate(document)).filter(({ result }) => result !== "");
  const imports = new Set(models.flatMap(({ dependencies }) => dependencies));
  const ordered = [...imports].sort((one, other) => Number(/__future__/.test(other)) - Number(/__future__/.test(one)));
  return {
    names: models.map(({ modelName }) => modelName),
    module: [...ordered, ...models.map(({ result }) => result)].join("\n"),
  };
}
