/** Reads `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Request-Id` of trusted reverse proxies (`--trusted-proxies`). */
import { BlockList, isIP } from "node:net";

/** The client that sent a request. */
export interface Client {
  readonly address: string;
  /** Whether a trusted proxy reports that the client uses HTTPS. */
  readonly https: boolean;
  /** The request's id. */
  readonly id: string;
}

export interface Proxies {
  /** `peer` is the address at the other end of the TCP connection. */
  clientOf(headers: Headers, peer: string): Client;
}

const loopback = ["127.0.0.0/8", "::1"];

/** The format of a request id that is accepted from a proxy. */
const requestIdForm = /^[\w.:-]{1,64}$/;

/** `trusted`: addresses, CIDR ranges (`10.0.0.0/8`, `fd00::/8`) or `loopback`. If empty, forwarding headers are ignored. */
export function createProxies(trusted: readonly string[]): Proxies {
  const ranges = new BlockList();
  for (const range of trusted.flatMap((each) => (each === "loopback" ? loopback : [each]))) {
    const [address = "", bits] = range.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) ranges.addAddress(address, family);
    else ranges.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string) =>
    trusted.length > 0 && isIP(address) !== 0 && ranges.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

  return {
    clientOf(headers, peer) {
      const id = Bun.randomUUIDv7();
      let address = normalizeAddress(peer);
      if (!isTrusted(address)) return { address, https: false, id };
      // Each proxy appends the address of its peer: from the right, the first that is not a trusted proxy is the client.
      const hops = (headers.get("X-Forwarded-For") ?? "").split(",").map((hop) => normalizeAddress(hop.trim()));
      while (isTrusted(address)) {
        const hop = hops.pop();
        if (hop === undefined || isIP(hop) === 0) break;
        address = hop;
      }
      const proto = headers.get("X-Forwarded-Proto")?.split(",").at(-1)?.trim().toLowerCase();
      const forwardedId = headers.get("X-Request-Id") ?? "";
      return { address, https: proto === "https", id: requestIdForm.test(forwardedId) ? forwardedId : id };
    },
  };
}

/** Removes port, brackets and zone from an address, and converts IPv4-mapped IPv6 (`::ffff:10.0.0.7`) to IPv4. */
function normalizeAddress(text: string): string {
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, "$1");
  return bare.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.)/i, "");
}
