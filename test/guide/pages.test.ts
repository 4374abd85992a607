/** The files of docs/guide, as a code host shows them. */
import { expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { Glob } from "bun";
import { root } from "../../scripts/prepare.ts";
import { deadLink, guideFiles, guideLanguages, readMarkdown } from "./markdown.ts";

const pages = { en: guideFiles("en").map(readMarkdown), ko: guideFiles("ko").map(readMarkdown) };
const all = [...pages.en, ...pages.ko];
const pictureFolder = join(root, "docs/guide/pictures");

/** The largest that all pictures together may be, in bytes: they are in the program. */
const maxPictureBytes = 1_500_000;

test("both languages have the same pages, with the same headings", () => {
  const shape = (language: "en" | "ko") =>
    pages[language].map(({ path, headings }) => [basename(path), headings.map(({ depth }) => depth)]);
  expect(shape("ko")).toEqual(shape("en"));
});

test("each page has one title, and no two headings with the same anchor", () => {
  for (const { path, headings } of all) {
    expect([path, headings.filter(({ depth }) => depth === 1).length]).toEqual([path, 1]);
    const anchors = headings.map(({ anchor }) => anchor);
    expect([path, anchors]).toEqual([path, [...new Set(anchors)]]);
  }
});

test("the table of contents links to every page, in the same order in both languages", () => {
  const linked = (language: "en" | "ko") =>
    pages[language].find(({ path }) => path.endsWith("README.md"))?.links.filter((link) => /^[\w-]+\.md$/.test(link));
  expect(linked("ko")).toEqual(linked("en"));
  expect(linked("en")?.toSorted()).toEqual(
    pages.en.map(({ path }) => basename(path)).filter((name) => name !== "README.md"),
  );
});

test("no link of the guide, of docs and of the README leads nowhere", () => {
  const others = ["README.md", ...Array.from(new Glob("docs/**/*.md").scanSync(root))].map((path) =>
    path.replaceAll("\\", "/"),
  );
  const dead = others.flatMap((path) => readMarkdown(path).links.flatMap((link) => deadLink(link, path) ?? []));
  expect(dead).toEqual([]);
});

test("links to pages of the guide stay in the language", () => {
  for (const { path, links } of all)
    expect([path, links.filter((link) => /\/(en|ko)\//.test(link))]).toEqual([path, []]);
});

test("pictures exist in the page's language, are described, are used and are small", () => {
  const used = new Set<string>();
  for (const { path, pictures } of all) {
    const [, language] = /guide\/(\w+)\//.exec(path) ?? [];
    for (const { file, alt } of pictures) {
      expect([path, file]).toEqual([
        path,
        expect.stringMatching(new RegExp(`^\\.\\./pictures/[\\w-]+\\.${language}\\.webp$`)),
      ]);
      expect([path, file, alt.length > 10]).toEqual([path, file, true]);
      used.add(basename(file));
    }
  }
  const files = readdirSync(pictureFolder);
  expect(files.toSorted()).toEqual([...used].toSorted());
  const bytes = files.reduce((sum, name) => sum + statSync(join(pictureFolder, name)).size, 0);
  expect(bytes).toBeLessThan(maxPictureBytes);
});

test("what is bold is on the pages, in the same words", () => {
  const sources = Array.from(new Glob("src/web/**/*.ts").scanSync(root), (path) =>
    readFileSync(join(root, path), "utf8"),
  );
  const words = new Set(
    sources.flatMap((text) => Array.from(text.matchAll(/"((?:[^"\\]|\\.)*)"/g), ([, word]) => word)),
  );
  const isThere = (name: string) => words.has(name) || words.has(name.replace(/[.?!]$/, ""));
  const unknown = all.flatMap(({ path, bold }) =>
    bold.flatMap((text) => text.split(" → ")).flatMap((name) => (isThere(name) ? [] : `${path}: ${name}`)),
  );
  expect(unknown).toEqual([]);
});

test("the blocks of code are the same in both languages", () => {
  expect(guideLanguages).toEqual(["en", "ko"]);
  const blocks = (language: "en" | "ko") =>
    pages[language].flatMap(({ path, blocks }) =>
      blocks.map(({ language: of, info, text }) => [basename(path), of, info, text]),
    );
  expect(blocks("ko")).toEqual(blocks("en"));
});
