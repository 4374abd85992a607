/** Which of this machine's addresses a phone in the room can reach. Pure: the list of network cards comes in. */
import type { NetworkInterfaceInfo } from "node:os";

/** Network cards as `os.networkInterfaces()` gives them. */
export type Cards = { readonly [name: string]: NetworkInterfaceInfo[] | undefined };

/** An address of this machine and the card that has it. */
export interface LanAddress {
  readonly address: string;
  readonly card: string;
  readonly kind: Kind;
}

/**
 * What an address is good for, best first. A hotspot of this machine comes first, because a teacher turns one on for
 * the class; then Wi-Fi, because phones are on Wi-Fi; then cable. `public` is a real card's address outside the private
 * ranges, `virtual` a container's, a virtual machine's or a VPN's, `unassigned` what a card gives itself when nobody
 * gave it an address (169.254, RFC 3927).
 */
export const kinds = ["hotspot", "wifi", "cable", "public", "virtual", "unassigned"] as const;
export type Kind = (typeof kinds)[number];

/** The IPv4 addresses of this machine that others may reach, best first; none of its loopback. */
export function lanAddresses(cards: Cards): LanAddress[] {
  const found = Object.entries(cards).flatMap(([card, infos = []]) =>
    infos
      .filter((info) => info.family === "IPv4" && !info.internal && !info.address.startsWith("127."))
      .map(({ address, mac }) => ({ address, card, kind: kindOf(card, address, mac) })),
  );
  const place = ({ kind }: LanAddress) => kinds.indexOf(kind);
  // Sorting is stable: cards of one kind stay in the system's own order.
  return found.sort((a, b) => place(a) - place(b));
}

/** Names of cards that no phone is behind, on Linux, macOS and Windows. */
const virtualNames = [
  // containers and virtual machines
  /^docker|^br-[0-9a-f]{6,}|^veth|^virbr|^lxc|^lxd|^incusbr|^cni|^flannel|^cali|^kube|^podman|^cilium|^vnet\d|^dummy|^ifb/,
  /^vmnet|^vboxnet|^bridge\d|^vmenet|^feth|VMware|VirtualBox|Hyper-V|Default Switch|\(WSL|DockerNAT|Parallels|^vnic/i,
  // tunnels
  /^utun|^tun|^tap|^wg|^ppp|^ipsec|^gif|^stf|^tailscale|^zt|^gpd|^he-ipv6|^sit\d/,
  /VPN|NordLynx|Mullvad|Proton|WireGuard|Tailscale|ZeroTier|OpenVPN|AnyConnect|PANGP|Fortinet|FortiClient|Hamachi|Radmin|TAP-Windows|Wintun/i,
  // neither of both, and still nothing that a class is on
  /^awdl|^llw|^anpi|^p2p|^bnep|Bluetooth|블루투스|Loopback|^Teredo|^isatap|^6to4/i,
];

/** How the hardware addresses of virtual cards begin, for those that were given another name. */
const virtualMacs = ["02:42:", "0a:00:27:", "00:50:56:c0:", "00:15:5d:"];

const wifiNames = /^wl|^ath\d|^ra\d|wi-?fi|wlan|wireless|airport|무선/i;
/** Windows names the card of its hotspot like a second cable, with a star: `Local Area Connection* 2`. */
const windowsHotspot = /^(local area connection|로컬 영역 연결|lan-verbindung|connexion au réseau local)\s*\*/i;

function kindOf(card: string, address: string, mac: string): Kind {
  if (address.startsWith("169.254.")) return "unassigned";
  if (isHotspot(card, address)) return "hotspot";
  if (isVirtual(card, mac)) return "virtual";
  if (!isPrivate(address)) return "public";
  // A Mac's first card is its Wi-Fi, but for those with a socket for cable.
  return wifiNames.test(card) || card === "en0" ? "wifi" : "cable";
}

function isVirtual(card: string, mac: string): boolean {
  if (virtualMacs.some((start) => mac.toLowerCase().startsWith(start))) return true;
  return virtualNames.some((name) => name.test(card));
}

/** The addresses that Windows, NetworkManager and macOS give themselves when they share their connection. */
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
