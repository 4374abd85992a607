/** PROOFS A3: HTTP that no browser sends. Refused, never answered with content, never a 500. */
import { expect, test } from "bun:test";
import { BareSocket } from "../support/bare.ts";
import { openClass } from "../support/class.ts";

const lines = (...of: string[]) => `${of.join("\r\n")}\r\n\r\n`;
const json = "Content-Type: application/json";

/** What is sent, by the host that is ours, and the status of the answer; 0 where the connection closes without one. */
const table = (host: string): Record<string, [status: number, bytes: string]> => ({
  "no Host": [400, lines("GET /healthz HTTP/1.1")],
  "HTTP/1.0 without a Host": [400, lines("GET /healthz HTTP/1.0")],
  "an empty Host": [400, lines("GET /healthz HTTP/1.1", "Host:")],
  "two Hosts": [400, lines("GET /healthz HTTP/1.1", `Host: ${host}`, "Host: evil.example")],
  "two Hosts, ours last": [400, lines("GET /healthz HTTP/1.1", "Host: evil.example", `Host: ${host}`)],
  "markup for a Host": [400, lines("GET /healthz HTTP/1.1", "Host: a b<script>")],
  "a Host with a path": [400, lines("GET /healthz HTTP/1.1", `Host: ${host}/x`)],
  "a Host with a user": [400, lines("GET /healthz HTTP/1.1", `Host: me@${host}`)],
  "another's Host": [403, lines("GET /healthz HTTP/1.1", "Host: evil.example")],
  "another's Host, and its address": [403, lines("GET http://evil.example/healthz HTTP/1.1", "Host: evil.example")],
  "both lengths": [
    400,
    `${lines("POST /api/auth/key HTTP/1.1", `Host: ${host}`, json, "Content-Length: 5", "Transfer-Encoding: chunked")}0\r\n\r\n`,
  ],
  "two lengths": [
    400,
    `${lines("POST /api/auth/key HTTP/1.1", `Host: ${host}`, json, "Content-Length: 5", "Content-Length: 6")}hello`,
  ],
  "a negative length": [400, lines("POST /api/auth/key HTTP/1.1", `Host: ${host}`, json, "Content-Length: -1")],
  "a length past counting": [
    400,
    lines("POST /api/auth/key HTTP/1.1", `Host: ${host}`, json, "Content-Length: 99999999999999999999"),
  ],
  "a length past the limit": [
    413,
    lines("POST /api/auth/key HTTP/1.1", `Host: ${host}`, json, "Content-Length: 1048577"),
  ],
  "a length far past the limit": [
    413,
    lines("POST /api/auth/key HTTP/1.1", `Host: ${host}`, json, "Content-Length: 2000000000"),
  ],
  "chunks that are none": [
    400,
    `${lines("POST /api/auth/key HTTP/1.1", `Host: ${host}`, json, "Transfer-Encoding: chunked")}ZZ\r\n\r\n`,
  ],
  "an unknown transfer encoding": [400, lines("GET /healthz HTTP/1.1", `Host: ${host}`, "Transfer-Encoding: xchunked")],
  "a space before the colon": [400, lines("GET /healthz HTTP/1.1", `Host: ${host}`, "X : y")],
  "a folded header": [400, lines("GET /healthz HTTP/1.1", `Host: ${host}`, "X: a", " b")],
  "a bare carriage return": [400, lines("GET /healthz HTTP/1.1", `Host: ${host}`, "X: a\rb")],
  "a header of 20 KB": [431, lines("GET /healthz HTTP/1.1", `Host: ${host}`, `X: ${"x".repeat(20_000)}`)],
  "250 headers": [
    431,
    lines("GET /healthz HTTP/1.1", `Host: ${host}`, ...Array.from({ length: 250 }, (_, n) => `X-${n}: y`)),
  ],
  "an address of 20 KB": [431, lines(`GET /${"a".repeat(20_000)} HTTP/1.1`, `Host: ${host}`)],
  "encoded dots": [404, lines("GET /%2e%2e%2f%2e%2e%2fetc/passwd HTTP/1.1", `Host: ${host}`)],
  "plain dots": [404, lines("GET /../../../etc/passwd HTTP/1.1", `Host: ${host}`)],
  "dots with a backslash": [404, lines("GET /..\\..\\etc\\passwd HTTP/1.1", `Host: ${host}`)],
  "a zero in the address": [404, lines("GET /%00 HTTP/1.1", `Host: ${host}`)],
  "a code that is no UTF-8": [404, lines("GET /api/join/%E0%A4%A HTTP/1.1", `Host: ${host}`)],
  "a code of broken escapes": [404, lines("GET /api/join/%zz%1 HTTP/1.1", `Host: ${host}`)],
  "bytes in the address": [404, lines("GET /\xff\xfe HTTP/1.1", `Host: ${host}`)],
  "two slashes and another's name": [404, lines("GET //evil.example/ HTTP/1.1", `Host: ${host}`)],
  "a tunnel": [404, lines("CONNECT evil.example:443 HTTP/1.1", `Host: ${host}`)],
  "no version": [505, lines("GET /healthz")],
  "version 3": [505, lines("GET /healthz HTTP/3.0", `Host: ${host}`)],
  "version 2": [400, lines("PRI * HTTP/2.0", "", "SM")],
  "an unknown method": [0, lines("FOO /healthz HTTP/1.1", `Host: ${host}`)],
  "TLS on the plain port": [400, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"],
  "a handshake without a key": [
    400,
    lines(
      "GET /ws/live/TEST001 HTTP/1.1",
      `Host: ${host}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Authorization: Bearer TOKEN",
    ),
  ],
  "a handshake by POST": [
    400,
    lines(
      "POST /ws/live/TEST001 HTTP/1.1",
      `Host: ${host}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Content-Length: 0",
      "Authorization: Bearer TOKEN",
    ),
  ],
  "a handshake of another version": [
    426,
    lines(
      "GET /ws/live/TEST001 HTTP/1.1",
      `Host: ${host}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 12",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Authorization: Bearer TOKEN",
    ),
  ],
  "an upgrade to something else": [
    426,
    lines("GET /ws/live/TEST001 HTTP/1.1", `Host: ${host}`, "Upgrade: h2c", "Connection: Upgrade"),
  ],
});

test("A3 malformed HTTP is rejected, without internal details in the response", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { port } = room.server;
  const cases = Object.entries(table(`127.0.0.1:${port}`));
  const got = await Promise.all(
    cases.map(async ([what, [, bytes]]) => {
      using socket = await BareSocket.open(port);
      socket.write(Buffer.from(bytes.replace("TOKEN", room.teacher), "latin1"));
      const head = await socket.until("\r\n").catch(() => "");
      const body = await Promise.race([socket.until("}"), Bun.sleep(50)]).catch(() => "");
      return {
        what,
        status: Number(head.split(" ")[1] ?? 0),
        leaks: /\.ts\b|node_modules|passwd:|root:/.test(`${body}`),
      };
    }),
  );
  expect(got).toEqual(cases.map(([what, [status]]) => ({ what, status, leaks: false })));
  expect((await fetch(`${room.url}/healthz`)).status).toBe(200);
});
