/** Why a phone cannot reach this computer: the likely causes in order, by what the server knows of its network. Pure. */
import type { Arrival, Network } from "../../client/api.ts";
import { isUnlikely } from "../lan/unlikely.ts";

export type Cause =
  /** What the network cards tell: no network, only IPv6, only virtual networks. */
  | NonNullable<Network["problem"]>
  | "wrong_address"
  | "other_network"
  | "vpn"
  | "firewall"
  | "isolation"
  /** A phone arrived, but its WebSocket did not work. */
  | "no_web_socket";

/** Names of the network cards of VPNs on Linux, macOS and Windows. */
const vpnCards =
  /^utun|^tun|^tap|^wg|^ppp|^ipsec|^tailscale|^zt|^gpd|VPN|WireGuard|Tailscale|ZeroTier|AnyConnect|Forti/i;

/** Returns the likely causes, the most likely first; empty once a phone has arrived and everything worked. */
export function likelyCauses(network: Network, arrivals: readonly Arrival[]): Cause[] {
  const phones = arrivals.filter(({ is_self }) => !is_self);
  if (phones.some(({ web_socket }) => web_socket === true)) return [];
  if (phones.some(({ web_socket }) => web_socket === false)) return ["no_web_socket"];
  if (phones.length > 0) return [];
  const { problem, addresses, url, is_fixed } = network;
  if (problem === "no_network" || problem === "ipv6_only") return [problem];
  const current = addresses.find((each) => each.url === url);
  const others = addresses.filter((each) => each.url !== url && !isUnlikely(each));
  const isSuspicious = !is_fixed && current !== undefined && isUnlikely(current) && others.length > 0;
  const hasVpn = addresses.some(({ card }) => vpnCards.test(card));
  return [
    ...(problem ? [problem] : []),
    ...(isSuspicious ? (["wrong_address"] as const) : []),
    "other_network",
    ...(!is_fixed && !isSuspicious && others.length > 0 ? (["wrong_address"] as const) : []),
    ...(hasVpn ? (["vpn"] as const) : []),
    "firewall",
    "isolation",
  ];
}

/** The address to try after the current one: the next in the list, from the last one to the first. */
export function nextAddress({ addresses, url }: Network): Network["addresses"][number] | undefined {
  const at = addresses.findIndex((each) => each.url === url);
  const next = addresses[(at + 1) % addresses.length];
  return next?.url === url ? undefined : next;
}
