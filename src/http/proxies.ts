/** Reverse proxies: whose `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Request-Id` count (`--trusted-proxies`). */
import { BlockList, isIP } from "node:net";

/** Who sent a request. */
export interface Client {
  readonly address: string;
  /** Whether a trusted proxy says that the client uses https. */
  readonly https: boolean;
  /** The request's id. */
  readonly id: string;
}

export interface Proxies {
  /** `peer` is the address at the other end of the TCP connection. */
  clientOf(headers: Headers, peer: string): Client;
}

const loopback = ["127.0.0.0/8", "::1"];

/** The forms that a request's id may have if a proxy sets it. */
const idForm = /^[\w.:-]{1,64}$/;

/** `trusted`: addresses, CIDR ranges (`10.0.0.0/8`, `fd00::/8`) or `loopback`. Without any, no header of a request names its client. */
export function openProxies(trusted: readonly string[]): Proxies {
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
      let address = plain(peer);
      if (!isTrusted(address)) return { address, https: false, id };
      // Each proxy appends the address that it saw: from the right, the first that is not a proxy is the client.
      const hops = (headers.get("X-Forwarded-For") ?? "").split(",").map((hop) => plain(hop.trim()));
      while (isTrusted(address)) {
        const hop = hops.pop();
        if (hop === undefined || isIP(hop) === 0) break;
        address = hop;
      }
      const proto = headers.get("X-Forwarded-Proto")?.split(",").at(-1)?.trim().toLowerCase();
      const given = headers.get("X-Request-Id") ?? "";
      return { address, https: proto === "https", id: idForm.test(given) ? given : id };
    },
  };
}

/** An address without port, brackets and zone; IPv4 in IPv6 form (`::ffff:10.0.0.7`) as IPv4. */
function plain(text: string): string {
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, "$1");
  return bare.replace(/%.*$/, "").replace(/^::ffff:(?=\d+\.)/i, "");
}
