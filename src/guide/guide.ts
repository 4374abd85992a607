/** The guide at `/docs/guide`: pages rendered on the server from the Markdown files of docs/guide, and a search. */
import {
  contentsName,
  isLanguage,
  type Language,
  languages,
  pagePath,
  pictureFile,
  readPage,
  readReference,
} from "./files.ts";
import { article, type Frame, missing, renderView, results } from "./layout.ts";
import { type Page, renderPage } from "./render.ts";
import { maxQuery, search } from "./search.ts";
import { texts } from "./texts.ts";

export interface GuideRequest {
  /** The parts of the address after `/docs/guide/`, decoded. */
  readonly parts: readonly string[];
  readonly query: string | undefined;
  /** The preferred language of the browser. */
  readonly preferred: Language;
  /** The addresses of the built style sheet and icon. */
  readonly styles: string;
  readonly icon: string;
}

const otherOf = (language: Language): Language => (language === "ko" ? "en" : "ko");

/** The rendered pages of each language, in the order of the table of contents. Rendered once, when first needed. */
const books = new Map<Language, Promise<readonly Page[]>>();

/** The names of the pages, in the order in which the table of contents links to them. */
export function pageNames(language: Language): string[] {
  const contents = readPage(language, contentsName)?.text ?? "";
  const linked = Array.from(contents.matchAll(/\]\(([\w-]+)\.md\)/g), ([, name = ""]) => name);
  return [contentsName, ...new Set(linked)];
}

/** The pages of a language. */
export function bookOf(language: Language): Promise<readonly Page[]> {
  const book = books.get(language) ?? renderBook(language);
  books.set(language, book);
  return book;
}

/** The rendered pages of `docs`, by language and name: at most one for each file and language. */
const references = new Map<string, Promise<Page>>();

/** A page of `docs`, rendered once, when it is first requested; undefined if there is none of this name. */
export function referenceOf(language: Language, name: string): Promise<Page> | undefined {
  const key = `${language}/${name}`;
  const rendered = references.get(key);
  if (rendered) return rendered;
  const source = readReference(language, name);
  if (!source) return undefined;
  const page = renderPage(source, language);
  references.set(key, page);
  return page;
}

/** Renders one page a turn, so that a class that runs meanwhile is not delayed. */
async function renderBook(language: Language): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for (const name of pageNames(language)) {
    const source = readPage(language, name);
    if (source) pages.push(await renderPage(source, language));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return pages;
}

/** Answers a request below `/docs/guide`. */
export async function handleGuideRequest({ parts, query, preferred, styles, icon }: GuideRequest): Promise<Response> {
  const [first, ...rest] = parts;
  if (first === "pictures" && rest.length === 1) return picture(rest[0] ?? "");
  if (!isLanguage(first)) return redirect(`/docs/guide/${[preferred, ...parts].map(encodeURIComponent).join("/")}`);
  const language = first;
  const pages = await bookOf(language);
  const frame = (path: string): Frame => ({
    language,
    styles,
    icon,
    pages,
    other: `/docs/guide/${otherOf(language)}${path}`,
  });
  const [name = contentsName, second, ...more] = rest;
  if (more.length > 0) return notFound(frame(""));
  if (name === "reference" && second !== undefined)
    return reference(second, frame(`/reference/${encodeURIComponent(second)}`));
  if (second !== undefined) return notFound(frame(""));
  if (name === "search") return found((query ?? "").slice(0, maxQuery).trim(), frame("/search"));
  const page = pages.find(({ path }) => path === pagePath(language, name));
  if (!page) return notFound(frame(""));
  const other = pagePath(otherOf(language), name);
  return document(
    await renderView({ ...frame(""), other, title: page.title, current: page.path, body: article(page) }),
  );
}

async function reference(name: string, frame: Frame): Promise<Response> {
  const page = await referenceOf(frame.language, name);
  if (!page) return notFound(frame);
  const note = texts[frame.language].englishOnly;
  return document(await renderView({ ...frame, title: page.title, body: article(page, { lang: "en", note }) }));
}

/** The table of contents is not searched: it repeats what the pages say. */
async function found(query: string, frame: Frame): Promise<Response> {
  const words = texts[frame.language];
  const body = results(search(frame.pages.slice(1), query), query, words);
  const other = `${frame.other}?q=${encodeURIComponent(query)}`;
  return document(await renderView({ ...frame, other, query, title: words.search, body }));
}

async function notFound(frame: Frame): Promise<Response> {
  const words = texts[frame.language];
  return document(await renderView({ ...frame, title: words.notFound, body: missing(words) }), 404);
}

const document = (text: string, status = 200) =>
  new Response(text, { status, headers: { "content-type": "text/html;charset=utf-8", "cache-control": "no-cache" } });

const redirect = (path: string) =>
  new Response(null, { status: 302, headers: { location: path, vary: "accept-language" } });

function picture(name: string): Response {
  const file = pictureFile(name);
  const headers = { "content-type": "image/webp", "cache-control": "public, max-age=3600" };
  return file ? new Response(Bun.file(file), { headers }) : new Response(null, { status: 404 });
}

/** The first language of the browser that the guide has; English if it has none. */
export const preferredOf = (tags: readonly string[]): Language =>
  tags.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? languages[0];
