/** Sockets that reach another node than the home: two real servers. */
import { describe, expect, test } from "bun:test";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import type { ServerWebSocket } from "bun";
import { createForwardedHeaders } from "../../src/cluster/forwarded-headers.ts";
import { knock } from "../support/knock.ts";
import { openServerProcess } from "../support/process.ts";
import { RawSocket } from "../support/raw-socket.ts";
import { openHome, openNode, secret, unusedUrl } from "../support/two-nodes.ts";

type HomeSocket = ServerWebSocket<undefined>;
type Frame = string | Buffer;

/** A client's socket, with all it received. */
async function connect(url: string, protocols: string[] = [], headers: Record<string, string> = {}) {
  const ws = new WebSocket(url.replace("http", "ws"), { protocols, headers } as never);
  const frames: Frame[] = [];
  const waiting: (() => void)[] = [];
  ws.onmessage = ({ data }) => {
    frames.push(data);
    for (const check of waiting) check();
  };
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    ws.onclose = ({ code, reason }) => resolve({ code, reason });
  });
  await new Promise<void>((resolve, reject) => {
    ws.onopen = () => resolve();
    ws.onerror = (event) => reject(new Error((event as ErrorEvent).message));
  });
  return {
    ws,
    frames,
    closed,
    /** Resolves once this many frames were received. */
    received: (count: number) =>
      new Promise<Frame[]>((resolve) => {
        const check = () => frames.length >= count && resolve(frames);
        waiting.push(check);
        check();
      }),
  };
}

/** A home that takes every socket, and tells of each that was opened and closed. */
function openSocketHome(
  handlers: Partial<Record<"open" | "drain", (ws: HomeSocket) => void>> & {
    message?: (ws: HomeSocket, frame: Frame) => void;
  } = {},
) {
  const opened = Promise.withResolvers<HomeSocket>();
  const closed = Promise.withResolvers<{ code: number; reason: string }>();
  const pinged = Promise.withResolvers<string>();
  const home = openHome((request, server) => (server.upgrade(request) ? undefined : new Response("none")), {
    open(ws) {
      handlers.open?.(ws);
      opened.resolve(ws);
    },
    ...(handlers.drain && { drain: handlers.drain }),
    message: handlers.message ?? ((ws, frame) => void ws.send(frame)),
    ping: (_, payload) => pinged.resolve(payload.toString()),
    close: (_, code, reason) => closed.resolve({ code, reason }),
  });
  return Object.assign(home, { opened: opened.promise, closed: closed.promise, pinged: pinged.promise });
}

describe("frames", () => {
  test("text and binary reach the home and come back, with pings", async () => {
    await using home = openSocketHome();
    await using node = openNode(home.url);
    const { ws, received } = await connect(node.url);
    const bytes = Buffer.from([0, 255, 128, 10]);
    const sent = ["text 한국어 🙂", "", bytes, Buffer.alloc(0), "x".repeat(60_000)];
    for (const frame of sent) ws.send(frame);
    expect(await received(sent.length)).toEqual(sent);
    (ws as unknown as Bun.WebSocket).ping("are you there");
    expect(await home.pinged).toBe("are you there");
    expect(node.forwarding.stats()).toMatchObject({ sockets: 1, handshakes: 1, failures: 0 });
  });

  test("1,000 each way stay in order, from the first that the home sends", async () => {
    const atHome: Frame[] = [];
    const arrived = Promise.withResolvers<void>();
    const numbers = Array.from({ length: 1000 }, (_, n) => `${n}`);
    await using home = openSocketHome({
      open(ws) {
        for (const number of numbers) ws.send(number);
      },
      message(_, frame) {
        atHome.push(frame);
        if (atHome.length === numbers.length) arrived.resolve();
      },
    });
    await using node = openNode(home.url);
    const { ws, received } = await connect(node.url);
    for (const number of numbers) ws.send(number);
    await arrived.promise;
    expect(atHome).toEqual(numbers);
    expect(await received(numbers.length)).toEqual(numbers);
  });

  test("a node's own sockets are handled as before", async () => {
    await using home = openSocketHome();
    await using node = openNode(home.url);
    const { ws, received, closed } = await connect(`${node.url}/own`);
    ws.send("frame");
    expect(await received(1)).toEqual(["own: frame"]);
    ws.close(1000, "done");
    expect(await closed).toEqual({ code: 1000, reason: "done" });
    expect(node.forwarding.stats()).toMatchObject({ sockets: 0, handshakes: 0 });
  });
});

describe("the handshake", () => {
  test("the home sees the client's headers, and the client those of its response", async () => {
    const headersAtHome = Promise.withResolvers<Headers>();
    await using home = openHome((request, server) => {
      headersAtHome.resolve(new Headers(request.headers));
      const headers = new Headers({ "X-Request-Id": "request-1", "Sec-WebSocket-Protocol": "second" });
      headers.append("Set-Cookie", "a=1");
      headers.append("Set-Cookie", "b=2");
      server.upgrade(request, { headers });
      return undefined;
    });
    await using node = openNode(home.url);
    const sent = { Cookie: "lectern_session=1", Origin: node.url, "Sec-WebSocket-Protocol": "first, second" };
    const response = await knock(`${node.url}/ws/live?x=1`, "token", sent);
    expect(response.status).toBe(101);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(response.headers.get("X-Request-Id")).toBe("request-1");
    expect(response.headers.get("Sec-WebSocket-Protocol")).toBe("second");
    const headers = await headersAtHome.promise;
    expect(headers.get("Authorization")).toBe("Bearer token");
    for (const [name, value] of Object.entries(sent)) expect(headers.get(name)).toBe(value);
    const { host } = new URL(node.url);
    const origin = createForwardedHeaders(secret).originOf({ method: "GET", url: `${home.url}/ws/live?x=1`, headers });
    expect(origin).toEqual({ address: "127.0.0.1", https: false, host, id: "request-1", hops: 1 });
  });

  test("the client gets the subprotocol that the home chose", async () => {
    await using home = openSocketHome();
    await using node = openNode(home.url);
    const { ws } = await connect(node.url, ["lectern", "other"]);
    expect(ws.protocol).toBe("lectern");
  });

  test("the home's refusal reaches the client before the upgrade", async () => {
    const problem = { code: "removed", title: "제거됨" };
    const type = { "Content-Type": "application/problem+json", "Retry-After": "7" };
    await using home = openHome(() => new Response(JSON.stringify(problem), { status: 403, headers: type }));
    await using node = openNode(home.url);
    const { status, body, headers } = await knock(node.url);
    expect({ status, body }).toEqual({ status: 403, body: problem });
    for (const [name, value] of Object.entries(type)) expect(headers.get(name)).toBe(value);
    expect(node.forwarding.stats()).toMatchObject({ sockets: 0, failures: 0 });
  });

  test("a refusal whose body comes later keeps its status", async () => {
    const home = createServer((socket) => {
      socket.once("data", () => socket.write("HTTP/1.1 404 Not Found\r\nContent-Length: 10\r\n\r\n01234"));
      socket.on("error", () => {});
    });
    await once(home.listen(0, "127.0.0.1"), "listening");
    await using node = openNode(`http://127.0.0.1:${(home.address() as AddressInfo).port}`);
    expect(await knock(node.url)).toMatchObject({ status: 404, body: undefined });
    home.close();
  });

  test("a home that cannot be reached, or does not answer: busy; too many sockets: server_full", async () => {
    await using nowhere = openNode(unusedUrl());
    expect(await knock(nowhere.url)).toMatchObject({ status: 503, body: { code: "busy" } });
    await using silent = openHome(() => new Promise(() => {}));
    await using hasty = openNode(silent.url, { timeoutMs: 20 });
    expect(await knock(hasty.url)).toMatchObject({ status: 503, body: { code: "busy" } });
    expect(hasty.forwarding.stats()).toMatchObject({ sockets: 0, failures: 1 });

    await using home = openSocketHome();
    await using small = openNode(home.url, { maxSockets: 1 });
    const { ws, closed } = await connect(small.url);
    expect(await knock(small.url)).toMatchObject({ status: 503, body: { code: "server_full" } });
    ws.close();
    await closed;
    await connect(small.url);
  });

  test("a client that leaves before the home has answered leaves the home, too", async () => {
    const leaving = new AbortController();
    const left = Promise.withResolvers<void>();
    await using home = openHome(({ signal }) => {
      signal.addEventListener("abort", () => left.resolve());
      leaving.abort();
      return new Promise(() => {});
    });
    await using node = openNode(home.url);
    const headers = { Upgrade: "websocket", Connection: "Upgrade", "Sec-WebSocket-Version": "13" };
    await expect(fetch(node.url, { headers, signal: leaving.signal })).rejects.toThrow();
    await left.promise;
  });
});

const closes = [
  [1000, "session ended"],
  [1001, "server stopping"],
  [1008, ""],
  [1011, "internal error"],
  [1012, "moved"],
  [3999, "x".repeat(123)],
  [4401, "credential ended"],
  [4429, "너무 많아요"],
] as const;

describe("closes", () => {
  test.each(closes)("the home's %d reaches the client with its reason", async (code, reason) => {
    await using home = openSocketHome();
    await using node = openNode(home.url);
    const { closed } = await connect(node.url);
    (await home.opened).close(code, reason);
    expect(await closed).toEqual({ code, reason });
  });

  test.each(closes)("the client's %d reaches the home with its reason", async (code, reason) => {
    await using home = openSocketHome();
    await using node = openNode(home.url);
    const { ws } = await connect(node.url);
    ws.close(code, reason);
    expect(await home.closed).toEqual({ code, reason });
    expect(node.forwarding.stats().sockets).toBe(0);
  });

  test("a frame and a close that the home sends at once both reach the client", async () => {
    await using home = openSocketHome({
      open(ws) {
        ws.send("last words");
        ws.close(4404, "session deleted");
      },
    });
    await using node = openNode(home.url);
    const { closed, frames } = await connect(node.url);
    expect(await closed).toEqual({ code: 4404, reason: "session deleted" });
    expect(frames).toEqual(["last words"]);
  });

  test("a client that closes without a code, or vanishes, does so at the home", async () => {
    for (const [leave, code] of [
      [(socket: RawSocket) => socket.write(Buffer.from([0x88, 0x80, 0, 0, 0, 0])), 1005],
      [(socket: RawSocket) => socket[Symbol.asyncDispose](), 1006],
    ] as const) {
      await using home = openSocketHome();
      await using node = openNode(home.url);
      const socket = await RawSocket.open(node.url);
      await leave(socket);
      expect(await home.closed).toMatchObject({ code });
    }
  });

  test("if the home is killed, the client is told to connect again", async () => {
    await using home = await openServerProcess("", { script: join(import.meta.dir, "../support/echo-process.ts") });
    await using node = openNode(home.url);
    const { ws, received, closed } = await connect(node.url);
    ws.send("frame");
    await received(1);
    await home.kill();
    expect(await closed).toEqual({ code: 1012, reason: "node lost" });
    expect(node.forwarding.stats().sockets).toBe(0);
  });

  test("a node that is dropped loses its sockets, and no other", async () => {
    await using home = openSocketHome();
    await using other = openSocketHome();
    await using node = openNode(home.url);
    const { closed } = await connect(node.url);
    node.to = other.url;
    const { ws, received } = await connect(node.url);
    node.forwarding.drop(home.url);
    expect(await closed).toEqual({ code: 1012, reason: "node lost" });
    expect(await home.closed).toMatchObject({ code: 1006 });
    ws.send("frame");
    expect(await received(1)).toEqual(["frame"]);
  });

  test("a node that stops closes its sockets at both ends", async () => {
    await using home = openSocketHome();
    await using node = openNode(home.url);
    const { closed } = await connect(node.url);
    const moving = { code: 1012, reason: "node stopping" };
    node.forwarding.closeAll([moving.code, moving.reason]);
    expect(await closed).toEqual(moving);
    expect(await home.closed).toEqual(moving);
    expect(node.forwarding.stats().sockets).toBe(0);
  });
});

/** Sends long frames without end. */
function flood(ws: { send(frame: string): unknown }): Disposable {
  const timer = setInterval(() => {
    for (let n = 0; n < 10; n++) ws.send("x".repeat(50_000));
  }, 1);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

describe("bounds", () => {
  test("a client that reads slowly gets everything, as fast as it reads, if the home waits for its socket to drain", async () => {
    const frames = 800;
    let sent = 0;
    const send = (ws: HomeSocket) => {
      for (; sent < frames && ws.getBufferedAmount() < 256 * 1024; sent++) ws.send(`${sent} ${"x".repeat(50_000)}`);
    };
    await using home = openSocketHome({ open: send, drain: send });
    await using node = openNode(home.url);
    const received: number[] = [];
    const all = Promise.withResolvers<void>();
    await using slow = await RawSocket.open(node.url, {
      paused: true,
      onFrame(_, bytes, start) {
        received.push(Number.parseInt(Buffer.from(bytes.subarray(start, start + 5)).toString(), 10));
        if (received.length === frames) all.resolve();
      },
    });
    for (let before = -1; before < sent; await Bun.sleep(50)) before = sent;
    // The rest waits at the home, not in the memory of the node.
    expect(sent).toBeLessThan(frames);
    slow.resume();
    await Promise.race([all.promise, slow.closed]);
    expect(received).toEqual(Array.from({ length: frames }, (_, n) => n));
  });

  test("a client that reads too slowly is closed by the home", async () => {
    await using home = openSocketHome();
    await using node = openNode(home.url);
    await using slow = await RawSocket.open(node.url, { paused: true, onFrame() {} });
    const ws = await home.opened;
    using _ = flood(ws);
    expect(await home.closed).toMatchObject({ code: 1006 });
    slow.resume();
    expect(await slow.closed).toBe(1012);
    expect(node.forwarding.stats()).toMatchObject({ sockets: 0 });
  });

  test("a home that reads nothing costs the client its connection, and the node no memory", async () => {
    await using home = openSocketHome({ open: (ws) => ws.pause() });
    await using node = openNode(home.url);
    const { ws, closed } = await connect(node.url);
    using _ = flood(ws);
    expect(await closed).toEqual({ code: 1012, reason: "node lost" });
  });

  test("a frame that is too long closes the connection, at the home too", async () => {
    await using home = openSocketHome();
    await using node = openNode(home.url);
    const { ws, closed } = await connect(node.url);
    ws.send("x".repeat(64 * 1024 + 1));
    expect((await closed).code).toBe(1009);
    expect(await home.closed).toMatchObject({ code: 1006 });
  });

  test("a quiet home that answers pings stays; one that does not is given up", async () => {
    let pings = 0;
    const pinged = Promise.withResolvers<void>();
    await using home = openHome((request, server) => (server.upgrade(request) ? undefined : new Response()), {
      message: (ws, frame) => void ws.send(frame),
      ping() {
        pings += 1;
        if (pings === 3) pinged.resolve();
      },
    });
    await using node = openNode(home.url, { checkMs: 10 });
    const { ws, received } = await connect(node.url);
    await pinged.promise;
    ws.send("still here");
    expect(await received(1)).toEqual(["still here"]);

    await using deaf = openSocketHome({ open: (ws) => ws.pause() });
    node.to = deaf.url;
    expect(await (await connect(node.url)).closed).toEqual({ code: 1012, reason: "node lost" });
  });
});
