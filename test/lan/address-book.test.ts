/** The addresses of this machine, and the one that the teacher has chosen. */
import { describe, expect, test } from "bun:test";
import type { NetworkInterfaceInfo } from "node:os";
import { type AddressBook, chosenFirst, openAddressBook } from "../../src/lan/address-book.ts";
import { createLan } from "../../src/lan/lan.ts";
import type { Cards } from "../../src/lan/network.ts";
import { watchUrl } from "../../src/lan/watch.ts";
import { openTestServer, temporaryFolder } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

const v4 = (address: string): NetworkInterfaceInfo[] => [
  { address, netmask: "255.255.255.0", family: "IPv4", mac: "3c:22:fb:10:20:30", internal: false, cidr: null },
];
const school: Cards = { wlan0: v4("192.168.0.23"), eth0: v4("10.0.0.2"), docker0: v4("172.17.0.1") };

describe("N3 the address for phones", () => {
  test("is the most likely one, until the teacher chooses another, which a new start remembers", () => {
    using folder = temporaryFolder();
    const open = (cards: Cards) => openAddressBook({ host: "0.0.0.0", data: folder.path, cards: () => cards });
    const book = open(school);
    expect(book.current()).toBe("192.168.0.23");
    expect([book.choose("10.0.0.9"), book.choose("10.0.0.2"), book.current()]).toEqual([false, true, "10.0.0.2"]);
    expect(chosenFirst(book).map(({ address }) => address)).toEqual(["10.0.0.2", "192.168.0.23", "172.17.0.1"]);
    expect(open(school).current()).toBe("10.0.0.2");
    // The card has another address today: the choice was the card.
    expect(open({ ...school, eth0: v4("10.0.0.77") }).current()).toBe("10.0.0.77");
    // The card is gone.
    expect(open({ wlan0: v4("192.168.0.23") }).current()).toBe("192.168.0.23");
  });

  test.each([
    ["127.0.0.1", undefined],
    ["192.168.0.23", "192.168.0.23"],
    ["fd00::2", "[fd00::2]"],
  ])("is that of --host %s, which leaves nothing to choose", (host, current) => {
    const book = openAddressBook({ host, data: "/nowhere", cards: () => school });
    expect([book.current(), book.list(), book.problem()]).toEqual([current, [], undefined]);
  });

  test("is --public-url if that is set, whatever the network does", () => {
    const addresses = openAddressBook({ host: "0.0.0.0", data: "/nowhere", cards: () => school });
    const lan = createLan({
      scheme: "https",
      publicUrl: "https://class.example",
      addresses,
      port: () => 8000,
      mdns: false,
    });
    expect([lan.base(), lan.isFixed]).toEqual(["https://class.example", true]);
  });

  test("a change is noticed once", () => {
    let url = "http://192.168.0.23:8000";
    let changes = 0;
    using watch = watchUrl({ url: () => url, now: () => 42, onChange: () => changes++ });
    watch.check();
    expect([changes, watch.changedAt()]).toEqual([0, undefined]);
    url = "http://10.0.0.2:8000";
    watch.check();
    watch.check();
    expect([changes, watch.changedAt()]).toEqual([1, 42]);
  });

  test("follows the teacher's choice in a running class: the session, and everyone who is connected", async () => {
    using folder = temporaryFolder();
    const cards = { wlan0: v4("192.168.0.23"), eth0: v4("10.0.0.2") };
    const addresses: AddressBook = openAddressBook({ host: "0.0.0.0", data: folder.path, cards: () => cards });
    await using at = await openTestServer({ addresses });
    const teacher = await at.teacher();
    const { port } = at.server;
    const session = (await at.call("POST", "/api/sessions", teacher, { title: "Class" })).body;
    expect(session.join_url).toBe(`http://192.168.0.23:${port}/j/${session.code}`);
    const student = (await at.call("POST", `/api/sessions/${session.code}/join`, undefined, { nickname: "Ann" })).body
      .token;
    await using phone = await TestSocket.open(`${at.url}/ws/live/${session.code}`, student);
    await phone.until("welcome");

    const projector = (await at.call("POST", `/api/sessions/${session.code}/screens`, teacher)).body.token;
    await using screen = await TestSocket.open(`${at.url}/ws/live/screen/${session.code}`, projector);
    await screen.until("welcome");

    const shown = (await at.call("GET", "/api/network", teacher)).body;
    expect(shown.addresses.map(({ address, card }: any) => `${address} ${card}`)).toEqual([
      "192.168.0.23 wlan0",
      "10.0.0.2 eth0",
    ]);
    const { status, body } = await at.call("PUT", "/api/network", teacher, { address: "10.0.0.2" });
    const moved = `http://10.0.0.2:${port}`;
    expect([status, body.url, typeof body.changed_at]).toEqual([200, moved, "string"]);
    expect((await phone.until("session.moved")).data).toEqual({ join_url: `${moved}/j/${session.code}` });
    for (let url = ""; url !== `${moved}/j/${session.code}`; ) url = (await screen.until("changed")).data.join_url;
    expect((await at.call("GET", `/api/sessions/${session.code}`, student)).body.join_url).toStartWith(moved);

    const refused = [
      await at.call("PUT", "/api/network", teacher, { address: "8.8.8.8" }),
      await at.call("PUT", "/api/network", student, { address: "10.0.0.2" }),
      await at.call("GET", "/api/network", student),
    ];
    expect(refused.map(({ status }) => status)).toEqual([409, 403, 403]);
  });
});
