import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { createWeb, isPage } from "../../src/http/web.ts";

const folder = mkdtempSync(join(tmpdir(), "lectern-web-"));
mkdirSync(join(folder, "fonts"));
writeFileSync(join(folder, "index.html"), "<!doctype html>");
writeFileSync(join(folder, "app-0abc12de.js"), "let x;");
writeFileSync(join(folder, "app-0abc12de.js.gz"), Bun.gzipSync("let x;"));
writeFileSync(join(folder, "app-0abc12de.js.br"), brotliCompressSync("let x;"));
writeFileSync(join(folder, "fonts/a-9z8y7x6w.svg"), "<svg/>");
writeFileSync(join(folder, "icon.svg"), "<svg/>");
afterAll(() => rmSync(folder, { recursive: true }));

const web = createWeb({ folder });
const headersOf = (response: Response | undefined) => Object.fromEntries(response?.headers ?? []);

test("a hashed file may be cached forever", async () => {
  const response = web.asset("/app-0abc12de.js");
  expect(headersOf(response)).toEqual({
    "cache-control": "public, max-age=31536000, immutable",
    "content-type": "text/javascript;charset=utf-8",
    vary: "accept-encoding",
  });
  expect(await response?.text()).toBe("let x;");
  expect(headersOf(web.asset("/fonts/a-9z8y7x6w.svg"))["content-type"]).toBe("image/svg+xml");
});

test("a file is sent as well compressed as the client accepts", async () => {
  const sent = async (accepts: string | null) => {
    const response = web.asset("/app-0abc12de.js", accepts) as Response;
    expect(headersOf(response).vary).toBe("accept-encoding");
    const encoding = headersOf(response)["content-encoding"];
    const bytes = await response.bytes();
    const plain = encoding === "br" ? brotliDecompressSync(bytes) : encoding ? Bun.gunzipSync(bytes) : bytes;
    expect(new TextDecoder().decode(plain)).toBe("let x;");
    return encoding;
  };
  for (const [accepts, encoding] of [
    ["gzip, deflate, br", "br"],
    ["GZIP, deflate", "gzip"],
    ["*", "br"],
    ["br;q=0, *;q=0.5", "gzip"],
    ["br;q=0.5, gzip;q=0.9", "gzip"],
    ["br;q=0.5, identity", undefined],
    ["gzip;q=0, br;q=0.0", undefined],
    ["deflate, brotli, xgzip", undefined],
    ["", undefined],
    [null, undefined],
  ] as const) {
    expect([accepts, await sent(accepts)]).toEqual([accepts, encoding]);
  }
});

test("the page, and files without a hash in their names, are revalidated each time", () => {
  expect(headersOf(web.page())).toEqual({ "cache-control": "no-cache", "content-type": "text/html;charset=utf-8" });
  expect(headersOf(web.asset("/icon.svg"))["cache-control"]).toBe("no-cache");
});

test("the web client's addresses are answered with its page", () => {
  for (const path of ["/", "/j/ABC234", "/j/ABC234/", "/s/abc", "/teach", "/teach/", "/teach/ABC/report", "/docs"]) {
    expect([path, isPage(path)]).toEqual([path, true]);
  }
  for (const path of ["//evil.example", "/api", "/ws/live/X", "/teachers", "/jj/A", "/metrics", "/docs.json"]) {
    expect([path, isPage(path)]).toEqual([path, false]);
  }
});

test("only the exact paths of files are served", () => {
  const files = [
    "/index.html",
    "/app-0abc12de.js.gz",
    "/app-0abc12de.js.br",
    "/fonts",
    "/fonts/",
    "/fonts/../icon.svg",
    "/ICON.SVG",
    "/",
  ];
  for (const path of [...files, "", "/../../etc/passwd", "/%2e%2e/icon.svg", "/__proto__", "/constructor"]) {
    expect([path, web.asset(path)]).toEqual([path, undefined]);
  }
});

test("if the pages are not built, the answer says how to build them", async () => {
  const response = createWeb({ folder: join(folder, "nowhere") }).page();
  expect(response?.status).toBe(503);
  expect(await response.text()).toContain("bun scripts/build-web.ts");
});
