/** A server with the built pages, a real Chromium, and a class with any number of students. */
import { networkInterfaces } from "node:os";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { buildWeb } from "../../scripts/prepare.ts";
import { openTestServer, type TestServer, teacherKey } from "../support/class.ts";
import { sharedChromium } from "./chromium.ts";

export { chromiumPath } from "./chromium.ts";

/** The machine's first address that is not its own loopback; a browser gives such an http page no secure context. */
export const lanAddress: string | undefined = Object.values(networkInterfaces())
  .flatMap((cards) => cards ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

export const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} satisfies BrowserContextOptions;
export const laptop = { viewport: { width: 1440, height: 900 } } satisfies BrowserContextOptions;

/** A browser context with its own cookies, storage and language, and a page in it. */
export interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
}

export interface Stage extends AsyncDisposable {
  readonly at: TestServer;
  /** The address that everybody's browser uses. */
  readonly origin: string;
  /** Errors and warnings in the console of any page, including violations of the policy and uncaught errors. */
  readonly complaints: readonly string[];
  /** A new device. `origin` is the server's address for its browser; the language is English by default. */
  seat(options?: BrowserContextOptions): Promise<Seat>;
  /** The teacher's device, signed in by the link that the program prints. */
  teacher(options?: BrowserContextOptions): Promise<Seat>;
}

/** Builds the pages, starts a server for them, and a browser unless this process has one. */
export async function openStage({ now, dev = false }: { now?: () => number; dev?: boolean } = {}): Promise<Stage> {
  await buildWeb();
  const address = lanAddress ?? "127.0.0.1";
  const at = await openTestServer({ host: "0.0.0.0", address, dev, ...(now && { now }) });
  const origin = `http://${address}:${at.server.port}`;
  const browser = await sharedChromium.take();
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];

  async function seat(options: BrowserContextOptions = laptop): Promise<Seat> {
    const context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce", ...options });
    contexts.push(context);
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    listen(context, page, complaints);
    context.on("page", (other) => listen(context, other, complaints));
    return { context, page };
  }
  return {
    at,
    origin,
    complaints,
    seat,
    async teacher(options) {
      const made = await seat(options);
      await made.page.goto(`${origin}/teach#key=${teacherKey}`);
      return made;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(contexts.map((context) => context.close()));
      sharedChromium.giveBack();
      await at[Symbol.asyncDispose]();
    },
  };
}

function listen(_: BrowserContext, page: Page, complaints: string[]): void {
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
}
