/** Checks the Host and Origin of every request, and adds security headers to every response. */
import { hostname, networkInterfaces } from "node:os";
import { Fault } from "../domain/faults.ts";

export interface Guard {
  /** Throws `malformed`, `wrong_host` or `wrong_origin`. `checksOrigin`: for a write or a WebSocket. */
  check(request: Request, checksOrigin: boolean): void;
}

export interface GuardOptions {
  readonly publicUrl: string | undefined;
  readonly allowedOrigins: readonly string[];
  /** Host names; those without a port match every port. */
  readonly allowedHosts: readonly string[];
  /** The machine's name by multicast DNS, if it has one. */
  readonly localName?: () => string | undefined;
  /** Development mode: every Host and Origin is allowed. */
  readonly dev: boolean;
}

/** A name or an address in lower case, with or without a port. */
const hostForm = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/;

/** The host names and addresses of this machine. */
function ownNames(): Set<string> {
  const names = new Set(["localhost", "127.0.0.1", "[::1]"]);
  const name = hostname().toLowerCase();
  names.add(name);
  names.add(name.endsWith(".local") ? name : `${name}.local`);
  for (const { address, family } of Object.values(networkInterfaces()).flatMap((cards) => cards ?? [])) {
    names.add(family === "IPv6" ? `[${address.split("%")[0]}]` : address);
  }
  return names;
}

/**
 * Rejects unknown host names (against DNS rebinding), and writes and WebSockets from pages of other origins (against
 * CSRF). Reads the machine's addresses again for an unknown host, because they change with the network.
 */
export function createGuard({ publicUrl, allowedOrigins, allowedHosts, localName, dev }: GuardOptions): Guard {
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host.toLowerCase();
  const allowed = new Set(allowedOrigins);
  const hosts = new Set(allowedHosts.map((host) => host.toLowerCase()));
  let names = ownNames();

  function isOwnHost(host: string): boolean {
    if (host === publicHost || host === publicHost?.replace(/:\d+$/, "")) return true;
    const name = host.replace(/:\d+$/, "");
    if (names.has(name) || hosts.has(host) || hosts.has(name) || name === localName?.()) return true;
    names = ownNames();
    return names.has(name);
  }

  return {
    check(request, checksOrigin) {
      const host = request.headers.get("Host")?.toLowerCase() ?? "";
      if (!hostForm.test(host)) throw new Fault("malformed", "The Host is malformed.");
      if (dev) return;
      if (!isOwnHost(host)) throw wrongHost(host);
      const origin = request.headers.get("Origin")?.toLowerCase();
      if (!checksOrigin || origin === undefined) return;
      const isSameOrigin = origin === `http://${host}` || origin === `https://${host}`;
      if (!isSameOrigin && !allowed.has(origin)) throw new Fault("wrong_origin");
    },
  };
}

/** The fault that names the rejected host and how an operator allows it. */
function wrongHost(host: string): Fault {
  const name = host.replace(/:\d+$/, "").slice(0, 255);
  const how = `To allow it, start the server with --allowed-hosts ${name} (env: LECTERN_ALLOWED_HOSTS).`;
  return new Fault("wrong_host", `This server does not answer for the host name ${name}. ${how}`);
}

/**
 * Adds security headers to a response. `host` is the request's: some versions of Safari do not count a WebSocket as
 * `'self'`, so that the policy names its URL.
 */
export function secureResponse(response: Response, host: string, tls: boolean): Response {
  const socket = hostForm.test(host.toLowerCase()) ? ` ${tls ? "wss" : "ws"}://${host}` : "";
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${socket}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  const { headers } = response;
  if (!headers.has("Content-Security-Policy")) headers.set("Content-Security-Policy", policy.join("; "));
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("X-Frame-Options", "DENY");
  // Over plain HTTP a browser ignores it and logs an error for every page.
  if (tls) headers.set("Cross-Origin-Opener-Policy", "same-origin");
  if (!headers.has("Cross-Origin-Resource-Policy")) headers.set("Cross-Origin-Resource-Policy", "same-origin");
  headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  return response;
}
