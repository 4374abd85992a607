/** The quality app: its requests, and invalid frames. */
import { describe, expect, test } from "bun:test";
import { catalogue, type FaultCode } from "../../src/features/index.ts";
import { doorOf, heard, heardInShort, noon, notifications, openBoard } from "../support/board-sockets.ts";
import type { TestSocket } from "../support/socket.ts";

const fault = (message: string) => ({ type: "error", message, timestamp: noon });
const refused = (code: FaultCode) => fault(catalogue[code].text);

/** Sends a frame and returns every frame that it caused. */
async function sendAndReceive(socket: TestSocket, frame: unknown): Promise<any[]> {
  socket.send(frame);
  return heard(socket);
}

describe("spc: get_alerts", () => {
  /** Two products with 24 alerts of all priorities in turn. Odd ids are those of the bolt. */
  async function openAlerts() {
    const board = await openBoard();
    const [bolt, nut] = [await board.product("BOLT"), await board.product("NUT")];
    for (let n = 0; n < 24; n++) {
      const product = n % 2 === 0 ? bolt.id : nut.id;
      await board.ask("POST", "/api/spc/alerts", { product, title: `Alert ${n + 1}`, priority: (n % 4) + 1 });
    }
    return { ...board, bolt, nut };
  }
  const ids = async (socket: TestSocket, asked: object = {}) => {
    const [frame, ...others] = await sendAndReceive(socket, { type: "get_alerts", ...asked });
    expect({ ...frame, alerts: [], others }).toEqual({ type: "alerts", alerts: [], timestamp: noon, others: [] });
    return frame.alerts.map(({ id }: any) => id);
  };
  const from24 = Array.from({ length: 24 }, (_, n) => 24 - n);

  test("returns the last 10 alerts of the guide's form, newest first; by limit, product and priority, if given", async () => {
    await using board = await openAlerts();
    await using socket = await board.open(notifications);
    const [{ alerts }] = await sendAndReceive(socket, { type: "get_alerts", limit: 1 });
    expect(alerts).toEqual([
      {
        id: 24,
        product_code: "NUT",
        product_name: "Product NUT",
        alert_type: "CUSTOM",
        priority: 4,
        title: "Alert 24",
        message: "",
        status: "OPEN",
        created_at: noon,
      },
    ]);
    expect(await ids(socket)).toEqual(from24.slice(0, 10));
    expect(await ids(socket, { limit: 3 })).toEqual([24, 23, 22]);
    expect(await ids(socket, { limit: 100 })).toEqual(from24);
    expect(await ids(socket, { limit: 100, product_id: board.bolt.id })).toEqual(from24.filter((id) => id % 2 === 1));
    expect(await ids(socket, { limit: 4, min_priority: 3 })).toEqual([24, 23, 20, 19]);
    expect(await ids(socket, { limit: 3, min_priority: 3, product_id: board.nut.id })).toEqual([24, 20, 16]);
    expect(await ids(socket, { min_priority: 4, product_id: board.bolt.id })).toEqual([]);
    // `null` does not filter.
    expect(await ids(socket, { limit: 2, min_priority: null, product_id: null })).toEqual([24, 23]);
  });

  test("ignores subscriptions", async () => {
    await using board = await openAlerts();
    await using socket = await board.open(notifications);
    await sendAndReceive(socket, { type: "subscribe_product", product_id: board.bolt.id });
    expect(await ids(socket, { limit: 3 })).toEqual([24, 23, 22]);
  });

  test("returns only the door's product's alerts, whichever product is requested", async () => {
    await using board = await openAlerts();
    await using socket = await board.open(doorOf(board.bolt));
    expect(await ids(socket, { limit: 3 })).toEqual([23, 21, 19]);
    expect(await ids(socket, { limit: 3, product_id: board.bolt.id })).toEqual([23, 21, 19]);
    expect(await ids(socket, { limit: 3, product_id: board.nut.id })).toEqual([23, 21, 19]);
  });

  test("answers an invalid limit or priority with only an error frame", async () => {
    await using board = await openAlerts();
    await using socket = await board.open(notifications);
    const wrong = [
      ...[0, 101, -1, 1.5, "10", null, [10], 1e21].map((limit) => ({ limit })),
      ...[0, 5, 2.5, "4"].map((min_priority) => ({ min_priority })),
      ...[0, -1, 1.5, "1", {}].map((product_id) => ({ product_id })),
    ];
    for (const asked of wrong) {
      const frames = await sendAndReceive(socket, { type: "get_alerts", ...asked });
      const [field] = Object.keys(asked);
      const message = expect.stringMatching(new RegExp(`^${field}: .`));
      expect({ asked, frames }).toEqual({ asked, frames: [{ type: "error", message, timestamp: noon }] });
    }
  });
});

describe("spc: rejected with only the error frame, and the connection continues", () => {
  test("an unknown product in a subscription or a request for alerts", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    await using socket = await board.open(notifications);
    for (const type of ["subscribe_product", "get_alerts"]) {
      expect(await sendAndReceive(socket, { type, product_id: 99 })).toEqual([refused("product_not_found")]);
    }
    await board.measure(bolt, 12);
    expect(await heardInShort(socket)).toEqual(["measurement BOLT 12", "alert BOLT OUT_OF_SPEC"]);
  });

  test("a subscription without a product, or with an invalid id", async () => {
    await using board = await openBoard();
    await using socket = await board.open(notifications);
    const wrong = [undefined, null, "1", 0, -1, 1.5, true, [1], { id: 1 }, "__proto__", 2 ** 60];
    for (const type of ["subscribe_product", "unsubscribe_product"]) {
      for (const product_id of wrong) {
        const frames = await sendAndReceive(socket, { type, product_id });
        const message = expect.stringMatching(/^product_id: ./);
        expect({ product_id, frames }).toEqual({ product_id, frames: [{ type: "error", message, timestamp: noon }] });
      }
    }
  });

  test("but a client can unsubscribe from a deleted product", async () => {
    await using board = await openBoard();
    const [bolt, nut] = [await board.product("BOLT"), await board.product("NUT")];
    await using socket = await board.open(notifications);
    await sendAndReceive(socket, { type: "subscribe_product", product_id: bolt.id });
    await board.ask("DELETE", `/api/spc/products/${bolt.id}`);
    expect(await sendAndReceive(socket, { type: "unsubscribe_product", product_id: bolt.id })).toEqual([
      { type: "unsubscribed", product_id: bolt.id },
    ]);
    await board.measure(nut, 12);
    expect(await heardInShort(socket)).toEqual(["measurement NUT 12", "alert NUT OUT_OF_SPEC"]);
  });

  test("invalid JSON, an array, a text, binary; no type, or an unknown type that is a key of every object", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    const noFrame = fault("A frame is an object with a `type`.");
    const noType = fault("Unknown message type: None");
    const noJson = fault("This is not JSON.");
    const cases: [send: string | ArrayBuffer, answer: object][] = [
      ["hello", noJson],
      ["", noJson],
      ['{"type": "get_al', noJson],
      ['[{"type": "get_alerts"}]', noFrame],
      ['"get_alerts"', noFrame],
      ["null", noFrame],
      ["7", noFrame],
      ["{}", noType],
      ['{"type": 7}', fault("Unknown message type: 7")],
      ['{"__proto__": {"type": "get_alerts"}}', noType],
      [new TextEncoder().encode('{"type": "get_alerts"}').buffer, refused("not_text")],
      ...["__proto__", "constructor", "toString", "hasOwnProperty", "", "GET_ALERTS", "connection", "alert"].map(
        (type): [string, object] => [JSON.stringify({ type }), fault(`Unknown message type: ${type}`)],
      ),
    ];
    for (const path of [notifications, doorOf(bolt)]) {
      await using socket = await board.open(path);
      await using other = await board.open(path);
      for (const [send, answer] of cases) {
        expect({ send, got: await sendAndReceive(socket, send) }).toEqual({ send, got: [answer] });
      }
      expect(await heard(other)).toEqual([]);
    }
  });

  test("a frame of 64 KiB is accepted; one byte more closes only that connection, with 1009", async () => {
    await using board = await openBoard();
    const frame = (length: number) => `{"type": "big", "pad": "${"x".repeat(length - 26)}"}`;
    expect([frame(65_536).length, frame(65_537).length]).toEqual([65_536, 65_537]);
    await using other = await board.open(notifications);
    const socket = await board.open(notifications);
    expect(await sendAndReceive(socket, frame(65_536))).toEqual([fault("Unknown message type: big")]);
    socket.send(frame(65_537));
    expect((await socket.closed).code).toBe(1009);
    expect(await heard(other)).toEqual([]);
  });
});
