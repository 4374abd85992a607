/** The guide at `/docs/guide`, as the server renders it. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { referenceOf } from "../../src/guide/guide.ts";
import { openTestServer, type TestServer } from "../support/class.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers, redirect: "manual" });
const page = async (path: string) => (await get(path)).text();

test.each([
  ["ko-KR,ko;q=0.9,en;q=0.8", "ko"],
  ["en-GB,en;q=0.9,ko;q=0.1", "en"],
  ["en;q=0.2, ko;q=0.7", "ko"],
  ["fr-FR", "en"],
  ["", "en"],
])("a browser that prefers %p is led to the guide in %p", async (accepted, language) => {
  for (const path of ["", "/first-class"]) {
    const response = await get(`/docs/guide${path}`, { "Accept-Language": accepted });
    expect([response.status, response.headers.get("Location")]).toEqual([302, `/docs/guide/${language}${path}`]);
    expect(response.headers.get("Vary")).toBe("accept-language");
  }
});

test("every link of every page leads to something, and its fragment to a heading", async () => {
  const pages = new Map<string, string>();
  const fragments: [from: string, path: string, id: string][] = [];
  const queue = ["/docs/guide/en", "/docs/guide/ko"];
  const wrong: string[] = [];
  for (const path of queue) {
    if (pages.has(path)) continue;
    const response = await get(path);
    if (response.status !== 200) wrong.push(`${path}: ${response.status}`);
    const text = response.headers.get("Content-Type")?.startsWith("text/html") ? await response.text() : "";
    pages.set(path, text);
    if (!path.startsWith("/docs/guide/")) continue;
    const readable = text.replace(/<pre.*?<\/pre>|<code>.*?<\/code>|<[^>]+>/gs, "");
    if (/\*\*|\]\(/.test(readable))
      wrong.push(`${path}: shows markup: ${/.{0,30}(?:\*\*|\]\().{0,30}/.exec(readable)}`);
    for (const [, to = ""] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
      if (/^(https?|mailto):/.test(to)) continue;
      const [target = "", id] = to.replaceAll("&#38;", "&").split("#");
      const absolute = target === "" ? path : target;
      if (id !== undefined) fragments.push([path, absolute, id]);
      if (!queue.includes(absolute)) queue.push(absolute);
    }
  }
  // Pages that the client renders have no headings here.
  for (const [from, path, id] of fragments) {
    if (path.startsWith("/docs/guide/") && !pages.get(path)?.includes(`id="${id}"`))
      wrong.push(`${from}: ${path}#${id}`);
  }
  expect(wrong).toEqual([]);
  expect(pages.size).toBeGreaterThan(20);
});

test("a page is read without scripts, under the policy of all pages", async () => {
  const response = await get("/docs/guide/ko/first-class");
  const text = await response.text();
  expect(response.headers.get("Content-Security-Policy")).toContain("script-src 'self'");
  expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i);
  expect(text).toContain('<html lang="ko">');
  expect(text).toContain('<h1 id="5분-만에-여는-첫-수업">5분 만에 여는 첫 수업</h1>');
  expect(text).toContain('hreflang="en" href="/docs/guide/en/first-class"');
  // The table of contents marks the page and has its sections.
  expect(text).toMatch(/href="\/docs\/guide\/ko\/first-class" aria-current="page"/);
  expect(text).toContain('<a class="entry" href="#수업-끝내기">수업 끝내기</a>');
  expect(text).toMatch(/rel="prev" href="\/docs\/guide\/ko"/);
  expect(text).toMatch(/rel="next" href="\/docs\/guide\/ko\/[\w-]+"/);
});

test("pictures have their size, so that nothing moves while they load, and are WebP", async () => {
  const [, path = "", width, height] =
    /<img src="([^"]+)" alt="[^"]+" width="(\d+)" height="(\d+)"/.exec(await page("/docs/guide/en/first-class")) ?? [];
  const response = await get(path);
  expect(response.headers.get("Content-Type")).toBe("image/webp");
  const size = await new Bun.Image(await response.bytes()).metadata();
  expect([size.width, size.height]).toEqual([Number(width), Number(height)]);
});

test("what does not exist is not found, and no path leads out of the folder", async () => {
  const escapes = ["..%2F..%2FREADME", "reference/..%2FARCHITECTURE", "a/b/c", "first-class/x", "%ff"];
  const paths = ["/docs/guide/en/nothing", ...escapes.map((path) => `/docs/guide/en/${path}`)];
  for (const path of [...paths, "/docs/guide/pictures/..%2Fen%2FREADME.md"]) {
    const { status } = await get(path);
    expect([path, status]).toEqual([path, 404]);
  }
  expect(await page("/docs/guide/ko/nothing")).toContain("이 페이지는 없어요");
});

test("a search shows the sections with the words marked, and links to them", async () => {
  const text = await page(`/docs/guide/en/search?q=${encodeURIComponent("QR scan")}`);
  expect(text).toContain('href="/docs/guide/en/faq#the-qr-code-does-not-scan"');
  expect(text).toContain("<mark>QR</mark>");
  expect(text).toContain('value="QR scan"');
});

test("what is typed into the search never becomes markup, and is bounded", async () => {
  const text = await page(`/docs/guide/en/search?q=${encodeURIComponent('"><img src=x> & QR')}`);
  expect(text).not.toContain("<img src=x");
  const long = await get(`/docs/guide/en/search?q=${"QR+".repeat(3000)}`);
  expect(long.status).toBe(200);
  expect((await long.text()).match(/value="([^"]*)"/)?.[1]?.length).toBeLessThanOrEqual(100);
  expect((await get("/docs/guide/en/search?q=(((((%5B*+%5C")).status).toBe(200);
  expect((await get("/docs/guide/en/search")).status).toBe(200);
});

test("pages for developers are in English and say so in the other language", async () => {
  const text = await page("/docs/guide/ko/reference/INSTALL");
  expect(text).toContain("이 문서는 영어로만 제공돼요.");
  expect(text).toContain('<article class="guide-text" lang="en">');
});

test("pages for developers are rendered once, not for each request", async () => {
  const page = await referenceOf("en", "COMPATIBILITY");
  expect(page?.path).toBe("/docs/guide/en/reference/COMPATIBILITY");
  expect(await referenceOf("en", "COMPATIBILITY")).toBe(page as NonNullable<typeof page>);
  expect((await referenceOf("ko", "COMPATIBILITY"))?.path).toBe("/docs/guide/ko/reference/COMPATIBILITY");
  expect([referenceOf("en", "NOTHING"), referenceOf("en", "../README")]).toEqual([undefined, undefined]);
});
