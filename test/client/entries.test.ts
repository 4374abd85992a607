import { describe, expect, test } from "bun:test";
import { openEntries } from "../../src/client/entries.ts";
import type { MeasuredValue } from "../../src/client/quality-api.ts";
import { Refusal } from "../../src/client/refusal.ts";
import { openWithTicket } from "../../src/client/ticket.ts";
import type { Measurement } from "../../src/domain/spc/chart.ts";
import { memoryStorage } from "../support/memory-storage.ts";
import { at, testClock, testNetwork } from "./support.ts";

const measurement = (value: number): Measurement => ({
  id: value,
  product_id: 1,
  product_code: "P1",
  measurement_value: value,
  sample_number: 1,
  subgroup_number: 1,
  is_within_spec: true,
  is_within_control: null,
  measured_at: at,
});
const settle = () => new Promise((resolve) => setImmediate(resolve));

function open({ storage = memoryStorage(), clock = testClock() } = {}) {
  const sent: { value: MeasuredValue; key: string }[] = [];
  const server: { refuses: Refusal | undefined } = { refuses: undefined };
  let keys = 0;
  const entries = openEntries({
    product: 1,
    measure: async (value, key) => {
      sent.push({ value, key });
      if (server.refuses) throw server.refuses;
      return measurement(value.measurement_value);
    },
    storage,
    clock,
    random: () => 0.5,
    newKey: () => `key ${++keys}`,
    onChange: () => {},
  });
  const states = () => entries.list().map(({ value, state }) => `${value} ${state}`);
  return { entries, sent, server, storage, clock, states };
}

describe("entered values", () => {
  test("are sent in order, one at a time, and count as sent only after the answer", async () => {
    const { entries, sent, states } = open();
    entries.add(1, Date.parse(at));
    entries.add(2, undefined);
    expect(states()).toEqual(["1 sending", "2 sending"]);
    expect(sent).toEqual([{ value: { product: 1, measurement_value: 1, measured_at: at }, key: "key 1" }]);
    await settle();
    expect(sent.map(({ key }) => key)).toEqual(["key 1", "key 2"]);
    expect(states()).toEqual(["2 sent"]);
  });

  test("keep their tags until they are sent, also across a reload", async () => {
    const storage = memoryStorage();
    const first = open({ storage });
    first.server.refuses = new Refusal("unreachable", "away");
    first.entries.add(1, undefined, { tags: { lot: "A" }, size: 50 });
    first.entries.add(2, undefined, { tags: {} });
    await settle();
    first.entries.close();
    const second = open({ storage });
    await settle();
    expect(second.sent.map(({ value }) => value)).toEqual([
      { product: 1, measurement_value: 1, tags: { lot: "A" }, sample_size: 50 },
      { product: 1, measurement_value: 2 },
    ]);
  });

  test("wait while the server is unreachable, and are sent again in order with the same keys", async () => {
    const { entries, sent, server, states, clock } = open();
    server.refuses = new Refusal("unreachable", "away");
    entries.add(1, undefined);
    entries.add(2, undefined);
    await settle();
    expect(states()).toEqual(["1 waiting", "2 waiting"]);
    server.refuses = undefined;
    clock.pass(1000);
    await settle();
    expect(sent.map(({ key }) => key)).toEqual(["key 1", "key 1", "key 2"]);
    expect(states()).toEqual(["2 sent"]);
  });

  test("survive a reload while they wait, and are removed from the storage once they are sent", async () => {
    const storage = memoryStorage();
    const before = open({ storage });
    before.server.refuses = new Refusal("unreachable", "away");
    before.entries.add(7, undefined);
    await settle();
    before.entries.close();
    const after = open({ storage });
    await settle();
    expect(after.sent.map(({ value, key }) => [value.measurement_value, key])).toEqual([[7, "key 1"]]);
    expect(storage.entries.size).toBe(0);
  });

  test("stay listed with their reason if refused, until they are removed, and do not block others", async () => {
    const { entries, server, states } = open();
    server.refuses = new Refusal("future_measurement", "no", { status: 422 });
    entries.add(1, undefined);
    await settle();
    server.refuses = undefined;
    entries.add(2, undefined);
    await settle();
    expect(states()).toEqual(["1 refused", "2 sent"]);
    entries.drop("key 1");
    expect(states()).toEqual(["2 sent"]);
  });

  test("are ignored if the storage contains something else", () => {
    const storage = memoryStorage();
    for (const [n, what] of [{ key: 1 }, null, { key: "k", value: 3, at: 1 }].entries()) {
      storage.setItem(`lectern.entries.1.${n}`, JSON.stringify(what));
    }
    storage.setItem("lectern.entries.1.broken", "{");
    storage.setItem("lectern.entries.12.of-another", JSON.stringify({ key: "o", value: 4, at: 1 }));
    expect(open({ storage }).states()).toEqual(["3 sending"]);
  });
});

describe("a socket opened with a ticket", () => {
  test("requests a ticket first, a new one each time", async () => {
    const network = testNetwork();
    let tickets = 0;
    const openSocket = openWithTicket(async () => `t${++tickets}`, network.openSocket);
    for (const n of [1, 2]) {
      const heard: unknown[] = [];
      const socket = openSocket("ws://host/ws/live/spc/1?refusals=close");
      socket.onmessage = ({ data }) => heard.push(data);
      await settle();
      expect(network.last.url).toBe(`ws://host/ws/live/spc/1?refusals=close&ticket=t${n}`);
      network.last.says({ type: "welcome" });
      expect(heard).toEqual(['{"type":"welcome"}']);
    }
  });

  test("closes if there is no ticket, and opens no connection after it was closed", async () => {
    const network = testNetwork();
    const codes: number[] = [];
    const refused = openWithTicket(() => Promise.reject(new Error("no")), network.openSocket)("ws://host");
    refused.onclose = ({ code }) => codes.push(code);
    const closed = openWithTicket(async () => "t", network.openSocket)("ws://host");
    closed.close();
    await settle();
    expect(codes).toEqual([1006]);
    expect(network.sockets.length).toBe(0);
  });
});
