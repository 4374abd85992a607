/** Many clients of a server in a separate process, and how long each request took. */
import type { SessionInput } from "../../src/features/whole-session.ts";
import { openTestServer } from "./class.ts";
import { makeClass, type RemoteClass } from "./program.ts";

/** Makes a class in folder `data`, by a server without limits that is gone afterwards. */
export async function prepareClass(
  data: string,
  options: { students?: number; steps?: number } & Partial<SessionInput> = {},
): Promise<RemoteClass> {
  await using server = await openTestServer({ data });
  return await makeClass(server.url, options);
}

/** Bun lets a client end the TCP connection. */
type TerminableSocket = WebSocket & { terminate(): void };

/** A native client: it knows which answer belongs to which command, and shows every other frame to `onFrame`. */
export class LiveClient implements Disposable {
  readonly #ws: TerminableSocket;
  readonly #asked = new Map<string, (frame: any) => void>();
  #ids = 0;
  readonly welcome = Promise.withResolvers<any>();
  readonly closed = Promise.withResolvers<number>();

  constructor(
    url: string,
    token: string,
    readonly onFrame: (frame: any) => void = () => {},
  ) {
    const headers = { Authorization: `Bearer ${token}` };
    this.#ws = new WebSocket(url.replace(/^http/, "ws"), { headers } as never) as TerminableSocket;
    this.#ws.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === "welcome") this.welcome.resolve(frame.data);
      const settle = frame.id === undefined ? undefined : this.#asked.get(frame.id);
      if (settle) {
        this.#asked.delete(frame.id);
        settle(frame);
      } else onFrame(frame);
    };
    // Nobody may be waiting for a welcome that does not come.
    this.welcome.promise.catch(() => {});
    this.#ws.onerror = () => {};
    this.#ws.onclose = ({ code }) => {
      this.welcome.reject(new Error(`closed with ${code}`));
      this.closed.resolve(code);
    };
  }

  /** Connects, and waits for the welcome. */
  static async open(url: string, token: string, onFrame?: (frame: any) => void): Promise<LiveClient> {
    const client = new LiveClient(url, token, onFrame);
    await client.welcome.promise;
    return client;
  }

  /** Whether this connection is open. */
  get isOpen(): boolean {
    return this.#ws.readyState === WebSocket.OPEN;
  }

  /** Sends a command; gives its answer, an error too. Never resolves if the connection ends first. */
  ask(type: string, data: unknown = {}, id = `ask ${++this.#ids}`): Promise<any> {
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#ws.send(JSON.stringify({ type, id, data }));
    });
  }

  /** The same, and gives how many milliseconds it took. */
  async time(type: string, data?: unknown): Promise<number> {
    const began = performance.now();
    const { type: answer, error } = await this.ask(type, data);
    if (answer === "error") throw new Error(`${type}: ${error.code}`);
    return performance.now() - began;
  }

  send(text: string): void {
    this.#ws.send(text);
  }

  /** Ends the TCP connection without a word. */
  terminate(): void {
    this.#ws.terminate();
  }

  [Symbol.dispose](): void {
    this.#ws.close();
  }
}

/** Runs `work` for each item, so many at a time. */
export async function inParallel<T, R>(items: readonly T[], width: number, work: (item: T, n: number) => Promise<R>) {
  const results = new Array<R>(items.length);
  let next = 0;
  const run = async () => {
    for (let n = next++; n < items.length; n = next++) results[n] = await work(items[n] as T, n);
  };
  await Promise.all(Array.from({ length: width }, run));
  return results;
}
