/** The server's own figures: never for whoever a reverse proxy on the same machine lets through. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { caller, openClass, openTestServer } from "../support/class.ts";
import { openPlainProxy } from "../support/proxy.ts";

const figures = ["/metrics", "/api/status"];

test("a plain reverse proxy on the same machine exposes no figures, whatever a stranger sends", async () => {
  await using room = await openClass({ code: "TEST001" });
  await using proxy = await openPlainProxy(room.server.port);
  expect((await fetch(`${proxy.url}/healthz`)).status).toBe(200);
  for (const path of figures) {
    for (const headers of [
      {},
      { Host: "localhost" },
      { Authorization: "Bearer x" },
      { "X-Forwarded-For": "127.0.0.1" },
    ]) {
      const answer = await fetch(proxy.url + path, { headers: headers as Record<string, string> });
      expect([path, headers, answer.status]).toEqual([path, headers, 401]);
      expect(await answer.text()).not.toContain("TEST001");
    }
  }
});

test("a call from this machine needs a credential, too, and the error says which", async () => {
  await using room = await openClass();
  for (const path of figures) {
    const { status, body } = await room.call("GET", path);
    expect([path, status, body.code]).toEqual([path, 401, "no_credential"]);
    expect(body.detail).toContain("running.json");
  }
});

test("a teacher and the holder of the operator's token read the figures, a student does not", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { token: operator } = JSON.parse(readFileSync(join(room.data, "running.json"), "utf8"));
  const { token: student } = await room.join("Ann");
  // The operator's token is the server's own.
  const call = caller(room.server.url);
  await using proxy = await openPlainProxy(room.server.port);
  for (const path of figures) {
    for (const [token, status] of [
      [room.teacher, 200],
      [operator, 200],
      [student, 403],
    ]) {
      expect([path, (await call("GET", path, token)).status]).toEqual([path, status]);
      const through = await fetch(proxy.url + path, { headers: { Authorization: `Bearer ${token}` } });
      expect([path, through.status]).toEqual([path, status]);
    }
  }
  // It opens nothing else.
  expect((await call("GET", "/api/auth/me", operator)).status).toBe(401);
  expect((await call("GET", "/api/sessions", operator)).status).toBe(401);
});

test("--metrics-token reads the metrics, and nothing else", async () => {
  await using server = await openTestServer({ metricsToken: "prometheus-1234" });
  expect((await server.call("GET", "/metrics", "prometheus-1234")).status).toBe(200);
  expect((await server.call("GET", "/metrics", "prometheus-12345")).status).toBe(401);
  expect((await server.call("GET", "/api/status", "prometheus-1234")).status).toBe(401);
});
