/** Nodes that reach each other over HTTPS, with certificates that nobody has signed. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { temporaryFolder } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";
import { openHome, openNode } from "../support/two-nodes.ts";

const openssl = Bun.which("openssl");

test.skipIf(openssl === null)("requests and sockets reach a home with a self-signed certificate", async () => {
  using folder = temporaryFolder();
  const [key, cert] = [join(folder.path, "key.pem"), join(folder.path, "cert.pem")];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
  const files = ["-subj", "/CN=node-2", "-keyout", key, "-out", cert];
  Bun.spawnSync([openssl ?? "", "req", "-x509", "-nodes", ...curve, ...files], { stderr: "ignore" });
  const tls = { key: await Bun.file(key).text(), cert: await Bun.file(cert).text() };
  const echo = { message: (ws: Bun.ServerWebSocket<undefined>, frame: string | Buffer) => void ws.send(frame) };
  await using home = openHome(
    (request, server) => (server.upgrade(request) ? undefined : new Response("home")),
    echo,
    tls,
  );
  await using node = openNode(home.url);
  expect(await (await fetch(node.url)).text()).toBe("home");
  const socket = await TestSocket.open(node.url);
  socket.send({ type: "frame" });
  expect(await socket.next()).toEqual({ type: "frame" });
});
