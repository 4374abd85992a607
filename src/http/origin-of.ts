/** The kind of a client's address, for the audit log. */
import { BlockList, isIP } from "node:net";
import type { Origin } from "../domain/audit.ts";

const local = new BlockList();
for (const [network, bits] of [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
  ["100.64.0.0", 10],
] as const) {
  local.addSubnet(network, bits, "ipv4");
}
local.addSubnet("fc00::", 7, "ipv6");
local.addSubnet("fe80::", 10, "ipv6");
const own = new BlockList();
own.addSubnet("127.0.0.0", 8, "ipv4");
own.addAddress("::1", "ipv6");

/** Where an address is. */
export function originOf(address: string): Origin {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (isIP(address) === 0) return "internet";
  if (own.check(address, family)) return "this_computer";
  return local.check(address, family) ? "local_network" : "internet";
}
