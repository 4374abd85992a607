/** The files of the guide: `docs/guide`, or embedded in the compiled binary. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const languages = ["en", "ko"] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (tag: string | undefined): tag is Language => languages.some((language) => language === tag);

// A compiled binary embeds the folder `dist/guide`, which also has the pages of `docs`.
const guideFolder = join(import.meta.dir, Bun.isStandaloneExecutable ? "guide" : "../../docs/guide");
const docsFolder = join(import.meta.dir, Bun.isStandaloneExecutable ? "guide/docs" : "../../docs");

/** A Markdown file of the project. */
export interface Source {
  /** Where the file is in the project: links in it are relative to this. */
  readonly file: string;
  /** Its address on the server. */
  readonly path: string;
  readonly text: string;
}

const namesIn = (folder: string, ending: RegExp): ReadonlySet<string> =>
  new Set(existsSync(folder) ? readdirSync(folder).filter((name) => ending.test(name)) : []);

/** What exists is listed once: a name from a request is never looked up on the disk. */
const listed = {
  en: namesIn(join(guideFolder, "en"), /\.md$/),
  ko: namesIn(join(guideFolder, "ko"), /\.md$/),
  docs: namesIn(docsFolder, /\.md$/),
  pictures: namesIn(join(guideFolder, "pictures"), /\.webp$/),
};

/** The page with the table of contents. */
export const contentsName = "README";

/** The address of a page of the guide. */
export const pagePath = (language: Language, name: string): string =>
  `/docs/guide/${language}${name === contentsName ? "" : `/${name}`}`;

/** A page of the guide; undefined if there is none of this name. */
export function readPage(language: Language, name: string): Source | undefined {
  if (!listed[language].has(`${name}.md`)) return undefined;
  const text = readFileSync(join(guideFolder, language, `${name}.md`), "utf8");
  return { file: `docs/guide/${language}/${name}.md`, path: pagePath(language, name), text };
}

/** A page of `docs`, which is for operators and developers and in English only; undefined if there is none of this name. */
export function readReference(language: Language, name: string): Source | undefined {
  if (!listed.docs.has(`${name}.md`)) return undefined;
  const text = readFileSync(join(docsFolder, `${name}.md`), "utf8");
  return { file: `docs/${name}.md`, path: referencePath(language, name), text };
}

const referencePath = (language: Language, name: string) => `/docs/guide/${language}/reference/${name}`;

/** The file of a picture; undefined if there is none of this name. */
export const pictureFile = (name: string): string | undefined =>
  listed.pictures.has(name) ? join(guideFolder, "pictures", name) : undefined;

/**
 * The address on the server for a link in a file; undefined if the server does not have the target. Pages of
 * `docs/connect` are at `/docs/connect`.
 */
export function resolveLink(href: string, file: string, language: Language): string | undefined {
  if (/^(?:https?:|mailto:|#)/.test(href)) return href;
  const { pathname, hash: encoded } = new URL(href, `file:///${file}`);
  const hash = decodeURIComponent(encoded);
  const [, folder = "", name = ""] = /^\/docs\/(?:(.*)\/)?([^/]+)\.md$/.exec(pathname) ?? [];
  const [, of] = /^guide\/(\w+)$/.exec(folder) ?? [];
  if (isLanguage(of)) return listed[of].has(`${name}.md`) ? pagePath(of, name) + hash : undefined;
  if (folder === "connect") return `/docs/connect${name === "README" ? "" : `/${name}`}${hash}`;
  return folder === "" && listed.docs.has(`${name}.md`) ? referencePath(language, name) + hash : undefined;
}
