/** Runs nginx with the configuration of docs/PROXY.md and with the default configuration. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openClass, openTestServer, teacherKey, temporaryFolder } from "../support/class.ts";
import { keepLogRecords } from "../support/log-records.ts";

setDefaultTimeout(30_000);

const records = keepLogRecords("info");
const nginx = Bun.which("nginx") ?? Bun.which("nginx", { PATH: "/usr/sbin" });
const openssl = Bun.which("openssl");

/** Finds a free port. */
function freePort(): number {
  using listener = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  return listener.port;
}

/** Runs nginx with this `server { … }` until it is disposed. */
async function runNginx(folder: string, port: number, server: string): Promise<AsyncDisposable> {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const http = `access_log off; ${temporary.join(" ")}\n${server}`;
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log; events {}\nhttp { ${http} }`,
  );
  const child = Bun.spawn([nginx ?? "", "-p", folder, "-c", "nginx.conf", "-e", "error.log"], { stderr: "inherit" });
  for (;;) {
    const socket = await Bun.connect({ hostname: "127.0.0.1", port, socket: { data() {} } }).catch(() => undefined);
    if (socket) {
      socket.end();
      break;
    }
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`);
    await Bun.sleep(20);
  }
  return {
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.exited;
    },
  };
}

test.skipIf(!nginx)("nginx without any settings exposes no figures (needs nginx)", async () => {
  using folder = temporaryFolder();
  await using server = await openTestServer();
  const port = freePort();
  const location = `location / { proxy_pass http://127.0.0.1:${server.server.port}; }`;
  await using _ = await runNginx(folder.path, port, `server { listen 127.0.0.1:${port}; ${location} }`);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  for (const path of ["/metrics", "/api/status"]) {
    expect([path, (await fetch(`http://127.0.0.1:${port}${path}`)).status]).toEqual([path, 401]);
  }
});

test.skipIf(!nginx || !openssl)(
  "nginx as the page sets it up: https, wss, the client's address (needs nginx)",
  async () => {
    using folder = temporaryFolder();
    const key = join(folder.path, "class.key");
    const pem = join(folder.path, "class.pem");
    const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const made = [openssl ?? "", ...request, "-keyout", key, "-out", pem, "-subj", "/CN=class.school.example"];
    expect(await Bun.spawn(made, { stderr: "ignore" }).exited).toBe(0);
    const options = { publicUrl: "https://class.school.example", trustedProxies: ["loopback"] };
    await using room = await openClass({ code: "TEST001", server: await openTestServer(options) });
    const page = readFileSync(join(import.meta.dir, "../../docs/PROXY.md"), "utf8");
    const block = /```nginx\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
    const port = freePort();
    const config = block
      .replace("listen 443 ssl", `listen 127.0.0.1:${port} ssl`)
      .replace("/etc/ssl/class.pem", pem)
      .replace("/etc/ssl/class.key", key)
      .replace("http://127.0.0.1:8000", `http://127.0.0.1:${room.server.port}`);
    await using _ = await runNginx(folder.path, port, config);

    const tls = { rejectUnauthorized: false };
    const Host = "class.school.example";
    const signIn = await fetch(`https://127.0.0.1:${port}/api/auth/key`, {
      method: "POST",
      headers: { Host, Origin: `https://${Host}`, "Content-Type": "application/json", "X-Forwarded-For": "1.2.3.4" },
      body: JSON.stringify({ key: teacherKey }),
      tls,
    });
    expect([signIn.status, signIn.headers.get("Set-Cookie")]).toEqual([200, expect.stringContaining("; Secure")]);
    expect(signIn.headers.get("Content-Security-Policy")).toContain(`wss://${Host}`);
    // nginx's own $request_id is 32 hexadecimal digits.
    expect(signIn.headers.get("X-Request-Id")).toMatch(/^[\da-f]{32}$/);
    expect((await fetch(`https://127.0.0.1:${port}/metrics`, { headers: { Host }, tls })).status).toBe(401);

    const headers = { Host, Authorization: `Bearer ${room.teacher}` };
    const socket = new WebSocket(`wss://127.0.0.1:${port}/ws/live/TEST001`, { headers, tls } as never);
    const welcome = await new Promise<MessageEvent>((resolve, reject) => {
      socket.onmessage = resolve;
      socket.onerror = reject;
    });
    expect(JSON.parse(welcome.data).type).toBe("welcome");
    socket.close();
    const connected = records.find(
      ({ category, message }) => category.includes("access") && message[0] === "connected",
    );
    expect(connected?.properties).toMatchObject({ address: "127.0.0.1" });
    expect(String(connected?.properties.connection)).toMatch(/^[\da-f]{32}$/);
  },
);
