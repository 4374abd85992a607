/**
 * Builds `dist/client`: one ES module with its source map, type declarations, package.json, README and licence; and
 * `dist/client.tgz`, the same as npm installs it. The same sources give the same bytes.
 */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packTar } from "modern-tar";
import { version } from "../package.json";
import { openServer } from "../src/server.ts";
import { newToken } from "../src/store/accounts.ts";
import { printContract } from "./client-types.ts";
import { fail, root, run } from "./prepare.ts";

const source = join(root, "src/sdk");
const target = join(root, "dist/client");
const folder = `${target}.${process.pid}`;

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await Bun.build({
  entrypoints: [join(source, "index.ts")],
  outdir: folder,
  target: "browser",
  sourcemap: "linked",
  // Not minified, so that a stack trace can be read; compressed it is small enough.
  minify: false,
});
await writeTypes();
writeFileSync(join(folder, "contract.d.ts"), printContract(await readOpenApi()));
copyFileSync(join(source, "README.md"), join(folder, "README.md"));
copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest(), null, 2)}\n`);
writeFileSync(`${target}.tgz`, await pack());
rmSync(target, { recursive: true, force: true });
renameSync(folder, target);

/** The folder as npm packs it, with no date. */
async function pack(): Promise<Uint8Array> {
  const entries = readdirSync(folder)
    .toSorted()
    .map((name) => {
      const body = readFileSync(join(folder, name));
      return { header: { name: `package/${name}`, size: body.byteLength, mtime: new Date(0) }, body };
    });
  return Bun.gzipSync(new Uint8Array(await packTar(entries)), { library: "libdeflate", level: 12 });
}

function manifest() {
  return {
    name: "@lectern/client",
    version,
    description: "Connects bots, pages and scripts to a class in Lectern.",
    license: "MIT",
    type: "module",
    exports: { ".": { types: "./index.d.ts", default: "./index.js" }, "./package.json": "./package.json" },
    types: "./index.d.ts",
    sideEffects: false,
    engines: { node: ">=20" },
    // Only Node 20 needs it: later versions, Bun and browsers have a WebSocket.
    peerDependencies: { ws: "^8.0.0" },
    peerDependenciesMeta: { ws: { optional: true } },
    files: ["*.js", "*.js.map", "*.d.ts"],
  };
}

/** The declarations of src/sdk, except for those of the contract. The modules' exports have explicit types. */
async function writeTypes(): Promise<void> {
  const files = ["index.ts", "types.ts", "fault.ts", "client.ts"].map((name) => join(source, name));
  const flags = "--declaration --emitDeclarationOnly --noCheck --noResolve --skipLibCheck --allowImportingTsExtensions";
  const to = ["--module", "esnext", "--target", "esnext", "--moduleResolution", "bundler", "--ignoreConfig"];
  const command = [join(root, "node_modules/.bin/tsc"), ...flags.split(" "), ...to, "--outDir", folder, ...files];
  if ((await run(command)) !== 0) fail("The types of the client package could not be written.");
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".d.ts"))) {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, "utf8").replace(/(from "\.\/[\w-]+)\.ts"/g, '$1.js"'));
  }
}

/** The OpenAPI document of a server that runs for this moment. */
async function readOpenApi() {
  const data = mkdtempSync(join(tmpdir(), "lectern-client-"));
  await using server = await openServer({ port: 0, host: "127.0.0.1", data, teacherKey: newToken() });
  const document = await (await fetch(`http://127.0.0.1:${server.port}/openapi.json`)).json();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
  return document as Record<string, unknown>;
}
