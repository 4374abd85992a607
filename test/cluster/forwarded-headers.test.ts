/** Who sent a forwarded request: only nodes may say so. */
import { describe, expect, test } from "bun:test";
import type { ForwardedBody } from "../../src/cluster/forward-request.ts";
import { createForwardedHeaders } from "../../src/cluster/forwarded-headers.ts";
import { keepLogRecords } from "../support/log-records.ts";
import { openHome, openNode, secret } from "../support/two-nodes.ts";

const origin = { address: "2001:db8::7", https: true, host: "class.example:8000", id: "request-7", hops: 2 };
const records = keepLogRecords("error");
let clock = 1_000_000;
const ours = createForwardedHeaders(secret, () => clock);

/** A request that a node has signed. */
function signed(body: ForwardedBody = null) {
  const url = "http://10.0.0.5:8000/internal/tickets?a=%2F";
  const request = { method: "POST", url, headers: new Headers(), body };
  ours.sign(request, origin);
  return request;
}

describe("the internal headers", () => {
  test("say who sent the request, without the secret", () => {
    expect(ours.originOf(signed())).toEqual(origin);
    expect(JSON.stringify([...signed().headers])).not.toContain(secret);
    expect(ours.originOf({ ...signed(), headers: new Headers() })).toBeUndefined();
  });

  test("count only with the signature of the nodes' secret", () => {
    expect(createForwardedHeaders("another secret", () => clock).originOf(signed())).toBeUndefined();
    for (const name of signed().headers.keys()) {
      const changed = signed();
      changed.headers.set(name, "3");
      expect(ours.originOf(changed)).toBeUndefined();
      const without = signed();
      without.headers.delete(name);
      expect(ours.originOf(without)).toBeUndefined();
    }
    for (const text of ["", secret, "x".repeat(43), "é", "%", "=".repeat(10_000)]) {
      const guessed = signed();
      guessed.headers.set("x-lectern-signature", text);
      expect(ours.originOf(guessed)).toBeUndefined();
    }
  });

  test("count for the request that was signed, at whichever node, and for no other one", () => {
    const request = signed();
    expect(ours.originOf({ ...request, url: "http://localhost/internal/tickets?a=%2F" })).toEqual(origin);
    expect(ours.originOf({ ...request, method: "GET" })).toBeUndefined();
    for (const path of [
      "/internal/tickets",
      "/internal/tickets?a=%2F&b",
      "/internal/ticket",
      "//internal/tickets?a=/",
    ]) {
      expect([path, ours.originOf({ ...request, url: `http://10.0.0.5:8000${path}` })]).toEqual([path, undefined]);
    }
  });

  test("count for 30 seconds, at a node whose clock differs by up to 30 seconds", async () => {
    const { url, ...request } = signed();
    const time = clock;
    for (const ms of [-30_000, 30_000]) {
      clock = time + ms;
      await ours.accept(new Request(url, request));
    }
    for (const ms of [-30_001, 30_001]) {
      clock = time + ms;
      expect(ours.originOf({ url, ...request })).toEqual(origin);
      await expect(ours.accept(new Request(url, request))).rejects.toMatchObject({ code: "busy", retryAfter: 1 });
    }
    clock = time;
    // Once a minute: clients repeat their requests every second.
    expect(records.length).toBe(1);
  });

  test("count for the body that was signed, unless that was streamed", async () => {
    const bytes = (text: string) => new TextEncoder().encode(text).buffer;
    const { url, ...request } = signed(bytes("abc"));
    const received = new Request(url, { ...request, body: "abc" });
    await ours.accept(received);
    expect(await received.text()).toBe("abc");
    for (const body of ["abd", "", "x".repeat(100_000), null]) {
      await expect(ours.accept(new Request(url, { ...request, body }))).rejects.toMatchObject({ code: "malformed" });
    }
    const { headers } = signed();
    await ours.accept(new Request(url, { method: "POST", headers }));
    await expect(ours.accept(new Request(url, { method: "POST", headers, body: "a" }))).rejects.toThrow();
    const long = signed(new ReadableStream());
    await ours.accept(new Request(url, { method: "POST", headers: long.headers, body: "anything" }));
  });

  test("an empty secret is an error", () => {
    expect(() => createForwardedHeaders("")).toThrow(RangeError);
  });
});

describe("at the home", () => {
  const nodes = createForwardedHeaders(secret);
  const openEcho = () => openHome((request) => Response.json([nodes.originOf(request) ?? null, ...request.headers]));

  test("the client is the one that the node saw, whatever the client claims", async () => {
    await using home = openEcho();
    await using node = openNode(home.url);
    const claims = {
      ...Object.fromEntries(createForged()),
      "X-Forwarded-For": "6.6.6.6",
      "X-Forwarded-Proto": "https",
      Forwarded: "for=6.6.6.6",
    };
    const [found, ...headers] = (await (await fetch(node.url, { headers: claims })).json()) as [unknown];
    const { host } = new URL(node.url);
    expect(found).toEqual({ address: "127.0.0.1", https: false, host, id: "request-1", hops: 1 });
    expect(JSON.stringify(headers)).not.toContain("6.6.6.6");
  });

  test("a client that asks the home itself cannot say who it is", async () => {
    await using home = openEcho();
    const [found] = (await (await fetch(home.url, { headers: createForged() })).json()) as [unknown];
    expect(found).toBeNull();
  });

  test("the first node's client reaches the home over two nodes", async () => {
    await using home = openEcho();
    await using second = openNode(home.url);
    await using first = openNode(second.url);
    const [found] = (await (await fetch(first.url)).json()) as [unknown];
    expect(found).toMatchObject({ address: "127.0.0.1", host: new URL(first.url).host, hops: 2 });
  });

  test("nodes that take each other for the home stop after three hops", async () => {
    await using node = openNode("");
    node.to = node.url;
    const response = await fetch(node.url);
    expect(response.status).toBe(503);
    expect(node.forwarding.stats().requests).toBe(4);
  });
});

/** Headers signed with a secret that is not the nodes'. */
function createForged(): Headers {
  const headers = new Headers();
  const request = { method: "GET", url: "http://localhost/", headers, body: null };
  createForwardedHeaders("guessed").sign(request, { ...origin, address: "6.6.6.6" });
  return headers;
}
