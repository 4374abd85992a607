import { expect, test } from "bun:test";
import { dirname, join, normalize } from "node:path";
import { Glob } from "bun";
import { dialects } from "../src/dialects/index.ts";
import { commands, events } from "../src/features/index.ts";
import { featureNames } from "../src/features/whole-session.ts";

const src = join(import.meta.dir, "../src");

/** Each room, which of ours it may import, and which packages; without a list, any but those of the browser's ban. */
const rooms: Record<string, { ours: readonly string[]; packages?: readonly string[] }> = {
  domain: { ours: [], packages: ["zod", "@tonaljs/chord", "fflate", "marked"] },
  features: { ours: ["domain"], packages: ["zod"] },
  dialects: { ours: ["features", "domain"], packages: ["zod"] },
  store: {
    ours: ["domain"],
    packages: [
      "@logtape/logtape",
      "bun:sqlite",
      "drizzle-orm",
      "node:crypto",
      "node:fs",
      "node:fs/promises",
      "node:path",
      "zod",
    ],
  },
  cluster: {
    ours: ["store", "domain"],
    packages: ["@logtape/logtape", "bun", "bun:sqlite", "drizzle-orm", "node:crypto", "node:fs", "node:path"],
  },
  live: { ours: ["store", "dialects", "features", "domain"] },
  quality: { ours: ["live", "store", "dialects", "domain"] },
  docs: { ours: ["http", "dialects", "features", "domain"] },
  guide: { ours: ["domain"] },
  samples: { ours: ["domain"], packages: [] },
  demo: { ours: ["client", "features", "domain"], packages: [] },
  http: { ours: ["lan", "guide", "demo", "samples", "quality", "live", "store", "dialects", "features", "domain"] },
  development: { ours: ["http", "quality", "live", "store", "dialects", "features", "domain"] },
  "other-nodes": { ours: ["cluster", "http", "live", "domain"] },
  data: { ours: ["other-nodes", "cluster", "http", "quality", "live", "store", "domain"] },
  server: {
    ours: ["data", "lan", "development", "http", "docs", "quality", "live", "store", "dialects", "features", "domain"],
  },
  lan: { ours: [] },
  flags: { ours: ["domain"] },
  config: { ours: ["flags", "domain"] },
  cli: {
    ours: [
      "demo",
      "samples",
      "server",
      "cluster",
      "config",
      "flags",
      "lan",
      "http",
      "live",
      "store",
      "features",
      "domain",
    ],
  },
  main: { ours: ["cli"], packages: [] },
  client: { ours: ["features", "domain"] },
  sdk: { ours: ["client", "features", "domain"], packages: [] },
  web: { ours: ["samples", "client", "features", "domain"] },
};
const inBrowser = ["client", "sdk", "web"];

/** What may be imported for its types alone, in addition to what `rooms` allows. */
const typesOnly = [
  "demo → dialects/native.ts",
  "client → dialects/native.ts",
  "client → dialects/native-board.ts",
  "client → http/routes.ts",
  "sdk → http/routes.ts",
];

interface Import {
  readonly of: string;
  readonly types: boolean;
}

const form =
  /^\s*(?:import|export)\s+(type\s)?[^;"']*?\bfrom\s+["']([^"']+)["']|^\s*import\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;

const importsIn = (text: string): Import[] =>
  Array.from(text.matchAll(form), ([, type, from, bare, dynamic]) => ({
    of: from ?? bare ?? dynamic ?? "",
    types: type !== undefined,
  }));

const files = await Promise.all(
  Array.from(new Glob("**/*.{ts,tsx}").scanSync(src), async (path) => {
    const text = await Bun.file(join(src, path)).text();
    const room = path.includes("/") ? (path.split("/")[0] ?? "") : path.replace(/\.tsx?$/, "");
    return { path: path.replaceAll("\\", "/"), room, text, imports: importsIn(text) };
  }),
);

test("the imports are found in the sources", () => {
  expect(
    importsIn('import a from "./a.ts";\nimport type { B } from "b";\nexport {\n  c,\n} from "../c.ts";\nimport "d";\n'),
  ).toEqual([
    { of: "./a.ts", types: false },
    { of: "b", types: true },
    { of: "../c.ts", types: false },
    { of: "d", types: false },
  ]);
  expect(importsIn('const e = await import("./e.ts");')).toEqual([{ of: "./e.ts", types: false }]);
  expect(files.length).toBeGreaterThan(40);
  expect(files.find(({ path }) => path === "server.ts")?.imports.length).toBeGreaterThan(10);
});

test("every file is in a room of the map", () => {
  expect(files.filter(({ room }) => !(room in rooms)).map(({ path }) => path)).toEqual([]);
});

test("imports point one way", () => {
  const wrong = [];
  for (const { path, room, imports } of files) {
    for (const { of, types } of imports.filter(({ of }) => of.startsWith("."))) {
      const target = normalize(join(dirname(path), of)).replaceAll("\\", "/");
      if (target === "../package.json" || target.startsWith("../docs/")) continue;
      const there = target.includes("/") ? (target.split("/")[0] ?? "") : target.replace(/\.tsx?$/, "");
      const fine = there === room || rooms[room]?.ours.includes(there);
      if (!fine && !(types && typesOnly.includes(`${room} → ${target}`))) wrong.push(`${path} → ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("no file imports itself by way of others, not even for types", () => {
  const imports = new Map(
    files.map(({ path, imports }) => [
      path,
      imports
        .filter(({ of }) => of.startsWith("."))
        .map(({ of }) => normalize(join(dirname(path), of)).replaceAll("\\", "/")),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, way: readonly string[]) => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(" → "));
    if (done.has(path) || way.includes(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  expect(circles).toEqual([]);
});

test("each room uses the packages it may, and nothing of Bun or Node gets into the browser", () => {
  const wrong = [];
  for (const { path, room, imports } of files) {
    for (const { of } of imports.filter(({ of }) => !of.startsWith("."))) {
      const name =
        of.startsWith("@") || of.startsWith("node:") ? of.split("/").slice(0, 2).join("/") : of.split("/")[0];
      const allowed = rooms[room]?.packages;
      if (allowed && !allowed.includes(name ?? "")) wrong.push(`${path} → ${of}`);
      if (inBrowser.includes(room) && /^(bun|node)(:|$)/.test(of)) wrong.push(`${path} → ${of}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("the pages load no schemas: no file of theirs reaches zod", () => {
  const transpilers = { ts: new Bun.Transpiler({ loader: "ts" }), tsx: new Bun.Transpiler({ loader: "tsx" }) };
  const seen = new Map<string, string>();
  const queue = files.filter(({ room }) => inBrowser.includes(room)).map(({ path }) => ({ path, by: path }));
  const found: string[] = [];
  for (const { path, by } of queue) {
    if (seen.has(path)) continue;
    seen.set(path, by);
    const { text = "" } = files.find((file) => file.path === path) ?? {};
    for (const { path: of } of transpilers[path.endsWith(".tsx") ? "tsx" : "ts"].scanImports(text)) {
      if (of === "zod") found.push(`${by} → zod`);
      const target = normalize(join(dirname(path), of)).replaceAll("\\", "/");
      if (of.startsWith(".") && !seen.has(target)) queue.push({ path: target, by: `${by} → ${target}` });
    }
  }
  expect(found).toEqual([]);
});

test("imports of files carry their ending", () => {
  const wrong = files.flatMap(({ path, imports }) =>
    imports.filter(({ of }) => of.startsWith(".") && !/\.\w+$/.test(of)).map(({ of }) => `${path} → ${of}`),
  );
  expect(wrong).toEqual([]);
});

/** The folders that must work without knowing which features there are. */
const shared = ["live", "quality", "http", "store", "docs", "server"];

/** The code of a file: without its comments. */
const codeOf = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");

test("shared code names no dialect, no optional feature, no command and no event", () => {
  const names = new Set([...dialects.map(({ name }) => name), ...featureNames, ...commands.keys(), ...events.keys()]);
  const found = [];
  for (const { path, room, text } of files.filter(({ room }) => shared.includes(room))) {
    // A logger's name begins with the product's own name.
    const code = codeOf(text).replace(/getLogger\(\[[^\]]*\]\)/g, "");
    for (const [, literal = ""] of code.matchAll(/["'`]((?:[^"'`\\\n]|\\.)*)["'`]/g)) {
      if (names.has(literal)) found.push(`${path} (${room}): ${literal}`);
    }
  }
  expect(found).toEqual([]);
});

test("shared code neither imports an optional feature nor names a part of it: its state, its paths, its ids", () => {
  /** Words that shared code uses in another meaning: a lesson's steps, the `/practice` pages, an AI's chat endpoint. */
  const homonyms = ["steps", "practice", "chat"];
  const found: string[] = [];
  for (const name of featureNames) {
    const one = name.replace(/s$/, "");
    const file = new RegExp(`features/${one}s?[.-]`);
    // Such as `state.polls`, "/polls/:poll_id", "poll.opened" or poll_id.
    const part = homonyms.includes(name) ? undefined : new RegExp(`[."'\`/]${one}s\\b|\\b${one}[._-]\\w`);
    for (const { path, text, imports } of files.filter(({ room }) => shared.includes(room))) {
      if (imports.some(({ of }) => file.test(of))) found.push(`${path} imports ${name}`);
      const [named] = part?.exec(codeOf(text)) ?? [];
      if (named) found.push(`${path} names ${named}`);
    }
  }
  expect(found).toEqual([]);
});
