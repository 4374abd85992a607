/** The check of whether phones reach this machine. */
import { expect, test } from "bun:test";
import { deviceOf } from "../../src/http/check-store.ts";
import { openTestServer } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

test("N5 a phone reports without signing in, and only the teacher of the check reads it", async () => {
  await using at = await openTestServer();
  const teacher = await at.teacher();
  const { body: check } = await at.call("POST", "/api/checks", teacher);
  expect(check.url).toEndWith(`/check/${check.token}`);
  const path = `/api/checks/${check.token}`;
  expect((await at.call("GET", path, teacher)).body).toEqual([]);

  expect((await at.call("PUT", `${path}/arrivals/phone-1`, undefined, {})).status).toBe(204);
  const socket = await TestSocket.open(`${at.url}/ws/check/${check.token}`);
  socket.send({ type: "ping", id: "p" });
  expect(await socket.until("pong")).toMatchObject({ id: "p" });
  socket.send({ type: "chat.send", id: "c", data: { content: "hello" } });
  expect((await socket.until("error")).error.code).toBe("unknown_type");
  await socket[Symbol.asyncDispose]();
  await at.call("PUT", `${path}/arrivals/phone-1`, undefined, { web_socket: true, latency_ms: 4.2 });

  const host = new URL(at.url).host;
  const arrival = { id: "phone-1", address: "127.0.0.1", host, is_self: true, web_socket: true, latency_ms: 4.2 };
  expect((await at.call("GET", path, teacher)).body).toEqual([{ ...arrival, device: "other", at: expect.any(String) }]);

  await at.call("POST", "/api/users", teacher, { name: "Kim", role: "teacher", password: "a password" });
  const kim = (await at.call("POST", "/api/auth/login", undefined, { name: "Kim", password: "a password" })).body.token;
  const refused = [
    await at.call("GET", path, kim),
    await at.call("GET", path),
    await at.call("PUT", "/api/checks/wrong/arrivals/a", undefined, {}),
    await at.call("PUT", `${path}/arrivals/${"x".repeat(65)}`, undefined, {}),
    await at.call("POST", "/api/checks"),
  ];
  expect(refused.map(({ status }) => status)).toEqual([404, 401, 404, 404, 401]);
});

test("N5 a check remembers a bounded number of phones", async () => {
  await using at = await openTestServer();
  const teacher = await at.teacher();
  const { token } = (await at.call("POST", "/api/checks", teacher)).body;
  for (let n = 0; n < 55; n++) await at.call("PUT", `/api/checks/${token}/arrivals/phone-${n}`, undefined, {});
  const found: { id: string }[] = (await at.call("GET", `/api/checks/${token}`, teacher)).body;
  expect([found.length, found[0]?.id, found.at(-1)?.id]).toEqual([50, "phone-54", "phone-5"]);
});

test("N5 a check has a bounded number of sockets", async () => {
  await using at = await openTestServer();
  const { token } = (await at.call("POST", "/api/checks", await at.teacher())).body;
  const open = () => TestSocket.open(`${at.url}/ws/check/${token}`);
  const [first] = await Promise.all(Array.from({ length: 50 }, open));
  expect(await (await open()).closed).toEqual({ code: 4503, reason: "too many devices in this check" });
  // There is room again when one leaves.
  await first?.[Symbol.asyncDispose]();
  const last = await open();
  expect(await last.all({ type: "ping", id: "a" }, ({ type }) => type === "pong")).toEqual([]);
});

test("N5 a check that is over closes its sockets", async () => {
  const time = { now: Date.parse("2026-03-02T09:00:00.000Z") };
  await using at = await openTestServer({ now: () => time.now });
  const { token, expires_at } = (await at.call("POST", "/api/checks", await at.teacher())).body;
  time.now = Date.parse(expires_at) - 20;
  const sockets = [1, 2].map(() => TestSocket.open(`${at.url}/ws/check/${token}`));
  const closed = (await Promise.all(sockets)).map(({ closed }) => closed);
  expect((await Promise.all(closed)).map(({ code, reason }) => [code, reason])).toEqual([
    [4404, "check over"],
    [4404, "check over"],
  ]);
});

test("a device is known by its browser", () => {
  const agents = {
    iphone: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15",
    ipad: "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X)",
    android: "Mozilla/5.0 (Linux; Android 14; SM-S911N) AppleWebKit/537.36",
    windows: "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
    mac: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)",
    linux: "Mozilla/5.0 (X11; Linux x86_64)",
    other: "curl/8",
  };
  expect(Object.values(agents).map(deviceOf) as string[]).toEqual(Object.keys(agents));
});
