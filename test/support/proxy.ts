/**
 * A reverse proxy as nginx is by default: HTTP/1.0 to the upstream, `Host` the upstream's own, `Connection: close`, and
 * no header that names the client.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";

export interface PlainProxy extends AsyncDisposable {
  readonly url: string;
}

/** `set` are headers that it sets or replaces, as `proxy_set_header` does; `client` is the client's address. */
export async function openPlainProxy(
  upstream: number,
  set: (client: string, headers: Readonly<Record<string, unknown>>) => Record<string, string> = () => ({}),
): Promise<PlainProxy> {
  const server = createServer((incoming, outgoing) => {
    const { host: _, connection: __, ...kept } = incoming.headers;
    const added = set(incoming.socket.remoteAddress ?? "", incoming.headers);
    const headers = { ...kept, Host: `127.0.0.1:${upstream}`, Connection: "close", ...added };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const socket = connect(upstream, "127.0.0.1", () => {
      socket.write(`${incoming.method} ${incoming.url} HTTP/1.0\r\n${lines.join("\r\n")}\r\n\r\n`);
      incoming.pipe(socket, { end: false });
    });
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk as Buffer));
    socket.on("end", () => {
      const bytes = Buffer.concat(chunks);
      const end = bytes.indexOf("\r\n\r\n");
      const [first = "", ...rest] = bytes.subarray(0, end).toString().split("\r\n");
      outgoing.statusCode = Number(first.split(" ")[1]);
      for (const line of rest) {
        const at = line.indexOf(":");
        const name = line.slice(0, at);
        if (!/^(connection|transfer-encoding)$/i.test(name)) outgoing.appendHeader(name, line.slice(at + 1).trim());
      }
      outgoing.end(bytes.subarray(end + 4));
    });
    socket.on("error", () => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
