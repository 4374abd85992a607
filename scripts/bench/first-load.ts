/**
 * A student's first load on a slow phone in a slow network: Chromium with its CPU slowed four times, 1.6 Mbit/s and 150 ms
 * of latency, with an empty cache. Until the name can be typed on the join page, and until the step is shown at the seat.
 */
import { join } from "node:path";
import { type Browser, type CDPSession, chromium } from "playwright-core";
import { temporaryFolder } from "../../test/support/class.ts";
import { buildWeb, findChromium } from "../prepare.ts";
import { median, type Row } from "./rounds.ts";
import { openChild, post, signIn } from "./servers.ts";

const cpuRate = 4;
/** Bytes per second, and milliseconds. */
const network = { offline: false, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8, latency: 150 };
interface Load {
  /** Milliseconds from the navigation until the page can be used. */
  readonly ms: number;
  /** What came over the wire until then, with headers. */
  readonly bytes: number;
}

/** Loads a page in a new browser profile, until an element is there and the main thread is free. */
async function load(
  browser: Browser,
  page: { url: string; element: string; token?: string | undefined },
): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  if (page.token) await context.addCookies([{ name: "lectern_session", value: page.token, url: page.url }]);
  const tab = await context.newPage();
  const devtools = await context.newCDPSession(tab);
  const bytes = await slowDown(devtools);
  const { promise, resolve } = Promise.withResolvers<Load>();
  // The page reports it itself: asking it again and again would take a part of the slow CPU.
  await tab.exposeFunction("reportUsable", (ms: number) => resolve({ ms, bytes: bytes() }));
  await tab.addInitScript((element) => {
    const look = () => {
      if (!document.querySelector(element)) return void requestAnimationFrame(look);
      // The element is painted, and a task of its own has run.
      setTimeout(() =>
        (globalThis as unknown as { reportUsable: (ms: number) => void }).reportUsable(performance.now()),
      );
    };
    requestAnimationFrame(look);
  }, page.element);
  await tab.goto(page.url, { waitUntil: "commit" });
  const loaded = await promise;
  await context.close();
  return loaded;
}

/** Slows a tab down. Returns a function that counts the bytes of responses and of frames so far. */
async function slowDown(devtools: CDPSession): Promise<() => number> {
  let bytes = 0;
  devtools.on("Network.dataReceived", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  devtools.on("Network.responseReceived", ({ response }) => {
    bytes += response.encodedDataLength;
  });
  devtools.on("Network.webSocketFrameReceived", ({ response }) => {
    bytes += Buffer.byteLength(response.payloadData);
  });
  await devtools.send("Network.enable");
  // Over plain HTTP, as in most classrooms, browsers do not accept Brotli; for the loopback address they do.
  await devtools.send("Network.setExtraHTTPHeaders", { headers: { "Accept-Encoding": "gzip, deflate" } });
  await devtools.send("Network.emulateNetworkConditions", network);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpuRate });
  return () => bytes;
}

/** Measures the join page and the seat, each `rounds` times. */
export async function firstLoad(rounds: number): Promise<Row[]> {
  const executablePath = findChromium();
  if (!executablePath) return [{ measured: "first load of a phone: not measured, there is no Chromium", cells: {} }];
  await buildWeb();
  using folder = temporaryFolder();
  await using lectern = await openChild(join(import.meta.dir, "lectern.ts"), folder.path);
  const { session, lesson, tokens } = await signIn(lectern.url, 1);
  const [teacher, student] = tokens;
  const path = `/api/sessions/${session.code}`;
  await post(lectern.url, `${path}/steps/${lesson.subtasks[0]?.id}/start`, {}, teacher);
  const pages = {
    "the name can be typed (/j)": { url: `${lectern.url}/j/${session.code}`, element: "#nickname" },
    "the step is shown (/s)": { url: `${lectern.url}/s/${session.code}`, element: "main h1", token: student },
  };
  const browser = await chromium.launch({ executablePath, headless: true, args: ["--no-sandbox", "--disable-gpu"] });
  const rows: Row[] = [];
  for (const [name, page] of Object.entries(pages)) {
    const loads: Load[] = [];
    for (let round = 0; round < rounds; round++) loads.push(await load(browser, page));
    const of = (field: keyof Load) => median(loads.map((one) => one[field]));
    rows.push(
      { measured: `first load on a slow phone until ${name}, ms`, cells: { lectern: of("ms").toFixed(0) } },
      { measured: `first load until ${name}, kB over the wire`, cells: { lectern: (of("bytes") / 1000).toFixed(1) } },
    );
  }
  await browser.close();
  return rows;
}
