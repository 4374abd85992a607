/** PROOFS G1: which pages may act, and under which names the server answers. */
import { expect, test } from "bun:test";
import { hostname, networkInterfaces } from "node:os";
import { BareSocket } from "../support/bare.ts";
import { openClass, openTestServer } from "../support/class.ts";
import { knock, problem } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

const lines = (...of: string[]) => `${of.join("\r\n")}\r\n\r\n`;

/** Asks for a WebSocket and for a pause of the class, with these headers; the two statuses. */
async function act(room: { server: { port: number }; teacher: string }, host: string, origins: readonly string[]) {
  const common = [
    `Host: ${host}`,
    ...origins.map((origin) => `Origin: ${origin}`),
    `Cookie: lectern_session=${room.teacher}`,
  ];
  const statusOf = async (body: string, ...request: string[]) => {
    using socket = await BareSocket.open(room.server.port);
    socket.write(lines(...request) + body);
    return Number((await socket.until("\r\n")).split(" ")[1]);
  };
  return [
    await statusOf(
      "",
      "GET /ws/live/TEST001 HTTP/1.1",
      ...common,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ),
    // A body that does not fit: let in it is a 422, and the class stays as it is.
    await statusOf(
      '{"message":7}',
      "POST /api/sessions/TEST001/pause HTTP/1.1",
      ...common,
      "Content-Type: application/json",
      "Content-Length: 13",
    ),
  ];
}

test("G1 pages of the server and of allowed origins can use the cookie, and so can clients without an Origin", async () => {
  await using server = await openTestServer({ allowedOrigins: ["https://app.example", "http://10.0.0.9:8080"] });
  await using room = await openClass({ server, code: "TEST001" });
  const host = `127.0.0.1:${server.server.port}`;
  for (const origins of [
    [],
    [`http://${host}`],
    [`https://${host}`],
    [`HTTP://${host}`],
    ["https://app.example"],
    ["http://10.0.0.9:8080"],
  ]) {
    expect([origins, await act(room, host, origins)]).toEqual([origins, [101, 422]]);
  }
});

test("G1 no other page can use the cookie, and its attempts have no effect", async () => {
  await using server = await openTestServer({ allowedOrigins: ["https://app.example"] });
  await using room = await openClass({ server, code: "TEST001" });
  const { port } = server.server;
  const host = `127.0.0.1:${port}`;
  await using teacher = await TestSocket.open(`${room.url}/ws/sessions/TEST001`, room.teacher);
  for (const origins of [
    ["null"],
    [""],
    ["http://evil.example"],
    ["https://evil.example"],
    ["http://127.0.0.1"],
    [`http://127.0.0.1:${port + 1}`],
    [`http://127.0.0.2:${port}`],
    [`http://localhost:${port}`],
    [`http://${host}.evil.example`],
    [`http://evil.example/${host}`],
    [`http://${host}@evil.example`],
    [`http://${host}/`],
    [`ws://${host}`],
    [`//${host}`],
    [host],
    ["file://"],
    ["chrome-extension://abcdefghijklmnop"],
    ["http://app.example"],
    ["https://app.example:8443"],
    ["https://app.example."],
    ["https://app.example.evil.example"],
    ["https://evilapp.example"],
    ["https://app.example, https://evil.example"],
    [`http://${host}`, "http://evil.example"],
    ["http://evil.example", `http://${host}`],
    [`http://${host} http://evil.example`],
  ]) {
    expect([origins, await act(room, host, origins)]).toEqual([origins, [403, 403]]);
  }
  expect((await knock(`${room.url}/ws/live/TEST001`, room.teacher, { Origin: "http://evil.example" })).body).toEqual(
    problem(403, "wrong_origin", "Pages of another site cannot do this."),
  );
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    const headers = { Origin: "http://evil.example", Authorization: `Bearer ${room.teacher}` };
    const response = await fetch(`${room.url}/api/sessions/TEST001`, { method, headers });
    expect([method, response.status]).toEqual([method, 403]);
  }
  const read = await fetch(`${room.url}/api/join/TEST001`, { headers: { Origin: "http://evil.example" } });
  expect([read.status, read.headers.get("Access-Control-Allow-Origin")]).toEqual([200, null]);
  expect(await teacher.all({ type: "heartbeat" }, ({ type }) => type === "heartbeat_ack")).toEqual([]);
});

test("G1 the server accepts its own host names", async () => {
  await using server = await openTestServer({ publicUrl: "https://class.example:8443" });
  await using room = await openClass({ server, code: "TEST001" });
  const { port } = server.server;
  const addresses = Object.values(networkInterfaces())
    .flatMap((cards) => cards ?? [])
    .map(({ address, family }) => (family === "IPv6" ? `[${address.split("%")[0]}]` : address));
  const name = hostname().toLowerCase();
  const local = name.endsWith(".local") ? name : `${name}.local`;
  for (const host of ["localhost", "LocalHost", "127.0.0.1", "[::1]", name, local, ...addresses]) {
    expect([host, await act(room, `${host}:${port}`, [])]).toEqual([host, [101, 422]]);
    expect([host, await act(room, host, [])]).toEqual([host, [101, 422]]);
  }
  for (const host of ["class.example:8443", "class.example", "CLASS.example:8443"]) {
    expect([host, await act(room, host, [])]).toEqual([host, [101, 422]]);
  }
  expect(await act(room, "class.example:8443", ["https://class.example:8443"])).toEqual([101, 422]);
});

test("G1 the server rejects other host names, against DNS rebinding", async () => {
  await using room = await openClass({ code: "TEST001" });
  const { port } = room.server;
  for (const host of [
    "evil.example",
    `evil.example:${port}`,
    `127.0.0.1.evil.example:${port}`,
    `localhost.evil.example:${port}`,
    `evil.localhost:${port}`,
    `evillocalhost:${port}`,
    `localhost.:${port}`,
    `127.1:${port}`,
    `2130706433:${port}`,
    `0x7f000001:${port}`,
    `0177.0.0.1:${port}`,
    `0.0.0.0:${port}`,
    `127.0.0.2:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `[::]:${port}`,
    "169.254.169.254",
    "class.example",
  ]) {
    expect([host, await act(room, host, [])]).toEqual([host, [403, 403]]);
    expect([host, await act(room, host, [`http://${host}`])]).toEqual([host, [403, 403]]);
  }
  for (const host of [
    `localhost:${port}:${port}`,
    "localhost:99999999",
    "localhost:",
    "local host",
    "%6c%6f",
    "가.example",
  ]) {
    expect([host, await act(room, host, [])]).toEqual([host, [400, 400]]);
  }
  using socket = await BareSocket.open(port);
  socket.write(lines("GET / HTTP/1.1", "Host: evil.example"));
  const head = await socket.until("\r\n\r\n");
  expect(head).toStartWith("HTTP/1.1 403");
  expect(JSON.parse(await socket.until("}"))).toEqual(
    problem(
      403,
      "wrong_host",
      "This server does not answer for that host name. --allowed-hosts allows it.",
      "This server does not answer for the host name evil.example. To allow it, start the server with " +
        "--allowed-hosts evil.example (env: LECTERN_ALLOWED_HOSTS).",
    ),
  );
});

test("G1 the server accepts allowed host names, with the port if one is given, and requests of their pages", async () => {
  await using server = await openTestServer({ allowedHosts: ["10.0.2.2", "Class.example:8443", "[fe80::9]"] });
  await using room = await openClass({ server, code: "TEST001" });
  for (const host of ["10.0.2.2:8000", "10.0.2.2", "class.example:8443", "[fe80::9]:8000"]) {
    expect([host, await act(room, host, [])]).toEqual([host, [101, 422]]);
    expect([host, await act(room, host, [`http://${host}`])]).toEqual([host, [101, 422]]);
    expect([host, await act(room, host, ["http://evil.example"])]).toEqual([host, [403, 403]]);
  }
  for (const host of ["10.0.2.3", "class.example", "class.example:8000", "sub.class.example:8443"]) {
    expect([host, await act(room, host, [])]).toEqual([host, [403, 403]]);
  }
  // The address for students stays what it was.
  expect(server.server.joinUrl("TEST001")).toBe(`${server.url.replace("127.0.0.1", "localhost")}/j/TEST001`);
});
