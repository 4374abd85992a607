import { describe, expect, test } from "bun:test";
import type { NetworkInterfaceInfo } from "node:os";
import { type Cards, kinds, lanAddresses, networkProblem } from "../../src/lan/network.ts";

/** A card of one IPv4 address, with a real-looking hardware address where none is given. */
function v4(address: string, mac = "3c:22:fb:10:20:30"): NetworkInterfaceInfo {
  const internal = address.startsWith("127.");
  return { address, netmask: "255.255.255.0", family: "IPv4", mac, internal, cidr: `${address}/24` };
}
function v6(address: string): NetworkInterfaceInfo {
  return {
    address,
    netmask: "ffff:ffff:ffff:ffff::",
    family: "IPv6",
    mac: "3c:22:fb:10:20:30",
    internal: address === "::1",
    cidr: `${address}/64`,
    scopeid: 0,
  };
}
const lo = [v4("127.0.0.1"), v6("::1")];
const order = (cards: Cards) => lanAddresses(cards).map(({ address, kind }) => `${address} ${kind}`);

const machines: [string, Cards, string[]][] = [
  [
    "a Linux laptop on Wi-Fi with Docker, libvirt and WireGuard",
    {
      lo,
      docker0: [v4("172.17.0.1", "02:42:9b:1c:7f:01")],
      "br-1f2e3d4c5b6a": [v4("172.18.0.1", "02:42:11:22:33:44")],
      veth12ab34c: [v6("fe80::1")],
      virbr0: [v4("192.168.122.1", "52:54:00:ab:cd:ef")],
      wg0: [v4("10.8.0.2", "00:00:00:00:00:00")],
      wlp3s0: [v4("192.168.0.23"), v6("fe80::2")],
    },
    ["192.168.0.23 wifi", "172.17.0.1 virtual", "172.18.0.1 virtual", "192.168.122.1 virtual", "10.8.0.2 virtual"],
  ],
  [
    "a Linux desktop on cable, with Wi-Fi as well",
    { lo, eno1: [v4("10.1.2.3")], wlan0: [v4("192.168.1.7")] },
    ["192.168.1.7 wifi", "10.1.2.3 cable"],
  ],
  [
    "Linux names of cable cards",
    { lo, enp0s31f6: [v4("192.168.1.2")], eth0: [v4("10.0.0.2")], enx00e04c680001: [v4("192.168.42.9")] },
    ["192.168.1.2 cable", "10.0.0.2 cable", "192.168.42.9 cable"],
  ],
  [
    "Linux tunnels: Tailscale, ZeroTier, OpenVPN, PPP",
    {
      lo,
      tailscale0: [v4("100.101.102.103")],
      ztly5a2b3c: [v4("10.147.17.5")],
      tun0: [v4("10.9.0.6")],
      ppp0: [v4("10.64.64.64")],
      eth0: [v4("192.168.5.5")],
    },
    ["192.168.5.5 cable", "100.101.102.103 virtual", "10.147.17.5 virtual", "10.9.0.6 virtual", "10.64.64.64 virtual"],
  ],
  [
    "a hotspot that NetworkManager opened, and the school's cable",
    { lo, enp2s0: [v4("10.20.30.40")], wlp3s0: [v4("10.42.0.1")] },
    ["10.42.0.1 hotspot", "10.20.30.40 cable"],
  ],
  [
    "a Mac on Wi-Fi with a VPN, AirDrop and Docker Desktop",
    {
      lo0: lo,
      awdl0: [v6("fe80::a")],
      llw0: [v6("fe80::b")],
      utun3: [v4("10.200.1.4", "00:00:00:00:00:00")],
      bridge100: [v4("192.168.64.1", "be:d0:74:00:00:64")],
      en0: [v4("192.168.35.12"), v6("fe80::c")],
    },
    ["192.168.35.12 wifi", "10.200.1.4 virtual", "192.168.64.1 virtual"],
  ],
  [
    "a Mac that shares its connection",
    { lo0: lo, en5: [v4("10.0.0.8")], bridge100: [v4("192.168.2.1")] },
    ["192.168.2.1 hotspot", "10.0.0.8 cable"],
  ],
  [
    "a Mac with VMware and VirtualBox",
    {
      lo0: lo,
      vmnet1: [v4("192.168.184.1", "00:50:56:c0:00:01")],
      vboxnet0: [v4("192.168.56.1", "0a:00:27:00:00:00")],
      en1: [v4("172.16.4.4")],
    },
    ["172.16.4.4 cable", "192.168.184.1 virtual", "192.168.56.1 virtual"],
  ],
  [
    "Windows with WSL, Hyper-V and VirtualBox before its Wi-Fi",
    {
      "vEthernet (WSL (Hyper-V firewall))": [v4("172.29.160.1", "00:15:5d:4f:10:20")],
      "vEthernet (Default Switch)": [v4("172.20.80.1", "00:15:5d:00:00:01")],
      "VirtualBox Host-Only Network": [v4("192.168.56.1", "0a:00:27:00:00:0d")],
      "Ethernet 3": [v4("192.168.56.2", "0a:00:27:00:00:0e")],
      "VMware Network Adapter VMnet8": [v4("192.168.17.1", "00:50:56:c0:00:08")],
      "Wi-Fi": [v4("192.168.0.101")],
      "Bluetooth Network Connection": [v4("169.254.10.11")],
      "Loopback Pseudo-Interface 1": lo,
    },
    [
      "192.168.0.101 wifi",
      "172.29.160.1 virtual",
      "172.20.80.1 virtual",
      "192.168.56.1 virtual",
      "192.168.56.2 virtual",
      "192.168.17.1 virtual",
      "169.254.10.11 unassigned",
    ],
  ],
  [
    "Windows whose cable card is behind an external virtual switch: that is the real one",
    {
      "vEthernet (External)": [v4("192.168.10.20", "a4:bb:6d:11:22:33")],
      "vEthernet (Default Switch)": [v4("172.31.0.1", "00:15:5d:aa:bb:cc")],
    },
    ["192.168.10.20 cable", "172.31.0.1 virtual"],
  ],
  [
    "Korean Windows with its hotspot on",
    { 이더넷: [v4("10.10.10.10")], "로컬 영역 연결* 10": [v4("192.168.137.1")], "Wi-Fi": [v4("192.168.0.5")] },
    ["192.168.137.1 hotspot", "192.168.0.5 wifi", "10.10.10.10 cable"],
  ],
  [
    "Windows with VPN clients",
    {
      "ProtonVPN TUN": [v4("10.2.0.2")],
      "PANGP Virtual Ethernet Adapter": [v4("10.77.1.1")],
      "ZeroTier One [8056c2e21c000001]": [v4("10.147.20.3")],
      Ethernet: [v4("192.168.1.50")],
    },
    ["192.168.1.50 cable", "10.2.0.2 virtual", "10.77.1.1 virtual", "10.147.20.3 virtual"],
  ],
  ["a phone's hotspot is a Wi-Fi like any other", { en0: [v4("172.20.10.3")], lo0: lo }, ["172.20.10.3 wifi"]],
  ["a university that gives out public addresses", { lo, eth0: [v4("141.20.5.9")] }, ["141.20.5.9 public"]],
  [
    "private counts before public, and 172.32 is not private",
    { lo, eth0: [v4("172.32.0.1")], eth1: [v4("172.31.255.254")] },
    ["172.31.255.254 cable", "172.32.0.1 public"],
  ],
  [
    "a container: its own address is all there is",
    { lo, eth0: [v4("172.17.0.2", "02:42:ac:11:00:02")] },
    ["172.17.0.2 virtual"],
  ],
  ["only a self-given address", { lo, eth0: [v4("169.254.3.4")] }, ["169.254.3.4 unassigned"]],
  ["no network at all", { lo }, []],
  ["cards without addresses", { lo, eth0: [], wlan0: undefined }, []],
];

describe("the address that students get is one that they can reach", () => {
  test.each(machines)("%s", (_, cards, expected) => {
    expect(order(cards)).toEqual(expected);
  });

  test("every address of the machine is listed once, in order of kind", () => {
    for (const [, cards] of machines) {
      const found = lanAddresses(cards);
      const places = found.map(({ kind }) => kinds.indexOf(kind));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(new Set(found.map(({ address }) => address)).size).toBe(found.length);
    }
  });
});

const problems: [string, Cards, boolean, ReturnType<typeof networkProblem>][] = [
  ["Wi-Fi", { lo, wlan0: [v4("192.168.0.7")] }, false, undefined],
  ["no network", { lo }, false, "no_network"],
  ["only link-local IPv6", { lo, wlan0: [v6("fe80::1")] }, true, "no_network"],
  ["containers and a VPN only", { lo, docker0: [v4("172.17.0.1")], tun0: [v4("10.8.0.2")] }, false, "virtual_only"],
  ["a card without an address of the network", { lo, eth0: [v4("169.254.7.8")] }, false, "virtual_only"],
  ["IPv6 only, and the server listens on IPv4", { lo, wlan0: [v6("2001:db8::7")] }, false, "ipv6_only"],
  ["IPv6 only, and the server listens on it", { lo, wlan0: [v6("2001:db8::7")] }, true, undefined],
];
test.each(problems)("N3 the network's problem: %s", (_, cards, ipv6, problem) => {
  expect(networkProblem(cards, { ipv6 })).toBe(problem);
});

test("IPv6 addresses are listed after IPv4 of a real card, if the server listens on them", () => {
  const cards = { lo, wlan0: [v6("fd00::7"), v6("fe80::7"), v4("192.168.0.7")], docker0: [v4("172.17.0.1")] };
  expect(lanAddresses(cards, { ipv6: true }).map(({ address, kind }) => `${address} ${kind}`)).toEqual([
    "192.168.0.7 wifi",
    "fd00::7 ipv6",
    "172.17.0.1 virtual",
  ]);
  expect(lanAddresses(cards).map(({ address }) => address)).toEqual(["192.168.0.7", "172.17.0.1"]);
});
