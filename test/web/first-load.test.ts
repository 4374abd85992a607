/** What a student's phone loads before its page can be used: in bytes, and which modules and style sheets. */
import { beforeAll, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { buildWeb, root } from "../../scripts/prepare.ts";

const built = join(root, "dist/web");
const source = join(root, "src/web");

/** The files that `index.html` loads, and the scripts that these import at once. */
function firstFiles(): string[] {
  const files = new Set(["index.html"]);
  for (const name of files) {
    const text = readFileSync(join(built, name), "utf8");
    const form = name.endsWith(".html") ? /(?:src|href)="\/([^"]+)"/g : /(?:from|import)\s*"\/([\w.-]+\.js)"/g;
    for (const [, found = ""] of text.matchAll(form)) files.add(found);
  }
  return [...files];
}

const sizeOf = (name: string, extension: string): number => {
  const path = join(built, name);
  return statSync(existsSync(path + extension) ? path + extension : path).size;
};

/** The source files that a file imports, with type-only imports left out. `complete(…)` marks pages that are not a student's. */
function importsOf(path: string): { readonly path: string; readonly dynamic: boolean }[] {
  const text = readFileSync(path, "utf8").replaceAll(/complete\(import\(.*\)\)/g, "null");
  return new Bun.Transpiler({ loader: path.endsWith("x") ? "tsx" : "ts" })
    .scanImports(text)
    .filter((one) => one.path.startsWith("."))
    .map((one) => ({ path: join(dirname(path), one.path), dynamic: one.kind === "dynamic-import" }));
}

/** The modules of a student's pages; without those that are loaded on demand if `first`. */
function studentModules({ first }: { first: boolean }): string[] {
  const seen = new Set([join(source, "main.tsx")]);
  for (const path of seen) {
    if (!/\.tsx?$/.test(path)) continue;
    for (const { path: found, dynamic } of importsOf(path)) if (!(first && dynamic)) seen.add(found);
  }
  return Array.from(seen, (path) => relative(join(root, "src"), path).replaceAll("\\", "/")).sort();
}

/** The classes that a built style sheet has rules for. */
function classesIn(folder: string, name: RegExp): Set<string> {
  const file = readdirSync(folder).find((one) => name.test(one)) ?? "";
  const selectors = readFileSync(join(folder, file), "utf8").matchAll(/\.((?:\\.|[\w-])+)/g);
  return new Set(Array.from(selectors, ([, name = ""]) => name.replaceAll("\\", "")));
}

beforeAll(buildWeb);

test("a student's first load is less than 57 kB compressed, and less than 60 kB with the headers", () => {
  const total = (extension: string) => firstFiles().reduce((sum, name) => sum + sizeOf(name, extension), 0);
  expect(total(".gz")).toBeLessThan(56_500);
  expect(total(".br")).toBeLessThan(50_500);
});

test("a student's first script has no module of another page", () => {
  const modules = studentModules({ first: true }).filter((path) => /\.tsx?$/.test(path));
  const areas = new Set(
    modules.filter((path) => path.startsWith("web/")).map((path) => path.split("/").slice(1, -1)[0]),
  );
  expect([...areas].sort()).toEqual(["faults", "offline", "start", "step-text", "student", "talk", "ui", undefined]);
  const ofOthers =
    /^(domain\/(guitar|spc|lesson-file)|features|quality|samples)\/|^client\/(api|.*-calls|sharing|quality|board)/;
  expect(modules.filter((path) => ofOthers.test(path))).toEqual([]);
  const slices = modules.filter((path) => path.startsWith("client/fold/"));
  for (const slice of ["index", "expected", "feedback", "people", "practice", "screen"]) {
    expect(slices).not.toContain(`client/fold/${slice}.ts`);
  }
});

test("the style sheet of a student's pages is made from the components of these pages", () => {
  const sheet = readFileSync(join(source, "app.css"), "utf8");
  const globs = Array.from(sheet.matchAll(/@source "\.\/([^"]+)"/g), ([, glob = ""]) => new Bun.Glob(`web/${glob}`));
  const components = studentModules({ first: false }).filter((path) => path.endsWith(".tsx"));
  expect(components.length).toBeGreaterThan(40);
  expect(components.filter((path) => !globs.some((glob) => glob.match(path)))).toEqual([]);

  const own = classesIn(built, /^index-.*\.css$/);
  const others = classesIn(built, /^all-pages-.*\.css$/).difference(own);
  expect(others.has("room-grid")).toBe(true);
  const attribute = /class=(?:"([^"]*)"|\{`([^`]*)`)/g;
  const lacking = components.flatMap((path) =>
    Array.from(
      readFileSync(join(root, "src", path), "utf8").matchAll(attribute),
      ([, plain, template]) => plain ?? template,
    )
      .flatMap((names = "") => names.split(/\s+/))
      .filter((name) => others.has(name))
      .map((name) => `${path}: ${name}`),
  );
  // Only the projector has a style for it.
  expect(lacking).toEqual(["web/poll/results.tsx: poll-word-count"]);
});
