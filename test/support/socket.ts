/** A WebSocket client that knows nothing of Lectern: it sends what a test gives it and returns what arrives. */
import { FrameQueue } from "./frame-queue.ts";

/** A received text as a frame: its JSON, or for an app that speaks in lines, the first word as its type and the line. */
export const frameOf = (text: string): any =>
  text.startsWith("{") ? JSON.parse(text) : { type: text.split(" ", 1)[0], line: text };

export class TestSocket implements AsyncDisposable {
  readonly #ws: WebSocket;
  readonly #frames = new FrameQueue();
  /** The text of every frame received. */
  readonly texts: string[] = [];
  /** How the socket closed. */
  readonly closed: Promise<{ code: number; reason: string }>;

  private constructor(ws: WebSocket) {
    this.#ws = ws;
    ws.addEventListener("message", ({ data }) => {
      this.texts.push(data);
      this.#frames.add(frameOf(data));
    });
    this.closed = new Promise((resolve) => {
      ws.addEventListener("close", ({ code, reason }) => resolve({ code, reason }));
    });
  }

  /** Connects; throws with the HTTP response if the server refuses. */
  static async open(url: string, token?: string, headers: Record<string, string> = {}): Promise<TestSocket> {
    const authorization = token === undefined ? undefined : { Authorization: `Bearer ${token}` };
    const ws = new WebSocket(url.replace(/^http/, "ws"), { headers: { ...authorization, ...headers } } as never);
    const socket = new TestSocket(ws);
    await new Promise<void>((resolve, reject) => {
      ws.addEventListener("open", () => resolve());
      ws.addEventListener("error", (event) => reject(new Error((event as ErrorEvent).message)));
    });
    return socket;
  }

  send(frame: unknown): void {
    this.#ws.send(typeof frame === "string" || frame instanceof ArrayBuffer ? frame : JSON.stringify(frame));
  }

  /** The next frame there is or comes. */
  next(): Promise<any> {
    return this.#frames.next();
  }

  /** The next frame of this name, `type` or `event`; frames before it are skipped. */
  async until(name: string): Promise<any> {
    for (;;) {
      const frame = await this.next();
      if (frame.type === name || frame.event === name) return frame;
    }
  }

  /** Everything that came up to the answer of a last frame of ours: `send` it, and pass how the answer is known. */
  all(send: unknown, isLast: (frame: any) => boolean): Promise<any[]> {
    this.send(send);
    return this.#frames.before(isLast);
  }

  close(): void {
    this.#ws.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ws.close();
    await this.closed;
  }
}
