import { expect, test } from "bun:test";
import { openClass, openTestServer, teacherKey } from "../support/class.ts";
import { knock } from "../support/knock.ts";

const policy = (host: string) =>
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  `connect-src 'self' ws://${host}; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

const always = (host: string) => ({
  "content-security-policy": policy(host),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
});

/** Headers that tell an attacker what runs here, or that plain http must not send. */
const never = ["server", "x-powered-by", "strict-transport-security", "access-control-allow-origin"];

test("every kind of answer has the security headers", async () => {
  await using room = await openClass({ code: "TEST001" });
  const host = new URL(room.url).host;
  const json = { "Content-Type": "application/json", Authorization: `Bearer ${room.teacher}` };
  const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    fetch(room.url + path, { method, headers, ...(body !== undefined && { body }) });
  const answers = {
    "a page": await ask("GET", "/"),
    "a join page": await ask("GET", "/j/TEST001"),
    "JSON, 200": await ask("GET", "/api/join/TEST001"),
    "signed in": await ask("POST", "/api/auth/key", json, JSON.stringify({ key: teacherKey })),
    "201": await ask("POST", "/api/sessions", json, '{"title": "T", "code": "OTHER"}'),
    "204": await ask("DELETE", "/api/sessions/OTHER", json),
    text: await ask("GET", "/healthz"),
    metrics: await ask("GET", "/metrics", json),
    "400": await ask("POST", "/api/sessions", json, "{"),
    "401": await ask("GET", "/api/sessions"),
    "403": await ask("POST", "/api/auth/key", { ...json, Origin: "http://evil.example" }, "{}"),
    "404": await ask("GET", "/nothing"),
    "413": await ask("POST", "/api/sessions", json, "x".repeat(2 ** 20 + 1)),
    "422": await ask("POST", "/api/sessions", json, "{}"),
    "426": await ask("GET", "/ws/live/TEST001"),
    "a socket refused": await knock(`${room.url}/ws/live/TEST001`),
    HEAD: await ask("HEAD", "/api/join/TEST001"),
    OPTIONS: await ask("OPTIONS", "/api/sessions"),
  };
  for (const [what, { headers }] of Object.entries(answers)) {
    const got = Object.fromEntries(Object.keys(always(host)).map((name) => [name, headers.get(name)]));
    expect({ what, ...got }).toEqual({ what, ...always(host) });
    expect({ what, told: never.filter((name) => headers.has(name)) }).toEqual({ what, told: [] });
    const page = what.endsWith("page");
    expect([what, headers.get("cache-control")]).toEqual([
      what,
      page ? expect.stringMatching(/^no-(cache|store)$/) : "no-store",
    ]);
  }
});

test("the content security policy names the socket by the requested host, and ignores a malformed Host", async () => {
  await using server = await openTestServer();
  const { port } = server.server;
  const policyOf = async (host: string) =>
    (await fetch(`${server.url}/healthz`, { headers: { Host: host } })).headers.get("Content-Security-Policy");
  expect(await policyOf(`localhost:${port}`)).toBe(policy(`localhost:${port}`));
  const bare = policy("").replace(" ws://", "");
  for (const host of ["evil.example; script-src *", "evil.example 'unsafe-inline'", "a,b"]) {
    expect([host, await policyOf(host)]).toEqual([host, bare]);
  }
});
