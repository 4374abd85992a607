/** What `lectern serve` loads before it listens: the rest is loaded later, so that a class does not wait for it. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { teacherKey, temporaryFolder } from "./support/class.ts";

const src = join(import.meta.dir, "../src");
const transpiler = new Bun.Transpiler({ loader: "ts" });

/** The files and the packages that these files import at once, and those that the imported files import. */
function loadedBy(...entries: string[]): { files: string[]; packages: string[] } {
  const files = new Set(entries.map((entry) => join(src, entry)));
  const packages = new Set<string>();
  // A set also yields what is added while it is read.
  for (const path of files) {
    if (!path.endsWith(".ts")) continue;
    const imports = transpiler.scanImports(readFileSync(path, "utf8").replace(/^#!.*/, ""));
    for (const { path: of } of imports.filter(({ kind }) => kind === "import-statement")) {
      if (of.startsWith(".")) files.add(join(dirname(path), of));
      else packages.add(of);
    }
  }
  const named = Array.from(files, (path) => relative(src, path).replaceAll("\\", "/"));
  return { files: named.sort(), packages: [...packages].filter((name) => !/^(node|bun):|^bun$/.test(name)).sort() };
}

const { files, packages } = loadedBy("main.ts", "cli/serve.ts");

test("before it listens, lectern serve loads the sockets, the rules and the store", () => {
  expect(files).toContain("live/kernel.ts");
  expect(files).toContain("dialects/native.ts");
  expect(files).toContain("store/open.ts");
});

test("and not the HTTP resources, the documents, the guide, the metrics, the demo, lesson files or other commands", () => {
  const later = [
    /^docs\//,
    /^(demo|samples|client|web|guide)\//,
    /^domain\/(markdown|zip|lesson-file)/,
    /^http\/(app|web|metrics|openapi|report|lessons|sessions|products|measurements-csv|pictures|operations)\.ts$/,
    /^lan\/mdns/,
    /^cli\/(backup|demo|export|import|restore|session|status|token|user)\.ts$/,
  ];
  expect(files.filter((file) => later.some((pattern) => pattern.test(file)))).toEqual([]);
});

test("and of the packages only those that it needs for this", () => {
  const names = packages.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0]);
  expect([...new Set(names)]).toEqual([
    "@commander-js/extra-typings",
    "@logtape/logtape",
    "@logtape/pretty",
    "drizzle-orm",
    "hono",
    "uqr",
    "zod",
  ]);
});

test("HTTP requests and sockets that arrive while the HTTP part is loaded are answered", async () => {
  const { openServer } = await import("../src/server.ts");
  using folder = temporaryFolder();
  const port = freePort();
  const starting = openServer({ port, host: "127.0.0.1", data: folder.path, teacherKey });
  // It listens already: the rest is loaded in later turns of the event loop.
  const health = fetch(`http://127.0.0.1:${port}/healthz`);
  const ws = new WebSocket(`ws://127.0.0.1:${port}/ws/live/check?refusals=close`);
  const opened = new Promise((resolve) => {
    ws.addEventListener("open", () => resolve("accepted"));
    ws.addEventListener("error", () => resolve("not accepted"));
  });
  expect(await opened).toBe("accepted");
  expect(await (await health).text()).toBe("ok");
  ws.close();
  await (await starting).stop();
});

function freePort(): number {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const { port = 0 } = server;
  server.stop(true);
  return port;
}
