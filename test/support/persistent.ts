/** A client that reconnects until it succeeds, resumes, and repeats what was not answered with the same id. */
import { LiveClient } from "./load.ts";

export interface Persistent extends AsyncDisposable {
  /** Resolves once it has connected for the first time. */
  readonly connected: Promise<void>;
  /** Sends a message again and again until it is acknowledged. */
  say(text: string): Promise<void>;
  /** The texts of all messages that it has heard of, by the number of their event. */
  readonly heard: ReadonlyMap<number, string>;
  /** How often it has reconnected. */
  readonly reconnects: number;
  /** The longest time without a connection, in milliseconds. */
  readonly longestGap: number;
}

/** How long it waits before it tries again, in milliseconds. */
const retryMs = 100;

/** Connects to `/ws/live/<code>` at the balancer's port. */
export function openPersistent(port: number, { code, token }: { code: string; token: string }): Persistent {
  const heard = new Map<number, string>();
  let last = { seq: 0, epoch: "" };
  let client: LiveClient | undefined;
  let closed = false;
  const stats = { reconnects: -1, longestGap: 0 };
  let ids = 0;

  function hear(frame: any): void {
    if (typeof frame.seq !== "number") return;
    last = { ...last, seq: Math.max(last.seq, frame.seq) };
    if (frame.type === "chat.sent") {
      const text = frame.data.content;
      const before = heard.get(frame.seq);
      if (before !== undefined && before !== text) throw new Error(`event ${frame.seq} is ${before} and ${text}`);
      heard.set(frame.seq, text);
    }
  }

  async function keep(): Promise<void> {
    let lostAt = performance.now();
    while (!closed) {
      const url = `http://127.0.0.1:${port}/ws/live/${code}?since=${last.seq}&epoch=${last.epoch}`;
      const opening = new LiveClient(url, token, hear);
      const late = setTimeout(() => opening.terminate(), 3000);
      const welcome = await opening.welcome.promise.catch(() => undefined);
      clearTimeout(late);
      if (!welcome) {
        await Bun.sleep(retryMs);
        continue;
      }
      if (last.epoch === "") last = { seq: welcome.seq, epoch: welcome.epoch };
      if (stats.reconnects >= 0) stats.longestGap = Math.max(stats.longestGap, performance.now() - lostAt);
      isConnected();
      stats.reconnects += 1;
      client = opening;
      await opening.closed.promise;
      client = undefined;
      lostAt = performance.now();
    }
  }
  const { promise: connected, resolve: isConnected } = Promise.withResolvers<void>();
  const keeping = keep();

  return {
    connected,
    heard,
    get reconnects() {
      return stats.reconnects;
    },
    get longestGap() {
      return stats.longestGap;
    },
    async say(text) {
      const id = `say ${++ids} ${text}`;
      for (;;) {
        const at = client;
        const answer = at?.isOpen
          ? await Promise.race([at.ask("chat.send", { content: text }, id), at.closed.promise, Bun.sleep(15_000)])
          : undefined;
        if (typeof answer === "object" && answer.type === "ok") return;
        await Bun.sleep(retryMs);
      }
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      client?.terminate();
      await keeping;
    },
  };
}
