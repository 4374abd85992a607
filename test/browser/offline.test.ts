/** Over HTTPS, a phone that cannot reach the server sees Lectern's own page, which tries again; over HTTP nothing changes. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { buildWeb } from "../../scripts/prepare.ts";
import { openServer } from "../../src/server.ts";
import { caller, teacherKey, temporaryFolder } from "../support/class.ts";
import { chromiumPath, launchChromium } from "./chromium.ts";
import { phone } from "./stage.ts";

setDefaultTimeout(60_000);
const openssl = Bun.which("openssl");

describe.skipIf(chromiumPath === undefined || openssl === null)("N6 over HTTPS", () => {
  let browser: Browser;
  beforeAll(async () => {
    await buildWeb();
    // A browser starts no service worker if it does not trust the certificate.
    browser = await launchChromium({ args: ["--ignore-certificate-errors"] });
  });
  afterAll(async () => {
    await browser?.close();
  });

  test("a reload without the server shows that it cannot be reached, and continues once it can", async () => {
    using folder = temporaryFolder();
    const [key, cert] = [join(folder.path, "key.pem"), join(folder.path, "cert.pem")];
    const request = [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-days",
      "1",
    ];
    Bun.spawnSync([openssl ?? "", ...request, "-subj", "/CN=localhost", "-keyout", key, "-out", cert]);
    const open = (port: number) =>
      openServer({ port, host: "127.0.0.1", data: join(folder.path, "data"), teacherKey, tls: { cert, key } });
    let server = await open(0);
    const { port } = server;
    const call = caller(`https://localhost:${port}`, { rejectUnauthorized: false });
    const { token } = (await call("POST", "/api/auth/key", undefined, { key: teacherKey })).body;
    const { code } = (await call("POST", "/api/sessions", token, { title: "How plants drink" })).body;

    const context = await browser.newContext({ ...phone, locale: "en-GB", ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(`https://localhost:${port}/j/${code}`);
    await page.getByRole("heading", { name: "How plants drink" }).waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    const names = await page.evaluate(() => caches.keys());
    expect(names).toEqual([expect.stringMatching(/^lectern-[0-9a-z]+$/)]);
    const kept = await page.evaluate(async ([name]) => {
      const requests = await (await caches.open(name ?? "")).keys();
      return requests.map(({ url }) => new URL(url).pathname);
    }, names);
    expect(kept).toContain("/");
    expect(kept.filter((path) => path.startsWith("/api"))).toEqual([]);

    await server.stop();
    await page.reload();
    await page.getByRole("heading", { name: "The teacher's computer cannot be reached" }).waitFor();
    await page.goto(`https://localhost:${port}/s/${code}`);
    await page.getByRole("heading", { name: "The teacher's computer cannot be reached" }).waitFor();
    await page.goto(`https://localhost:${port}/j/${code}`);
    server = await open(port);
    await page.getByRole("heading", { name: "How plants drink" }).waitFor();
    await context.close();
    await server.stop();
  });
});
