import { expect, test } from "bun:test";
import { createProxies } from "../../src/http/proxies.ts";
import { openClass, openTestServer, type TestServer, teacherKey } from "../support/class.ts";
import { keepLogRecords } from "../support/log-records.ts";
import { openPlainProxy } from "../support/proxy.ts";

const records = keepLogRecords("debug");

const clientOf = (trusted: string[], peer: string, headers: Record<string, string>) =>
  createProxies(trusted).clientOf(new Headers(headers), peer);

test("the client is the rightmost address that is not a trusted proxy", () => {
  const forwarded = (list: string) => ({ "X-Forwarded-For": list });
  for (const [trusted, peer, list, address] of [
    [[], "127.0.0.1", "203.0.113.1", "127.0.0.1"],
    [["loopback"], "127.0.0.1", "203.0.113.1", "203.0.113.1"],
    [["loopback"], "::1", "203.0.113.1", "203.0.113.1"],
    [["loopback"], "::ffff:127.0.0.1", "203.0.113.1", "203.0.113.1"],
    [["loopback"], "192.168.1.7", "203.0.113.1", "192.168.1.7"],
    // What the client itself put there stands further left.
    [["loopback"], "127.0.0.1", "1.1.1.1, 203.0.113.1", "203.0.113.1"],
    [["loopback", "10.0.0.0/8"], "127.0.0.1", "1.1.1.1, 203.0.113.1, 10.1.2.3", "203.0.113.1"],
    [["10.0.0.7"], "10.0.0.7", "203.0.113.1, 10.0.0.8", "10.0.0.8"],
    [["fd00::/8"], "fd12::1", "[2001:db8::1]:4711", "2001:db8::1"],
    [["loopback"], "127.0.0.1", "203.0.113.1:4711", "203.0.113.1"],
    [["loopback"], "127.0.0.1", "nonsense", "127.0.0.1"],
    [["loopback"], "127.0.0.1", "203.0.113.1, nonsense", "127.0.0.1"],
    [["loopback"], "127.0.0.1", "", "127.0.0.1"],
    [["loopback"], "127.0.0.1", ",,,", "127.0.0.1"],
    [["loopback"], "127.0.0.1", "127.0.0.1, 127.0.0.2", "127.0.0.1"],
  ] as const) {
    expect([peer, list, clientOf([...trusted], peer, forwarded(list)).address]).toEqual([peer, list, address]);
  }
});

test("only a trusted proxy says https, and sets the request's id", () => {
  const headers = { "X-Forwarded-Proto": "https", "X-Request-Id": "from-the-proxy-1" };
  expect(clientOf(["loopback"], "127.0.0.1", headers)).toMatchObject({ https: true, id: "from-the-proxy-1" });
  const stranger = clientOf(["10.0.0.1"], "127.0.0.1", headers);
  expect([stranger.https, stranger.id === "from-the-proxy-1"]).toEqual([false, false]);
  for (const id of ["", "two words", "x".repeat(65), "a\tb"]) {
    expect(clientOf(["loopback"], "127.0.0.1", { "X-Request-Id": id }).id).toMatch(/^[\da-f-]{36}$/);
  }
});

/** Wrong codes from an address until it gets 429; how many were looked at. */
async function wrongCodes(url: string, address: string): Promise<number[]> {
  const statuses = [];
  for (let n = 0; n < 12; n++) {
    const headers = { "X-Forwarded-For": address };
    statuses.push((await fetch(`${url}/api/join/WRONG${n}`, { headers })).status);
  }
  return statuses;
}

test("behind a trusted proxy each client has its own budget; without the setting the header is ignored", async () => {
  const used = [...Array(10).fill(404), 429, 429];
  await using trusting = await openTestServer({ trustedProxies: ["loopback"] });
  expect(await wrongCodes(trusting.url, "203.0.113.1")).toEqual(used);
  expect(await wrongCodes(trusting.url, "203.0.113.2")).toEqual(used);
  await using careful = await openTestServer();
  expect(await wrongCodes(careful.url, "203.0.113.1")).toEqual(used);
  expect(await wrongCodes(careful.url, "203.0.113.2")).toEqual(Array(12).fill(429));
});

async function signIn({ url }: Pick<TestServer, "url">, headers: Record<string, string> = {}): Promise<Response> {
  const body = JSON.stringify({ key: teacherKey });
  return fetch(`${url}/api/auth/key`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body,
  });
}

test("a proxy that ends TLS makes cookies Secure, the policy wss and the page isolated", async () => {
  await using server = await openTestServer({ trustedProxies: ["loopback"] });
  const https = await signIn(server, { "X-Forwarded-Proto": "https" });
  expect(https.headers.get("Set-Cookie")).toContain("; Secure");
  expect(https.headers.get("Content-Security-Policy")).toContain("wss://");
  expect(https.headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
  const http = await signIn(server, { "X-Forwarded-Proto": "http" });
  expect(http.headers.get("Set-Cookie")).not.toContain("Secure");
  expect(http.headers.get("Content-Security-Policy")).toContain(" ws://");
  await using careful = await openTestServer();
  const ignored = await signIn(careful, { "X-Forwarded-Proto": "https" });
  expect(ignored.headers.get("Set-Cookie")).not.toContain("Secure");
  expect(ignored.headers.has("Cross-Origin-Opener-Policy")).toBe(false);
});

test("a public address with https needs no header for it", async () => {
  await using server = await openTestServer({ publicUrl: "https://school.example" });
  const answer = await signIn(server, { Host: "school.example" });
  expect(answer.headers.get("Set-Cookie")).toContain("; Secure");
  expect(answer.headers.get("Content-Security-Policy")).toContain("connect-src 'self' wss://school.example;");
});

test("the log names the client and not the proxy", async () => {
  await using room = await openClass({ server: await openTestServer({ trustedProxies: ["loopback"] }) });
  const set = () => ({ "X-Forwarded-For": "1.2.3.4, 203.0.113.9", "X-Request-Id": "proxy-7" });
  await using proxy = await openPlainProxy(room.server.port, set);
  const answer = await fetch(`${proxy.url}/api/auth/key`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: '{"key": "wrong-key-1234"}',
  });
  expect([answer.status, answer.headers.get("X-Request-Id")]).toEqual([401, "proxy-7"]);
  expect(records.map(({ properties }) => properties)).toContainEqual(
    expect.objectContaining({ reason: "wrong_key", address: "203.0.113.9", request: "proxy-7" }),
  );
});
