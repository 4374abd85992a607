/** Explains in one line why the server did not start and what to do. */
import type { Config } from "../config.ts";
import { DataError } from "../store/data-error.ts";
import { describeDatabaseError } from "./database-errors.ts";
import { describeDiskError } from "./disk-errors.ts";
import type { Running } from "./running.ts";

/** Returns the line for an error that `openServer` threw; throws an unknown one again. */
export function describeStartError(
  error: unknown,
  { port, host, data, tls }: Pick<Config, "port" | "host" | "data" | "tls">,
  running: Running | undefined,
): string {
  const line = error instanceof DataError ? error.message : describeDatabaseError(error);
  if (line !== undefined) return line;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  // Bun throws this for a name that does not resolve.
  const noSuchHost = code === "ENOENT" && (error as { syscall?: string }).syscall === "listen";
  switch (noSuchHost ? "ENOTFOUND" : code) {
    case "EINSTANCE": {
      const where = running ? ` at ${running.url} (process ${running.pid})` : "";
      return `Another Lectern is running on ${data}${where}: use that one, or start this one with another --data.`;
    }
    case "EADDRINUSE":
      return `Port ${port} is taken by another program: choose another with --port, for example --port ${nextPort(port)}.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EINVAL":
      return `This machine has no address ${host}: --host takes one that it has, or 0.0.0.0 for all.`;
    case "EACCES":
    case "EPERM":
      if ("path" in (error as object)) break;
      return `Port ${port} is not for everyone: choose one from 1024 up with --port, for example --port 8000.`;
  }
  const disk = describeDiskError(error, data);
  if (disk !== undefined) return disk;
  if (tls && error instanceof Error && /BoringSSL|PEM|certificate|private key|TLS/i.test(error.message + code)) {
    return `--tls-cert ${tls.cert} and --tls-key ${tls.key} are not a certificate and its key: ${error.message}`;
  }
  throw error;
}

const nextPort = (port: number) => (port < 65_535 ? port + 1 : 8000);
