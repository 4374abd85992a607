/** Requests that reach another node than the home: two real servers. */
import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { createServer, request as nodeRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { openHome, openNode, unusedUrl } from "../support/two-nodes.ts";

const megabyte = 1024 * 1024;

const problemOf = async (response: Response) => ({
  status: response.status,
  code: ((await response.json()) as { code: string }).code,
  retry: response.headers.get("Retry-After"),
});

const busy = { status: 503, code: "busy", retry: "1" };
const unknown = { status: 504, code: "result_unknown", retry: null };

/** 20 different megabytes. */
const pieces = Array.from({ length: 20 }, (_, n) => new Uint8Array(megabyte).fill(n + 1));
const digest = createHash("sha256").update(Buffer.concat(pieces)).digest("hex");

async function digestOf(body: ReadableStream<Uint8Array> | null, onFirst: () => void): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of body ?? []) {
    onFirst();
    hash.update(chunk);
  }
  return hash.digest("hex");
}

/** Yields one megabyte, and the others once `started` resolves. */
async function* after(started: Promise<void>): AsyncGenerator<Uint8Array> {
  for (const [n, piece] of pieces.entries()) {
    if (n === 1) await started;
    yield piece;
  }
}

test("method, path, query, headers and body reach the home; status, headers and body come back", async () => {
  await using home = openHome(async (request) => {
    const { method, headers } = request;
    const url = new URL(request.url);
    const seen = { method, path: url.pathname + url.search, body: await request.text(), foo: headers.get("X-Foo") };
    return Response.json(seen, {
      status: 418,
      statusText: "I'm a teapot",
      headers: [
        ["Set-Cookie", "a=1; Path=/"],
        ["Set-Cookie", "b=2; HttpOnly"],
        ["ETag", '"7"'],
        ["Keep-Alive", "timeout=5"],
      ],
    });
  });
  await using node = openNode(home.url);
  const headers = { "X-Foo": "bar", "X-Secret": "for one connection", Connection: "X-Secret" };
  const response = await fetch(`${node.url}/a%20b/c?d=%2F&e`, { method: "PATCH", body: '{"x":1}', headers });
  expect(response.status).toBe(418);
  expect(response.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; HttpOnly"]);
  expect(response.headers.get("ETag")).toBe('"7"');
  expect(response.headers.get("Keep-Alive")).toBeNull();
  const text = await response.text();
  expect(response.headers.get("Content-Length")).toBe(`${text.length}`);
  expect(JSON.parse(text)).toEqual({ method: "PATCH", path: "/a%20b/c?d=%2F&e", body: '{"x":1}', foo: "bar" });
});

test("redirects, and responses without a body, are passed on", async () => {
  await using home = openHome((request) => {
    if (request.url.endsWith("/redirect")) return Response.redirect("/elsewhere", 303);
    if (request.url.endsWith("/same")) return new Response(null, { status: 304, headers: { ETag: '"1"' } });
    if (request.url.endsWith("/nothing")) return new Response(null, { status: 204 });
    return new Response("12345");
  });
  await using node = openNode(home.url);
  const redirect = await fetch(`${node.url}/redirect`, { redirect: "manual" });
  expect([redirect.status, redirect.headers.get("Location")]).toEqual([303, "/elsewhere"]);
  const same = await fetch(`${node.url}/same`);
  expect([same.status, same.headers.get("ETag")]).toEqual([304, '"1"']);
  expect((await fetch(`${node.url}/nothing`)).status).toBe(204);
  const head = await fetch(`${node.url}/`, { method: "HEAD" });
  expect([head.status, head.headers.get("Content-Length")]).toEqual([200, "5"]);
});

test("the first bytes of a long response arrive before the home has written the last", async () => {
  const started = Promise.withResolvers<void>();
  await using home = openHome(() => new Response(after(started.promise) as never));
  await using node = openNode(home.url);
  const response = await fetch(node.url);
  expect(await digestOf(response.body, started.resolve)).toBe(digest);
});

test("the first bytes of a long request arrive before the client has sent the last", async () => {
  const started = Promise.withResolvers<void>();
  await using home = openHome(async ({ body }) => new Response(await digestOf(body, started.resolve)));
  await using node = openNode(home.url);
  const body = after(started.promise) as never;
  const response = await fetch(node.url, { method: "PUT", body });
  expect(await response.text()).toBe(digest);
});

test("a body keeps its Content-Length", async () => {
  await using home = openHome(async (request) => {
    const { length } = await request.bytes();
    return new Response(`${request.headers.get("Content-Length")} ${length}`);
  });
  await using node = openNode(home.url);
  for (const length of [0, 10, 3 * megabyte]) {
    const response = await fetch(node.url, { method: "POST", body: new Uint8Array(length) });
    expect(await response.text()).toBe(`${length} ${length}`);
  }
});

test("compressed responses are passed on as they are, and only to clients that ask for them", async () => {
  const zipped = Bun.gzipSync("hello ".repeat(100));
  await using home = openHome(({ headers }) => {
    const accepted = headers.get("Accept-Encoding") ?? "none";
    if (!accepted.includes("gzip")) return new Response(accepted);
    return new Response(zipped, { headers: { "Content-Encoding": "gzip" } });
  });
  await using node = openNode(home.url);
  const asked = await fetch(node.url, { headers: { "Accept-Encoding": "gzip" }, decompress: false } as never);
  expect(asked.headers.get("Content-Encoding")).toBe("gzip");
  expect(await asked.bytes()).toEqual(zipped);
  const plain = await new Promise<string>((resolve, reject) => {
    nodeRequest(node.url, (response) => response.setEncoding("utf8").on("data", resolve))
      .on("error", reject)
      .end();
  });
  expect(plain).toBe("identity");
});

test("a client that leaves ends the response at the home", async () => {
  const left = Promise.withResolvers<void>();
  const endless = () =>
    new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(megabyte)),
      cancel: () => left.resolve(),
    });
  await using home = openHome(() => new Response(endless()));
  await using node = openNode(home.url);
  const leaving = new AbortController();
  const response = await fetch(node.url, { signal: leaving.signal });
  await response.body?.getReader().read();
  leaving.abort();
  await left.promise;
});

test("a client that leaves before the response ends the request at the home", async () => {
  const leaving = new AbortController();
  const left = Promise.withResolvers<void>();
  await using home = openHome(({ signal }) => {
    signal.addEventListener("abort", () => left.resolve());
    leaving.abort();
    return new Promise(() => {});
  });
  await using node = openNode(home.url);
  await expect(fetch(node.url, { signal: leaving.signal })).rejects.toThrow();
  await left.promise;
});

const post = { method: "POST", body: "{}" };

test("a node that cannot be reached: busy, because nothing was sent", async () => {
  await using nowhere = openNode(unusedUrl());
  for (const how of [{}, post]) expect(await problemOf(await fetch(nowhere.url, how))).toEqual(busy);
  expect(nowhere.forwarding.stats()).toMatchObject({ requests: 2, failures: 2 });
  await using unnamed = openNode("http://no-such-node.invalid:8000");
  expect(await problemOf(await fetch(unnamed.url, post))).toEqual(busy);
});

test("a node that does not answer in time, breaks off or is dropped: only a read can be repeated", async () => {
  await using silent = openHome(() => new Promise(() => {}));
  await using hasty = openNode(silent.url, { timeoutMs: 20 });
  await using asked = openHome(() => {
    dropping.forwarding.drop(asked.url);
    return new Promise(() => {});
  });
  await using dropping = openNode(asked.url);
  const broken = createServer((_, response) => void response.socket?.destroy());
  await new Promise<void>((resolve) => broken.listen(0, "127.0.0.1", resolve));
  await using before = openNode(`http://127.0.0.1:${(broken.address() as AddressInfo).port}`);
  for (const { url } of [hasty, dropping, before]) {
    expect(await problemOf(await fetch(url))).toEqual(busy);
    expect(await problemOf(await fetch(url, post))).toEqual(unknown);
    expect(await problemOf(await fetch(url, { method: "DELETE" }))).toEqual(unknown);
  }
  broken.close();
});

test("a response that breaks off at the home breaks off at the client", async () => {
  const received = Promise.withResolvers<void>();
  const home = createServer(async (_, response) => {
    response.writeHead(200);
    response.write("the first part");
    await received.promise;
    response.destroy();
  });
  await new Promise<void>((resolve) => home.listen(0, "127.0.0.1", resolve));
  await using node = openNode(`http://127.0.0.1:${(home.address() as AddressInfo).port}`);
  const response = await fetch(node.url);
  await expect(digestOf(response.body, received.resolve)).rejects.toThrow();
  home.close();
});

test("a home that was started again gets the next request", async () => {
  const first = openHome(() => new Response("first"));
  await using node = openNode(first.url);
  expect(await (await fetch(node.url)).text()).toBe("first");
  await first[Symbol.asyncDispose]();
  await using second = openHome(() => new Response("second"));
  expect(await problemOf(await fetch(node.url))).toEqual(busy);
  node.to = second.url;
  expect(await (await fetch(node.url, { method: "POST", body: "{}" })).text()).toBe("second");
});
