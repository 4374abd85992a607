/** What several documents say of running a server: TLS, and one server for one data folder. */
import { join } from "node:path";
import { openTestServer, temporaryFolder } from "../support/class.ts";

/** The status of a WebSocket handshake over TLS with a self-signed certificate. */
export async function secureHandshake(): Promise<number> {
  using folder = temporaryFolder();
  const [cert, key] = [join(folder.path, "cert.pem"), join(folder.path, "key.pem")];
  const made = Bun.spawnSync([
    ...["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
    ...["-keyout", key, "-out", cert, "-days", "1", "-subj", "/CN=localhost"],
  ]);
  if (!made.success) throw new Error(made.stderr.toString());
  await using server = await openTestServer({ tls: { cert, key }, spcAnonymous: true });
  const opened = Promise.withResolvers<number>();
  const url = `wss://localhost:${server.server.port}/ws/spc/notifications/`;
  const socket = new WebSocket(url, { tls: { rejectUnauthorized: false } } as never);
  socket.addEventListener("open", () => opened.resolve(101));
  socket.addEventListener("error", (event) => opened.reject(new Error((event as ErrorEvent).message)));
  const status = await opened.promise;
  socket.close();
  return status;
}

/** Why a second server on the same data folder does not start. */
export async function secondStart(data: string): Promise<string> {
  try {
    await using _ = await openTestServer({ data });
    return "it started";
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
}
