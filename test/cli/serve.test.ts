import { expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../support/class.ts";
import { lectern, serving } from "./program.ts";

test("running.json says how to reach the server, and is removed when it stops", async () => {
  using folder = temporaryFolder();
  await using server = await serving(folder.path);
  expect(await (await fetch(`${server.url}/healthz`)).text()).toBe("ok");
  expect(readdirSync(folder.path)).toContain("running.json");
  server.signal("SIGTERM");
  expect(await server.exited).toBe(0);
  expect(readdirSync(folder.path).sort()).toEqual(["cookie-secret", "history.json", "lectern.db", "lectern.lock"]);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s stops it with exit 0, even while sockets are open",
  async (signal) => {
    using folder = temporaryFolder();
    await using server = await serving(folder.path, { env: { LECTERN_TEACHER_KEY: "a-key-for-tests" } });
    const post = async (path: string, body: unknown, token = "") => {
      const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
      return (await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
    };
    const { token } = await post("/api/auth/key", { key: "a-key-for-tests" });
    const { code } = await post("/api/sessions", { title: "Monday" }, token);
    const headers = { authorization: `Bearer ${token}` };
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws/live/${code}`, { headers } as never);
    const closed = Promise.withResolvers<number>();
    socket.onclose = (event) => closed.resolve(event.code);
    await new Promise((resolve) => {
      socket.onmessage = resolve;
    });
    const began = performance.now();
    // Pressing Ctrl+C once may reach it twice.
    server.signal(signal);
    server.signal(signal);
    expect([await closed.promise, await server.exited]).toEqual([1001, 0]);
    expect(performance.now() - began).toBeLessThan(5000);
  },
);

test("without a terminal the log is lines of JSON, and contains no key", async () => {
  using folder = temporaryFolder();
  await using server = await serving(folder.path);
  const link = readFileSync(join(folder.path, "teacher-link"), "utf8").trim();
  const { hash } = new URL(link);
  expect(link).toStartWith(`${server.url}/teach#key=`);
  expect(statSync(join(folder.path, "teacher-link")).mode & 0o777).toBe(0o600);
  const key = decodeURIComponent(hash.slice("#key=".length));
  const body = JSON.stringify({ key });
  const signIn = await fetch(`${server.url}/api/auth/key`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const { token } = await signIn.json();
  server.signal("SIGTERM");
  await server.exited;
  for (const line of server.log) expect(JSON.parse(line)).toHaveProperty("level");
  expect(server.log.join("\n")).not.toInclude(key);
  expect(server.log.join("\n")).not.toInclude(token);
});

test("the teacher's link has the server's public address, if that is set", async () => {
  using folder = temporaryFolder();
  await using _ = await serving(folder.path, { env: { LECTERN_PUBLIC_URL: "https://class.example" } });
  expect(readFileSync(join(folder.path, "teacher-link"), "utf8")).toStartWith("https://class.example/teach#key=");
});

test("a key that was set is written to no file", async () => {
  using folder = temporaryFolder();
  await using _ = await serving(folder.path, { env: { LECTERN_TEACHER_KEY: "a-key-for-tests" } });
  expect(readdirSync(folder.path)).not.toContain("teacher-link");
});

test("--log-format and --log-level are applied", async () => {
  using folder = temporaryFolder();
  await using server = await serving(folder.path, { args: ["--log-format", "pretty", "--log-level", "debug"] });
  expect(server.log[0]).not.toStartWith("{");
});

test("lectern status and lectern healthcheck ask the running server", async () => {
  using folder = temporaryFolder();
  const data = ["--data", folder.path];
  {
    await using _ = await serving(folder.path);
    expect(await lectern(["healthcheck", ...data])).toEqual({ exit: 0, out: "", err: "" });
    const { exit, out } = await lectern(["status", "--json", ...data]);
    expect([exit, JSON.parse(out)]).toEqual([
      0,
      {
        version: expect.any(String),
        board: {},
        uptime_s: expect.any(Number),
        connections: 0,
        sessions: [],
        limited: [],
      },
    ]);
    const status = await lectern(["status"], { env: { LECTERN_DATA: folder.path } });
    expect(status.out).toMatch(/^Lectern \d+\.\d+\.\d+, up \d+ s, 0 connected\.\nNo session is open\.\n$/);
  }
  // It was killed, and could not take back what it said.
  for (const name of ["status", "healthcheck"]) {
    const { exit, err } = await lectern([name, ...data]);
    expect([exit, err]).toEqual([1, expect.stringContaining("does not answer at")]);
  }
  writeFileSync(join(folder.path, "running.json"), "half of it");
  expect((await lectern(["status", ...data])).err).toContain("No Lectern is running on");
});

test.skipIf(process.platform !== "linux")("a server under nohup keeps running when its terminal closes", async () => {
  using folder = temporaryFolder();
  await using server = await serving(folder.path, { under: ["nohup"] });
  server.signal("SIGHUP");
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  server.signal("SIGTERM");
  expect(await server.exited).toBe(0);
});

test("a server starts on the folder of one that was killed", async () => {
  using folder = temporaryFolder();
  {
    await using _ = await serving(folder.path);
  }
  await using server = await serving(folder.path);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});

test("development mode says so at start, with the addresses of every app's socket", async () => {
  using folder = temporaryFolder();
  await using server = await serving(folder.path, { args: ["--dev", "--log-format", "json"] });
  const warning = server.log.find((line) => line.includes("Development mode")) ?? "";
  expect(JSON.parse(warning)).toMatchObject({ level: expect.stringMatching(/^warn/i) });
  const sockets = Array.from(warning.matchAll(/ws:\/\/[^"\s]+/g), ([url]) => url);
  expect(sockets).toContain(`${server.url.replace("http", "ws")}/ws/sessions/TEST001/`);
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: "ready", mode: "dev" });
});

test("a start without the flag mentions no development mode", async () => {
  using folder = temporaryFolder();
  await using server = await serving(folder.path);
  expect(server.log.join("\n")).not.toContain("evelopment");
});

test.skipIf(process.platform !== "linux")("development mode can be reached from this machine only", async () => {
  using folder = temporaryFolder();
  await using server = await serving(folder.path, { args: ["--dev"] });
  const port = Number(new URL(server.url).port).toString(16).toUpperCase().padStart(4, "0");
  const listening = readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .filter((line) => line.includes(`:${port} 00000000:0000 0A`));
  expect(listening.map((line) => line.trim().split(" ")[1])).toEqual([`0100007F:${port}`]);
});
