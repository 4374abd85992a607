/** Who sent a forwarded request: only nodes may say so. */
import { describe, expect, test } from "bun:test";
import { createForwardedHeaders } from "../../src/cluster/forwarded-headers.ts";
import { openHome, openNode, secret } from "../support/two-nodes.ts";

const origin = { address: "2001:db8::7", https: true, host: "class.example:8000", id: "request-7", hops: 2 };
const ours = createForwardedHeaders(secret);

const signed = () => {
  const headers = new Headers();
  ours.sign(headers, origin);
  return headers;
};

describe("the internal headers", () => {
  test("say who sent the request, without the secret", () => {
    expect(ours.originOf(signed())).toEqual(origin);
    expect(JSON.stringify([...signed()])).not.toContain(secret);
    expect(ours.originOf(new Headers())).toBeUndefined();
  });

  test("count only with the signature of the nodes' secret", () => {
    expect(createForwardedHeaders("another secret").originOf(signed())).toBeUndefined();
    for (const name of signed().keys()) {
      const changed = signed();
      changed.set(name, "3");
      expect(ours.originOf(changed)).toBeUndefined();
      const without = signed();
      without.delete(name);
      expect(ours.originOf(without)).toBeUndefined();
    }
    for (const text of ["", secret, "x".repeat(43), "é", "%", "=".repeat(10_000)]) {
      const guessed = signed();
      guessed.set("x-lectern-secret", text);
      expect(ours.originOf(guessed)).toBeUndefined();
    }
  });

  test("an empty secret is an error", () => {
    expect(() => createForwardedHeaders("")).toThrow(RangeError);
  });
});

describe("at the home", () => {
  const openEcho = () => openHome(({ headers }) => Response.json([ours.originOf(headers) ?? null, ...headers]));

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
  createForwardedHeaders("guessed").sign(headers, { ...origin, address: "6.6.6.6" });
  return headers;
}
