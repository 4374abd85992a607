/** The likely causes why a phone cannot reach the laptop, in order. */
import { describe, expect, test } from "bun:test";
import type { Arrival, Network } from "../../../src/client/api.ts";
import { likelyCauses, nextAddress } from "../../../src/web/check/causes.ts";

const at = (address: string, card: string, kind: Network["addresses"][number]["kind"]) => ({
  address,
  card,
  kind,
  url: `http://${address}:8000`,
});
const wifi = at("192.168.0.23", "wlp3s0", "wifi");
const cable = at("10.0.0.2", "eno1", "cable");
const docker = at("172.17.0.1", "docker0", "virtual");
const vpn = at("10.8.0.2", "tun0", "virtual");

const network = (change: Partial<Network>): Network => ({
  url: wifi.url,
  is_fixed: false,
  problem: null,
  addresses: [wifi],
  name: null,
  changed_at: null,
  system: "linux",
  port: 8000,
  ...change,
});
const phone = (change: Partial<Arrival> = {}): Arrival => ({
  id: "a",
  address: "192.168.0.31",
  host: "192.168.0.23:8000",
  device: "android",
  is_self: false,
  web_socket: true,
  latency_ms: 9,
  at: "2026-03-02T08:00:00.000Z",
  ...change,
});

describe("N5 the likely causes", () => {
  test.each<[string, Partial<Network>, readonly Arrival[], string[]]>([
    ["one Wi-Fi", {}, [], ["other_network", "firewall", "isolation"]],
    ["Wi-Fi and cable", { addresses: [wifi, cable] }, [], ["other_network", "wrong_address", "firewall", "isolation"]],
    [
      "a container's address was chosen",
      { addresses: [wifi, docker], url: docker.url },
      [],
      ["wrong_address", "other_network", "firewall", "isolation"],
    ],
    ["Docker is no other network", { addresses: [wifi, docker] }, [], ["other_network", "firewall", "isolation"]],
    ["a VPN is on", { addresses: [wifi, vpn] }, [], ["other_network", "vpn", "firewall", "isolation"]],
    ["no network", { problem: "no_network", addresses: [] }, [], ["no_network"]],
    ["IPv6 only", { problem: "ipv6_only", addresses: [] }, [], ["ipv6_only"]],
    [
      "the operator fixed the address",
      { is_fixed: true, addresses: [wifi, cable] },
      [],
      ["other_network", "firewall", "isolation"],
    ],
    ["a phone got in", {}, [phone()], []],
    ["a phone is being checked", {}, [phone({ web_socket: null })], []],
    ["the page opens, the connection fails", {}, [phone({ web_socket: false })], ["no_web_socket"]],
    ["only this computer arrived", {}, [phone({ is_self: true })], ["other_network", "firewall", "isolation"]],
  ])("%s", (_, change, arrivals, causes) => {
    expect(likelyCauses(network(change), arrivals) as string[]).toEqual(causes);
  });

  test("the next address goes through all of them and begins again", () => {
    const addresses = [wifi, cable, docker];
    const next = (url: string) => nextAddress(network({ addresses, url }))?.address;
    expect([next(wifi.url), next(cable.url), next(docker.url)]).toEqual([cable.address, docker.address, wifi.address]);
    expect(nextAddress(network({}))).toBeUndefined();
  });
});
