/** Runs the examples of docs/connect/code/: curl, Python, OkHttp, and a page in Chromium. */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { findOkHttp, findPython } from "../../scripts/prepare.ts";
import { chromiumPath, launchChromium } from "../browser/chromium.ts";
import { linesOf } from "../support/child-process.ts";

const folder = join(import.meta.dir, "../../docs/connect/code");
const okHttp = findOkHttp();
const python = findPython();

/** Why the examples of a kind cannot run on this machine; "" if they can. */
export const missing = {
  java: okHttp ? "" : "no Java with OkHttp here",
  py: python ? "" : "no Python with `websockets` here",
  sh: Bun.which("curl") ? "" : "no curl here",
  mjs: chromiumPath ? "" : "no Chromium here",
};

/** A running example: the JSON values it has printed, one a line. */
export interface Example extends AsyncDisposable {
  /** The next line it prints. */
  next(): Promise<any>;
  /** All lines from here to its end; throws what it wrote to stderr if it failed. */
  rest(): Promise<any[]>;
}

/** Starts `name` of the folder with `args`. */
export function runExample(name: string, ...args: string[]): Example {
  const file = join(folder, name);
  const commands: Record<string, string[]> = {
    // It compiles and runs for a moment: the second compiler and the parallel collector would cost more than they save.
    java: ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", okHttp ?? "", file],
    py: [python ?? "python3", file],
    sh: ["sh", file],
  };
  const command = commands[name.split(".").pop() ?? ""];
  if (!command) throw new Error(`${name} is not run by a command`);
  const child = Bun.spawn([...command, ...args], { stdout: "pipe", stderr: "pipe" });
  const errors = new Response(child.stderr).text();
  const lines = linesOf(child.stdout);
  async function next(): Promise<any> {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${name} ended: ${await errors}`);
    return JSON.parse(value);
  }
  return {
    next,
    async rest() {
      const all: any[] = [];
      for await (const line of lines) all.push(JSON.parse(line));
      const [code, wrong] = await Promise.all([child.exited, errors]);
      if (code !== 0) throw new Error(`${name} ended with ${code}: ${wrong}`);
      return all;
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}

/** A page of another origin that can import the examples. */
export interface ForeignPage extends AsyncDisposable {
  readonly origin: string;
  /** Opens a page at `url` (default: of the foreign origin) in a separate browser. */
  open(url?: string): Promise<Page>;
}

export async function openForeignPage(): Promise<ForeignPage> {
  const site = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      const name = new URL(request.url).pathname.slice(1);
      const headers = { "Access-Control-Allow-Origin": "*" };
      if (!/^\w+\.mjs$/.test(name))
        return new Response("<!doctype html>", { headers: { "Content-Type": "text/html" } });
      return new Response(Bun.file(join(folder, name)), { headers: { ...headers, "Content-Type": "text/javascript" } });
    },
  });
  const origin = `http://127.0.0.1:${site.port}`;
  const browser = await launchChromium();
  return {
    origin,
    async open(url = origin) {
      // The server's own pages import nothing from elsewhere: there the policy would stop the example's file.
      const context = await browser.newContext({ bypassCSP: true });
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await site.stop(true);
    },
  };
}
