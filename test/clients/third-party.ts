/** WebSocket clients that other people wrote: Python's `websockets`, Node's `ws` and a browser's own. */
import { join } from "node:path";
import { findPython } from "../../scripts/prepare.ts";
import { chromiumPath, launchChromium } from "../browser/chromium.ts";
import { linesOf } from "../support/child-process.ts";
import { FrameQueue } from "../support/frame-queue.ts";

/** A connection of such a client. */
export interface ForeignSocket {
  send(frame: unknown): void;
  /** The next frame that has arrived or arrives. */
  next(): Promise<any>;
  /** Sends a frame, and gives everything that arrives before the frame that answers it. */
  all(send: unknown, isLast: (frame: any) => boolean): Promise<any[]>;
  close(): void;
  /** The code with which it closed. */
  readonly closed: Promise<number>;
}

/** A library that opens WebSockets, in a separate process. */
export interface ThirdParty extends AsyncDisposable {
  /** Connects; throws with the HTTP status if the server rejects it. The token goes the way that this client can send one. */
  open(url: string, token?: string): Promise<ForeignSocket>;
}

/** What a client reports about its connection number `n`. */
type Report = { n: number } & ({ opened: true } | { refused: number } | { text: string } | { closed: number });
/** An order to a client about its connection number `n`: without `open` and `send`, to close it. */
interface Order {
  n: number;
  open?: string;
  token?: string | undefined;
  send?: string;
}

class Line implements ForeignSocket {
  readonly #frames = new FrameQueue();
  readonly opened = Promise.withResolvers<void>();
  readonly ended = Promise.withResolvers<number>();
  readonly closed = this.ended.promise;

  constructor(
    readonly n: number,
    readonly order: (order: Order) => void,
  ) {}

  hear(report: Report): void {
    if ("opened" in report) this.opened.resolve();
    else if ("refused" in report) this.opened.reject(new Error(`HTTP ${report.refused}`));
    else if ("closed" in report) this.ended.resolve(report.closed);
    else this.#frames.add(JSON.parse(report.text));
  }

  send(frame: unknown): void {
    this.order({ n: this.n, send: JSON.stringify(frame) });
  }

  next(): Promise<any> {
    return this.#frames.next();
  }

  all(send: unknown, isLast: (frame: any) => boolean): Promise<any[]> {
    this.send(send);
    return this.#frames.before(isLast);
  }

  close(): void {
    this.order({ n: this.n });
  }
}

/** The connections of a client that takes orders and makes reports. */
function openLines(order: (order: Order) => void) {
  const lines = new Map<number, Line>();
  return {
    hear: (report: Report) => lines.get(report.n)?.hear(report),
    async open(url: string, token?: string): Promise<ForeignSocket> {
      const line = new Line(lines.size + 1, order);
      lines.set(line.n, line);
      order({ n: line.n, open: url.replace(/^http/, "ws"), token });
      await line.opened.promise;
      return line;
    },
  };
}

/** A client that reads orders from its input and writes reports to its output, a line each. */
function openProcess(command: readonly string[]): ThirdParty {
  const child = Bun.spawn([...command], { stdio: ["pipe", "pipe", "inherit"] });
  const { hear, open } = openLines((order) => {
    child.stdin.write(`${JSON.stringify(order)}\n`);
    child.stdin.flush();
  });
  void (async () => {
    for await (const line of linesOf(child.stdout)) hear(JSON.parse(line));
  })();
  return {
    open,
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.exited;
    },
  };
}

/** Plain WebSockets of pages in Chromium: each in a separate browser context, which holds the cookie. */
async function openBrowser(): Promise<ThirdParty> {
  const browser = await launchChromium();
  const sends = new Map<number, (order: Order) => void>();
  const { hear, open } = openLines(async (order) => {
    if (order.open === undefined) return sends.get(order.n)?.(order);
    const url = new URL(order.open.replace(/^ws/, "http"));
    const context = await browser.newContext();
    if (order.token) await context.addCookies([{ name: "lectern_session", value: order.token, url: url.origin }]);
    const page = await context.newPage();
    await page.goto(`${url.origin}/healthz`);
    await page.exposeFunction("report", hear);
    sends.set(order.n, (order) => page.evaluate((order) => (globalThis as any).take(order), order));
    await page.evaluate(({ n, open = "" }) => {
      const { report } = globalThis as any;
      const socket = new WebSocket(open);
      socket.onopen = () => report({ n, opened: true });
      socket.onmessage = ({ data }) => report({ n, text: data });
      socket.onclose = ({ code }) => report({ n, closed: code });
      (globalThis as any).take = ({ send }: Order) => (send === undefined ? socket.close() : socket.send(send));
    }, order);
  });
  return { open, [Symbol.asyncDispose]: () => browser.close() };
}

const [python, node] = [findPython(), Bun.which("node")];
const script = (name: string) => join(import.meta.dir, name);

/** Each client by its name; `undefined` if this machine does not have it. */
export const thirdParties: Record<string, (() => Promise<ThirdParty>) | undefined> = {
  "Python's websockets": python === undefined ? undefined : async () => openProcess([python, script("talk.py")]),
  "Node's ws": node === null ? undefined : async () => openProcess([node, script("talk.mjs")]),
  "a browser's WebSocket": chromiumPath === undefined ? undefined : openBrowser,
};

/** What a test's name says if this machine lacks something that the test needs. */
export const skipped = (has: boolean) => (has ? "" : " (skipped: not installed here)");
