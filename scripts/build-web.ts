/** Builds the web client into `dist/web`: file names with a hash, and each text file also compressed by gzip and Brotli. */
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import tailwind from "bun-plugin-tailwind";
import { compileCss } from "./old-browsers.ts";
import { buildClient } from "./prepare.ts";

const root = join(import.meta.dir, "..");
const entry = join(root, "src/web/index.html");
const target = join(root, "dist/web");
const buildFolder = `${target}.${process.pid}`;

if (!(await Bun.file(entry).exists())) {
  console.error("There is no src/web/index.html yet: nothing to build.");
  process.exit(0);
}
// The style sheets depend on it: `bun test` sets it to `test`.
process.env.NODE_ENV = "production";
// In a process of its own, while the pages are built here.
const clientPackage = buildClient();
rmSync(buildFolder, { recursive: true, force: true });
const hashedName = "[name]-[hash].[ext]";
const options = { outdir: buildFolder, publicPath: "/", minify: true, target: "browser" as const, plugins: [tailwind] };
const styleSheet = async (path: string) => {
  const { outputs } = await Bun.build({ ...options, entrypoints: [join(root, path)], naming: hashedName });
  return `/${basename(outputs[0]?.path ?? "")}`;
};
const allPagesCss = await styleSheet("src/web/all-pages.css");
// Of the pages that the server renders.
await styleSheet("src/guide/guide.css");
await Bun.build({
  ...options,
  entrypoints: [entry],
  naming: { entry: "[name].[ext]", chunk: hashedName, asset: hashedName },
  splitting: true,
  define: {
    "process.env.NODE_ENV": '"production"',
    allPagesCss: JSON.stringify(allPagesCss),
  },
});

await buildServiceWorker();
await addClient();

// Browsers accept Brotli only over TLS, and most classrooms use plain HTTP.
const compressors = {
  // 3 % smaller than zlib at level 9.
  ".gz": (bytes: Uint8Array<ArrayBuffer>) => Bun.gzipSync(bytes, { library: "libdeflate", level: 12 }),
  ".br": brotliCompressSync,
};
for (const name of readdirSync(buildFolder)) {
  const path = join(buildFolder, name);
  if (name.endsWith(".css")) writeFileSync(path, compileCss(await Bun.file(path).text()));
  const bytes = await Bun.file(path).bytes();
  const isText = /\.(html|js|css|svg|json|webmanifest)$/.test(name);
  const sizes = Object.entries(isText ? compressors : {}).map(([extension, compress]) => {
    const small = compress(bytes);
    if (small.byteLength < bytes.byteLength * 0.9) writeFileSync(path + extension, small);
    return `, ${kilobytes(small.byteLength)} ${extension}`;
  });
  console.error(`  ${name.padEnd(32)} ${kilobytes(bytes.byteLength)}${sizes.join("")}`);
}
// Replaces the folder only now: a running server still serves the old files.
mkdirSync(join(root, "dist"), { recursive: true });
rmSync(target, { recursive: true, force: true });
renameSync(buildFolder, target);
if (!statSync(join(target, "index.html")).isFile()) throw new Error("the build has no index.html");

/** Adds the package `@lectern/client`: `/client.js` for pages, `/client.tgz` for npm. */
async function addClient(): Promise<void> {
  const folder = await clientPackage;
  const script = await Bun.file(join(folder, "index.js")).text();
  writeFileSync(join(buildFolder, "client.js"), script.replace(/^\/\/# (sourceMappingURL|debugId)=.*\n?/gm, ""));
  copyFileSync(`${folder}.tgz`, join(buildFolder, "client.tgz"));
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} kB`;
}

/** Builds the service worker with the version and the names of the files that the page needs at first. */
async function buildServiceWorker(): Promise<void> {
  const html = await Bun.file(join(buildFolder, "index.html")).text();
  const files = new Set(Array.from(html.matchAll(/(?:src|href)="\/([^"]+)"/g), ([, name = ""]) => name));
  // A set also yields what is added while it is read: the scripts that a script imports at once.
  for (const name of files) {
    if (!name.endsWith(".js")) continue;
    const script = await Bun.file(join(buildFolder, name)).text();
    for (const [, imported = ""] of script.matchAll(/(?:from|import)\s*"\/([\w.-]+\.js)"/g)) files.add(imported);
  }
  const version = Bun.hash(html).toString(36);
  await Bun.build({
    entrypoints: [join(root, "src/web/offline/worker.ts")],
    outdir: buildFolder,
    naming: "sw.js",
    minify: true,
    target: "browser",
    define: { build: JSON.stringify({ version, files: Array.from(files, (name) => `/${name}`) }) },
  });
}
