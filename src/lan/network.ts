/** Finds the addresses of this machine that a phone in the room can reach. Pure: takes the list of network cards. */
import type { NetworkInterfaceInfo } from "node:os";

/** Network cards as `os.networkInterfaces()` returns them. */
export type Cards = { readonly [name: string]: NetworkInterfaceInfo[] | undefined };

/** An address of this machine and its network card. */
export interface LanAddress {
  readonly address: string;
  readonly card: string;
  readonly kind: Kind;
}

/**
 * Kinds of addresses, the most likely to be reachable by the class first. A hotspot of this machine comes first, because
 * a teacher turns one on for the class; then Wi-Fi, because phones use it; then cable. `public`: a real card's address
 * outside the private ranges; `ipv6`: an IPv6 address of a real card; `virtual`: of a container, a virtual machine or a VPN; `unassigned`: link-local, which a
 * card uses if it gets no address (169.254, RFC 3927).
 */
export const kinds = ["hotspot", "wifi", "cable", "public", "ipv6", "virtual", "unassigned"] as const;
export type Kind = (typeof kinds)[number];

/**
 * Returns the addresses of this machine except loopback and link-local IPv6, the most likely to be reachable first. IPv6
 * addresses are listed with `ipv6` only, because by default the server listens on IPv4.
 */
export function lanAddresses(cards: Cards, { ipv6 = false }: { ipv6?: boolean } = {}): LanAddress[] {
  const found = Object.entries(cards).flatMap(([card, infos = []]) =>
    infos
      .filter(
        ({ family, internal, address }) => !internal && !address.startsWith("127.") && (ipv6 || family === "IPv4"),
      )
      .filter(({ family, address }) => family === "IPv4" || isRoutedIpv6(address))
      .map(({ family, address, mac }) => ({
        address,
        card,
        kind: kindOf(card, address, { mac, ipv6: family === "IPv6" }),
      })),
  );
  const rank = ({ kind }: LanAddress) => kinds.indexOf(kind);
  // Sorting is stable: cards of one kind stay in the system's order.
  return found.sort((a, b) => rank(a) - rank(b));
}

/** Why a phone cannot reach this machine, as far as its network cards tell. */
export type NetworkProblem = "no_network" | "ipv6_only" | "virtual_only";

/** Returns the problem of the machine's network, if it has one; `ipv6`: whether the server listens on IPv6, too. */
export function networkProblem(cards: Cards, { ipv6 }: { ipv6: boolean }): NetworkProblem | undefined {
  const isReal = ({ kind }: LanAddress) => kind !== "virtual" && kind !== "unassigned";
  const listened = lanAddresses(cards, { ipv6 });
  if (listened.some(isReal)) return undefined;
  if (lanAddresses(cards, { ipv6: true }).some(isReal)) return "ipv6_only";
  return listened.length > 0 ? "virtual_only" : "no_network";
}

/** Whether another machine can use this IPv6 address in a URL: a link-local one needs the name of a network card. */
const isRoutedIpv6 = (address: string) => !/^(fe[89ab]|::1$)/i.test(address);

/** Names of network cards on Linux, macOS and Windows that connect to no phones. */
const virtualNames = [
  // containers and virtual machines
  /^docker|^br-[0-9a-f]{6,}|^veth|^virbr|^lxc|^lxd|^incusbr|^cni|^flannel|^cali|^kube|^podman|^cilium|^vnet\d|^dummy|^ifb/,
  /^vmnet|^vboxnet|^bridge\d|^vmenet|^feth|VMware|VirtualBox|Hyper-V|Default Switch|\(WSL|DockerNAT|Parallels|^vnic/i,
  // tunnels
  /^utun|^tun|^tap|^wg|^ppp|^ipsec|^gif|^stf|^tailscale|^zt|^gpd|^he-ipv6|^sit\d/,
  /VPN|NordLynx|Mullvad|Proton|WireGuard|Tailscale|ZeroTier|OpenVPN|AnyConnect|PANGP|Fortinet|FortiClient|Hamachi|Radmin|TAP-Windows|Wintun/i,
  // others: peer-to-peer links, Bluetooth, loopback, IPv6 transition
  /^awdl|^llw|^anpi|^p2p|^bnep|Bluetooth|블루투스|Loopback|^Teredo|^isatap|^6to4/i,
];

/** Prefixes of the MAC addresses of virtual cards, for those that were renamed. */
const virtualMacs = ["02:42:", "0a:00:27:", "00:50:56:c0:", "00:15:5d:"];

const wifiNames = /^wl|^ath\d|^ra\d|wi-?fi|wlan|wireless|airport|무선/i;
/** Windows names the card of its hotspot like a second cable, with an asterisk: `Local Area Connection* 2`. */
const windowsHotspot = /^(local area connection|로컬 영역 연결|lan-verbindung|connexion au réseau local)\s*\*/i;

function kindOf(card: string, address: string, { mac, ipv6 }: { mac: string; ipv6: boolean }): Kind {
  if (address.startsWith("169.254.")) return "unassigned";
  if (isHotspot(card, address)) return "hotspot";
  if (isVirtual(card, mac)) return "virtual";
  if (ipv6) return "ipv6";
  if (!isPrivate(address)) return "public";
  // The first card of a Mac is its Wi-Fi, except for Macs with an Ethernet port.
  return wifiNames.test(card) || card === "en0" ? "wifi" : "cable";
}

function isVirtual(card: string, mac: string): boolean {
  if (virtualMacs.some((start) => mac.toLowerCase().startsWith(start))) return true;
  return virtualNames.some((name) => name.test(card));
}

/** Recognizes the addresses that Windows, NetworkManager and macOS use when they share a connection. */
function isHotspot(card: string, address: string): boolean {
  if (address === "192.168.137.1") return windowsHotspot.test(card) || wifiNames.test(card);
  if (address === "10.42.0.1") return wifiNames.test(card) || /^ap\d/.test(card);
  if (address === "192.168.2.1") return /^bridge\d|^ap\d/.test(card);
  return /^ap\d/.test(card);
}

/** RFC 1918: 10/8, 172.16/12, 192.168/16. */
function isPrivate(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);
}
