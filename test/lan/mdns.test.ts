/** `lectern.local`: what is answered, which name is taken, and that a failure affects nothing else. */
import { afterAll, describe, expect, test } from "bun:test";
import { createSocket } from "node:dgram";
import multicastDns from "multicast-dns";
import { createGuard } from "../../src/http/guard.ts";
import { openMdns } from "../../src/lan/mdns.ts";
import { announcement, answersTo, claimsName, nameOf } from "../../src/lan/mdns-answers.ts";
import { createAnswerLimit, isOnLink } from "../../src/lan/mdns-limits.ts";

import type { Cards } from "../../src/lan/network.ts";

const claim = { name: "lectern.local", address: "192.168.0.23", port: 8000 };
const ask = (name: string, type: "A" | "PTR" | "SRV" | "AAAA") =>
  answersTo([{ name, type }], claim).map((record) => record.type);

const card = (cidr: string) =>
  ({ address: cidr.split("/")[0] ?? "", cidr, family: "IPv4", mac: "", netmask: "", internal: false }) as const;

describe("N4 answers", () => {
  test.each([
    ["lectern.local", "A", ["A"]],
    ["LECTERN.local", "A", ["A"]],
    ["lectern.local", "AAAA", []],
    ["other.local", "A", []],
    ["_http._tcp.local", "PTR", ["PTR", "A", "SRV", "TXT"]],
    ["_services._dns-sd._udp.local", "PTR", ["PTR", "A", "PTR", "SRV", "TXT"]],
  ] as const)("%s %s", (name, type, answers) => {
    expect(ask(name, type)).toEqual([...answers]);
  });

  test("another machine has the name if its address is not one of ours, and it does not say goodbye", () => {
    const theirs = announcement({ ...claim, address: "192.168.0.99" });
    const bye = announcement({ ...claim, address: "192.168.0.99" }, 0);
    expect(claimsName(theirs, "lectern.local", ["192.168.0.23"])).toBe(true);
    expect(claimsName(theirs, "lectern-2.local", ["192.168.0.23"])).toBe(false);
    expect(claimsName(announcement(claim), "lectern.local", ["192.168.0.23"])).toBe(false);
    expect(claimsName(bye, "lectern.local", ["192.168.0.23"])).toBe(false);
    expect([1, 2, 9].map(nameOf)).toEqual(["lectern.local", "lectern-2.local", "lectern-9.local"]);
  });

  test("only networks of this machine's cards are answered", () => {
    const cards = {
      lo: [card("127.0.0.1/8")],
      wlan0: [card("192.168.0.23/24"), { ...card("fd00::2/64"), family: "IPv6" as const, scopeid: 0 }],
      tun0: [card("10.8.0.6/32")],
    };
    const asks = ["192.168.0.99", "127.0.0.1", "192.168.1.99", "10.8.0.7", "8.8.8.8", "not an address"];
    expect(asks.map((address) => isOnLink(address, cards))).toEqual([true, true, false, false, false, false]);
  });

  test("one asker gets 10 answers a second, and everybody together 50", () => {
    let now = 5000;
    const mayAnswer = createAnswerLimit(() => now);
    const answered = (address: string, times: number) =>
      Array.from({ length: times }, () => mayAnswer(address)).filter(Boolean).length;
    expect(answered("192.168.0.66", 1000)).toBe(10);
    expect(["a", "b", "c", "d", "e"].map((address) => answered(address, 1000))).toEqual([10, 10, 10, 10, 0]);
    now += 1000;
    expect(answered("192.168.0.66", 3)).toBe(3);
  });

  test("the server answers for its name as a Host, and for no other .local name", () => {
    let name: string | undefined;
    const guard = createGuard({
      publicUrl: undefined,
      allowedOrigins: [],
      allowedHosts: [],
      dev: false,
      localName: () => name,
    });
    const visit = (host: string) => () => guard.check(new Request("http://x/", { headers: { Host: host } }), false);
    expect(visit("lectern.local:8000")).toThrow("lectern.local");
    name = "lectern.local";
    expect(visit("lectern.local:8000")).not.toThrow();
    expect(visit("lectern-2.local:8000")).toThrow();
  });
});

/** A port of our own, so that no other responder of this machine or network takes part. */
const udpPort = 20_000 + Math.floor(Math.random() * 30_000);

/** Whether this machine delivers its own multicast: containers often do not. */
async function hasMulticast(): Promise<boolean> {
  const dns = multicastDns({ port: udpPort });
  try {
    return await new Promise((resolve) => {
      dns.on("error", () => resolve(false));
      dns.on("query", () => resolve(true));
      dns.on("ready", () => dns.query("probe.local", "A"));
      setTimeout(() => resolve(false), 1000);
    });
  } finally {
    dns.destroy();
  }
}
const multicast = await hasMulticast();
if (!multicast) console.error("skipped: this machine delivers no multicast to itself");

describe.skipIf(!multicast)("N4 on the network", () => {
  const asker = multicastDns({ port: udpPort });
  asker.on("error", () => {});
  afterAll(() => asker.destroy());

  /** Resolves to the address of the first answer for a name. */
  const lookUp = (name: string) =>
    new Promise<string>((resolve) => {
      asker.on("response", ({ answers }) => {
        for (const record of answers) if (record.type === "A" && record.name === name) resolve(record.data);
      });
      asker.query(name, "A");
    });

  /** Opens a responder, and resolves once it has a name. */
  async function open(address: string, cards?: () => Cards) {
    const named = Promise.withResolvers<void>();
    // Only this address is its own: the test's other responders count as other machines.
    const mdns = openMdns({
      port: 8000,
      address: () => address,
      udpPort,
      ownAddresses: () => [address],
      onChange: named.resolve,
      ...(cards && { cards }),
    });
    await named.promise;
    return mdns;
  }

  test("the first has lectern.local, the second lectern-2.local, and both are found", async () => {
    const first = await open("192.0.2.11");
    const second = await open("192.0.2.12");
    expect([first.name(), second.name()]).toEqual(["lectern.local", "lectern-2.local"]);
    expect([await lookUp("lectern.local"), await lookUp("lectern-2.local")]).toEqual(["192.0.2.11", "192.0.2.12"]);
    await Promise.all([first.stop(), second.stop()]);
    expect(first.name()).toBeUndefined();
  });

  test("a query from another network gets no answer", async () => {
    // It has no cards: everybody is in another network.
    const unreachable = await open("192.0.2.14", () => ({}));
    const other = await open("192.0.2.15");
    expect([unreachable.name(), other.name()]).toEqual(["lectern.local", "lectern.local"]);
    await Promise.all([unreachable.stop(), other.stop()]);
  });

  test("if the port is in use, there is no name, and nothing else happens", async () => {
    const taken = createSocket("udp4");
    const port = await new Promise<number>((resolve) => taken.bind(0, () => resolve(taken.address().port)));
    const gone = Promise.withResolvers<void>();
    const mdns = openMdns({ port: 8000, address: () => "192.0.2.13", udpPort: port, onChange: gone.resolve });
    await gone.promise;
    expect(mdns.name()).toBeUndefined();
    await mdns.stop();
    taken.close();
  });
});
