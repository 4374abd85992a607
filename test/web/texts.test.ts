/** The texts of the pages: each is read somewhere, and each page loads only the texts that it shows. */
import { expect, test } from "bun:test";
import { join, relative } from "node:path";
import { Glob } from "bun";
import { imitateBrowser } from "../support/imitated-browser.ts";

const root = join(import.meta.dir, "../../src/web");

interface Import {
  /** The imported file, relative to `src/web`. */
  readonly file: string;
  /** The local names, with the exported ones. */
  readonly names: ReadonlyMap<string, string>;
}

const importForm = /^import\s+(?:\{([^}]*)\}\s+from\s+)?"(\.[^"]+)"/gm;

function importsOf(path: string, source: string): Import[] {
  return Array.from(source.matchAll(importForm), ([, list = "", from = ""]) => ({
    file: relative(root, join(root, path, "..", from)).replaceAll("\\", "/"),
    names: new Map(
      list.split(",").map((one) => {
        const [exported = "", local = exported] = one.trim().split(" as ");
        return [local, exported] as const;
      }),
    ),
  }));
}

const sources = new Map(
  await Promise.all(
    Array.from(new Glob("**/*.{ts,tsx}").scanSync(root), async (path) => {
      const source = await Bun.file(join(root, path)).text();
      return [path.replaceAll("\\", "/"), source] as const;
    }),
  ),
);
/** Those of the faults are by code: the compiler requires one for each. */
const areas = [...sources.keys()].filter((path) => path.endsWith("/texts.ts") && path !== "faults/texts.ts");

type Texts = Readonly<Record<string, unknown>>;

imitateBrowser();

const { defineTexts, switchLanguage } = await import("../../src/web/language.ts");
/** The texts of every area, in the chosen language. */
const loaded = new Map<string, Texts>();
for (const area of areas) {
  const exported: Record<string, { value: Texts }> = await import(join(root, area));
  for (const { value } of Object.values(exported)) loaded.set(area, value);
}

const isGroup = (text: unknown): text is Texts => typeof text === "object" && text !== null && !Array.isArray(text);
const keysOf = (texts: Texts): string[] =>
  Object.entries(texts).flatMap(([key, text]) =>
    isGroup(text) ? Object.keys(text).map((one) => `${key}.${one}`) : [key],
  );

/** Every key of `texts` that `source` reads through the expression `name`. A group read by `[…]` is read as a whole. */
function readThrough(name: string, source: string, texts: Texts): string[] {
  const form = new RegExp(String.raw`(?<![\w.])${name.replaceAll(".", "\\.")}(?:\.(\w+)(?:\.(\w+))?|(\[))`, "g");
  return Array.from(source.matchAll(form)).flatMap(([, key = "", below = "", dynamic]) => {
    if (dynamic) return keysOf(texts);
    const text = texts[key];
    if (!isGroup(text)) return [key];
    return below in text ? [`${key}.${below}`] : Object.keys(text).map((one) => `${key}.${one}`);
  });
}

test("every text is read by a page", () => {
  const unread = areas.flatMap((area) => {
    const texts = loaded.get(area) ?? {};
    const read = new Set<string>();
    for (const [path, source] of sources) {
      for (const { file, names } of importsOf(path, source)) {
        if (file !== area) continue;
        for (const local of names.keys()) {
          const aliases = source.matchAll(new RegExp(String.raw`const (\w+) = ${local}\.value;`, "g"));
          for (const name of [`${local}.value`, ...Array.from(aliases, ([, alias = ""]) => alias)]) {
            for (const key of readThrough(name, source, texts)) read.add(key);
          }
        }
      }
    }
    return keysOf(texts)
      .filter((key) => !read.has(key))
      .map((key) => `${area}: ${key}`);
  });
  expect(areas.length).toBeGreaterThan(20);
  expect(unread).toEqual([]);
});

test("a student's phone loads the texts of a student's pages only", () => {
  const seen = new Set<string>();
  const follow = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { file } of importsOf(path, sources.get(path) ?? "")) if (sources.has(file)) follow(file);
  };
  follow("main.tsx");
  expect(areas.filter((area) => seen.has(area)).sort()).toEqual([
    "start/texts.ts",
    "student/texts.ts",
    "talk/texts.ts",
    "ui/texts.ts",
  ]);
});

test("the texts change with the language, in groups and with parameters", () => {
  const texts = defineTexts({
    title: { ko: "수업", en: "Class" },
    steps: { ko: (n: number) => `${n}단계`, en: (n) => `${n} steps` },
    link: { live: { ko: "연결됨", en: "Live" } },
  });
  const shown = () => [texts.value.title, texts.value.steps(3), texts.value.link.live];
  const first = shown();
  switchLanguage();
  const second = shown();
  switchLanguage();
  expect([first, second].sort()).toEqual([
    ["Class", "3 steps", "Live"],
    ["수업", "3단계", "연결됨"],
  ]);
});

test("a missing language and other parameters do not compile", () => {
  // @ts-expect-error English is missing.
  defineTexts({ title: { ko: "수업" } });
  // @ts-expect-error Korean is missing.
  defineTexts({ title: { en: "Class" } });
  // @ts-expect-error English is missing in a group.
  defineTexts({ link: { live: { ko: "연결됨" } } });
  // @ts-expect-error The English text has another parameter.
  defineTexts({ steps: { ko: (n: number) => `${n}단계`, en: (name: string) => name } });
  // @ts-expect-error The English text of a group has one parameter more.
  defineTexts({ link: { since: { ko: (n: number) => `${n}`, en: (n: number, more: string) => `${n}${more}` } } });
  // @ts-expect-error One text is a function and the other is not.
  defineTexts({ steps: { ko: (n: number) => `${n}단계`, en: "steps" } });
});
