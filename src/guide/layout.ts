/** The frame of every page of the guide: header with search and language, table of contents, and what is below a page. */
import { html, raw } from "hono/html";
import type { Language } from "./files.ts";
import type { Page } from "./render.ts";
import { type Found, marksIn, maxQuery } from "./search.ts";
import { texts } from "./texts.ts";

type Html = ReturnType<typeof html>;

export interface Frame {
  readonly language: Language;
  /** The addresses of the built style sheet and icon. */
  readonly styles: string;
  readonly icon: string;
  /** The pages in the order of the table of contents, which is the first. */
  readonly pages: readonly Page[];
  /** The address of the same page in the other language. */
  readonly other: string;
  readonly query?: string;
}

export interface View extends Frame {
  readonly title: string;
  /** The address of the page of `pages` that is shown, if it is one. */
  readonly current?: string;
  readonly body: unknown;
}

const other = { en: "ko", ko: "en" } as const;

/** Returns the whole document. Without scripts: it is read and searched by links and a form. */
export async function renderView({
  language,
  styles,
  icon,
  pages,
  title,
  current,
  other: otherPath,
  query = "",
  body,
}: View) {
  const words = texts[language];
  const [home] = pages;
  const page = await html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${title} · Lectern</title>
<link rel="icon" type="image/svg+xml" href="${icon}">
<link rel="stylesheet" href="${styles}">
<link rel="alternate" hreflang="${other[language]}" href="${otherPath}">
</head>
<body>
<a class="skip" href="#text">${words.toContent}</a>
<header>
<a class="brand" href="/">${logo} Lectern</a>
<a class="to-guide" href="${home?.path ?? "/docs/guide"}">${words.guide}</a>
<form role="search" action="/docs/guide/${language}/search">
<input type="search" class="input" name="q" value="${query}" maxlength="${maxQuery}" aria-label="${words.search}" placeholder="${words.searchHint}" autocomplete="off" required>
<button class="btn">${words.find}</button>
</form>
<a class="language" href="${otherPath}" lang="${other[language]}" hreflang="${other[language]}">${words.otherLanguage}</a>
</header>
<div class="columns">
${contents(pages, current, words)}
<main id="text" tabindex="-1">
${body}
${around(pages, current, words)}
</main>
</div>
</body>
</html>
`;
  return String(page);
}

const logo = raw(
  '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" class="fill-primary"/>' +
    '<path d="M8 10h16l-3 7H11z" class="fill-primary-content"/><path d="M15 17h2v6h5v2H10v-2h5z" class="fill-accent"/></svg>',
);

type Words = (typeof texts)[Language];

/** The pages, and the sections of the one that is shown. Unfolded by CSS if the window is wide. */
function contents(pages: readonly Page[], current: string | undefined, words: Words): Html {
  const entries = pages.map((page) => {
    const isCurrent = page.path === current;
    const sections = isCurrent ? page.sections.filter(({ depth }) => depth === 2) : [];
    const inner = sections.map(({ id, heading }) => html`<li><a class="entry" href="#${id}">${heading}</a></li>`);
    return html`<li><a class="entry" href="${page.path}"${isCurrent ? raw(' aria-current="page"') : ""}>${page.title}</a>${
      inner.length > 0 ? html`<ul class="sections" aria-label="${words.onThisPage}">${inner}</ul>` : ""
    }</li>`;
  });
  const list = (label: string) => html`<nav aria-label="${label}"><ul>${entries}</ul></nav>`;
  return html`<details class="contents-narrow"><summary>${words.contents}</summary>${list(words.contents)}</details>
<div class="contents-wide">${list(words.contents)}</div>`;
}

/** The links to the pages before and after. */
function around(pages: readonly Page[], current: string | undefined, words: Words): Html | "" {
  const index = pages.findIndex(({ path }) => path === current);
  if (index < 0) return "";
  const [before, after] = [pages[index - 1], pages[index + 1]];
  const link = (page: Page | undefined, rel: string, label: string) =>
    page
      ? html`<a class="neighbour" rel="${rel}" href="${page.path}"><span class="direction">${label}</span>${page.title}</a>`
      : html`<span></span>`;
  return html`<nav class="around" aria-label="${words.previous}, ${words.next}">${link(before, "prev", words.previous)}${link(
    after,
    "next",
    words.next,
  )}</nav>`;
}

/** The article of a page. */
export const article = ({ html: rendered }: Page, { lang, note }: { lang?: Language; note?: string } = {}): Html =>
  html`${note ? html`<p class="note">${note}</p>` : ""}<article class="guide-text"${lang ? raw(` lang="${lang}"`) : ""}>${raw(rendered)}</article>`;

/** The results of a search. */
export function results(found: readonly Found[], query: string, words: Words): Html {
  const marked = (text: string) =>
    marksIn(text, query).map((part) => (part.found ? html`<mark>${part.text}</mark>` : part.text));
  const entries = found.map(({ page, section, sentence }) => {
    const path = section.id === "" ? page.path : `${page.path}#${section.id}`;
    const place = section.depth === 1 ? "" : html`<span class="place">${page.title}</span>`;
    return html`<li><a class="result" href="${path}">${marked(section.heading)}</a>${place}<p>${marked(sentence)}</p></li>`;
  });
  return html`<h1>${words.search}</h1>
<p role="status">${found.length > 0 ? words.found(found.length, query) : words.nothing(query)}</p>
<ol class="results">${entries}</ol>`;
}

/** What is shown for an address that does not exist. */
export const missing = (words: Words): Html => html`<h1>${words.notFound}</h1><p>${words.notFoundHint}</p>`;
