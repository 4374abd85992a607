/** The quality app: its frames and their recipients. Doors, requests and alerts have their own test files. */
import { describe, expect, test } from "bun:test";
import {
  doorOf,
  heard,
  heardInShort,
  inShort,
  noon,
  notifications,
  openBoard,
  type TestBoard,
} from "../support/board-sockets.ts";
import { TestSocket } from "../support/socket.ts";

/** The frames shown in the app's guide. */
const guide = {
  connection: {
    type: "connection",
    message: "SPC 실시간 알림에 연결되었습니다",
    timestamp: "2026-01-11T12:00:00",
  },
  alert: {
    type: "alert",
    alert: {
      id: 1,
      product_code: "BOLT-M10",
      product_name: "M10 볼트",
      alert_type: "OUT_OF_SPEC",
      priority: 4,
      title: "규격 이탈",
      message: "측정값이 상한 규격을 초과했습니다",
      status: "OPEN",
      created_at: "2026-01-11T12:00:00",
    },
    timestamp: "2026-01-11T12:00:00",
  },
  measurement: {
    type: "measurement",
    measurement: {
      id: 1001,
      product_id: 1,
      product_code: "BOLT-M10",
      measurement_value: 10.65,
      sample_number: 50,
      subgroup_number: 10,
      is_within_spec: false,
      is_within_control: true,
      measured_at: "2026-01-11T12:00:00",
    },
    timestamp: "2026-01-11T12:00:00",
  },
  capability: {
    type: "capability",
    capability: {
      id: 5,
      product_id: 1,
      product_code: "BOLT-M10",
      cp: 2.13,
      cpk: 1.7,
      pp: 2.05,
      ppk: 1.65,
      analyzed_at: "2026-01-11T12:00:00",
    },
    timestamp: "2026-01-11T12:00:00",
  },
};

/** Replaces each value by its type, so that frames of the same shape are equal. */
const shape = (frame: object): object =>
  Object.fromEntries(
    Object.entries(frame).map(([key, value]) => [
      key,
      typeof value === "object" && value ? shape(value) : typeof value,
    ]),
  );

const analyse = (board: TestBoard, { id }: { id: number }) => board.ask("POST", `/api/spc/products/${id}/capability`);

/** Sends a frame and returns every frame that it caused. */
async function sendAndReceive(socket: TestSocket, frame: unknown): Promise<any[]> {
  socket.send(frame);
  return heard(socket);
}

describe("spc: the frames", () => {
  test("the first one at both doors is `connection`, with the guide's text", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    for (const path of [notifications, doorOf(bolt)]) {
      for (const url of [board.url + path, board.url + path.slice(0, -1)]) {
        await using socket = await TestSocket.open(url, board.teacher);
        expect(await socket.next()).toEqual({ ...guide.connection, timestamp: noon });
        expect(await heard(socket)).toEqual([]);
      }
    }
  });

  test("measurement, alert and capability have exactly the guide's keys, in the guide's order", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT-M10");
    await board.measure(bolt, 10, 10.1);
    for (const path of [notifications, doorOf(bolt)]) {
      await using socket = await board.open(path);
      await board.measure(bolt, 11.5);
      await analyse(board, bolt);
      const frames = await heard(socket);
      const { measurement, alert, capability } = guide;
      const wanted = [measurement, alert, capability, alert];
      expect(frames.map((frame) => JSON.stringify(shape(frame)))).toEqual(
        wanted.map((frame) => JSON.stringify(shape({ ...frame }))),
      );
    }
  });

  test("a measurement outside the specification is sent first, then its alert", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    await using socket = await board.open(notifications);
    await board.measure(bolt, 11.5);
    expect(await heard(socket)).toEqual([
      {
        type: "measurement",
        measurement: {
          id: 1,
          product_id: bolt.id,
          product_code: "BOLT",
          measurement_value: 11.5,
          sample_number: 1,
          subgroup_number: 1,
          is_within_spec: false,
          is_within_control: true,
          measured_at: noon,
        },
        timestamp: noon,
      },
      {
        type: "alert",
        alert: {
          id: 1,
          product_code: "BOLT",
          product_name: "Product BOLT",
          alert_type: "OUT_OF_SPEC",
          priority: 4,
          title: "규격 이탈",
          message: "측정값 11.5이(가) 상한 규격 11을(를) 벗어났습니다 (시료 1, 부분군 1)",
          status: "OPEN",
          created_at: noon,
        },
        timestamp: noon,
      },
    ]);
  });
});

describe("spc: recipients", () => {
  test("notifications receive every alert, and measurements outside the limits of subscribed products (all, without a subscription)", async () => {
    await using board = await openBoard();
    const [bolt, nut, cog] = [await board.product("BOLT"), await board.product("NUT"), await board.product("COG")];
    await using socket = await board.open(notifications);
    const round = async () => {
      for (const product of [bolt, nut, cog]) await board.measure(product, 10, 12);
      for (const product of [bolt, nut, cog]) await analyse(board, product);
      const frames = await heardInShort(socket);
      return {
        alerts: frames.filter((frame) => frame.startsWith("alert")),
        others: frames.filter((frame) => !frame.startsWith("alert")),
      };
    };
    const alerts = [
      ...["BOLT", "NUT", "COG"].map((code) => `alert ${code} OUT_OF_SPEC`),
      ...["BOLT", "NUT", "COG"].map((code) => `alert ${code} LOW_CAPABILITY`),
    ];
    const of = (...codes: string[]) => ({
      alerts,
      others: [...codes.map((code) => `measurement ${code} 12`), ...codes.map((code) => `capability ${code}`)],
    });
    const says = async (type: string, answer: string, { id: product_id }: { id: number }) =>
      expect(await sendAndReceive(socket, { type, product_id })).toEqual([{ type: answer, product_id }]);

    expect(await round()).toEqual(of("BOLT", "NUT", "COG"));
    await says("subscribe_product", "subscribed", bolt);
    expect(await round()).toEqual(of("BOLT"));
    await says("subscribe_product", "subscribed", bolt);
    await says("subscribe_product", "subscribed", cog);
    expect(await round()).toEqual(of("BOLT", "COG"));
    await says("unsubscribe_product", "unsubscribed", bolt);
    await says("unsubscribe_product", "unsubscribed", nut);
    expect(await round()).toEqual(of("COG"));
    await says("unsubscribe_product", "unsubscribed", cog);
    expect(await round()).toEqual(of("BOLT", "NUT", "COG"));
  });

  test("one client's subscriptions do not affect another client", async () => {
    await using board = await openBoard();
    const [bolt, nut] = [await board.product("BOLT"), await board.product("NUT")];
    await using one = await board.open(notifications);
    await using other = await board.open(notifications);
    await sendAndReceive(one, { type: "subscribe_product", product_id: bolt.id });
    await board.measure(nut, 12);
    expect(await heardInShort(one)).toEqual(["alert NUT OUT_OF_SPEC"]);
    expect(await heardInShort(other)).toEqual(["measurement NUT 12", "alert NUT OUT_OF_SPEC"]);
  });

  test("notifications receive a measurement only if it is outside the specification or the limits", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", { rules: [] });
    await board.steady(bolt);
    await using socket = await board.open(notifications);
    await board.measure(bolt, 10, 10.2, 10.4);
    expect(await heardInShort(socket)).toEqual([]);
    await board.measure(bolt, 10.8);
    expect(await heardInShort(socket)).toEqual(["measurement BOLT 10.8", "alert BOLT OUT_OF_CONTROL"]);
    await board.measure(bolt, 11.2);
    expect(await heardInShort(socket)).toEqual([
      "measurement BOLT 11.2",
      "alert BOLT OUT_OF_SPEC",
      "alert BOLT OUT_OF_CONTROL",
    ]);
  });

  test("a product's door receives its measurements, alerts and analyses, and nothing of other products", async () => {
    await using board = await openBoard();
    const [bolt, nut] = [await board.product("BOLT"), await board.product("NUT")];
    await using socket = await board.open(doorOf(bolt));
    await board.measure(bolt, 10, 10.1, 9.9, 12);
    await board.measure(nut, 10, 12);
    await analyse(board, nut);
    await analyse(board, bolt);
    const alert = { product: nut.id, priority: 4, title: "Stop", message: "" };
    await board.ask("POST", "/api/spc/alerts", alert);
    await board.ask("POST", "/api/spc/alerts", { ...alert, product: bolt.id });
    expect(await heardInShort(socket)).toEqual([
      ...[10, 10.1, 9.9, 12].map((value) => `measurement BOLT ${value}`),
      "alert BOLT OUT_OF_SPEC",
      "capability BOLT",
      "alert BOLT LOW_CAPABILITY",
      "alert BOLT CUSTOM",
    ]);
  });

  test("a subscription to another product has no effect at a product's door", async () => {
    await using board = await openBoard();
    const [bolt, nut] = [await board.product("BOLT"), await board.product("NUT")];
    await using socket = await board.open(doorOf(bolt));
    await sendAndReceive(socket, { type: "subscribe_product", product_id: nut.id });
    await board.measure(nut, 10, 12);
    await board.measure(bolt, 10);
    expect(await heardInShort(socket)).toEqual(["measurement BOLT 10"]);
  });

  test("a list of measurements is sent in order, once each, before its alerts", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", { rules: [] });
    await using socket = await board.open(doorOf(bolt));
    const values = [12, 10, 8, 10.5];
    await board.ask(
      "POST",
      "/api/spc/measurements",
      values.map((measurement_value) => ({ product: bolt.id, measurement_value })),
    );
    expect(await heardInShort(socket)).toEqual([
      ...values.map((value) => `measurement BOLT ${value}`),
      "measurements",
      "alert BOLT OUT_OF_SPEC",
      "alert BOLT OUT_OF_SPEC",
    ]);
  });

  test("a list is also sent as one frame per product with all values, or to notifications with those outside", async () => {
    await using board = await openBoard();
    const [bolt, nut] = [await board.product("BOLT", { rules: [] }), await board.product("NUT", { rules: [] })];
    await using own = await board.open(doorOf(bolt));
    await using all = await board.open(notifications);
    const list = [12, 10, 8].flatMap((measurement_value) =>
      [bolt, nut].map(({ id }) => ({ product: id, measurement_value })),
    );
    const measured = await board.ask("POST", "/api/spc/measurements", list);
    const ofBolt = measured.filter((one: any) => one.product_id === bolt.id);
    const batches = async (socket: TestSocket) => (await heard(socket)).filter(({ type }) => type === "measurements");
    const frame = { type: "measurements", product_id: bolt.id, product_code: "BOLT", timestamp: noon };
    expect(await batches(own)).toEqual([{ ...frame, total: 3, measurements: ofBolt }]);
    expect(await batches(all)).toMatchObject([
      { ...frame, total: 2, measurements: [ofBolt[0], ofBolt[2]] },
      { product_code: "NUT", total: 2 },
    ]);
    // A single value is not a batch.
    await board.measure(bolt, 12);
    expect(await batches(own)).toEqual([]);
  });

  test("a table is sent as one frame with its last 1,000 values, and one alert per cause", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", { rules: [] });
    await using socket = await board.open(doorOf(bolt));
    const values = Array.from({ length: 1500 }, (_, n) => (n % 3 === 0 ? 20 : n % 3 === 1 ? 0 : 10));
    const response = await fetch(`${board.url}/api/spc/products/${bolt.id}/measurements.csv`, {
      method: "POST",
      headers: { "Content-Type": "text/csv", Authorization: `Bearer ${board.teacher}` },
      body: `measurement_value\n${values.join("\n")}`,
    });
    expect(await response.json()).toEqual({ created: 1500 });
    const frames = await heard(socket);
    expect(frames.map(inShort)).toEqual(["measurements", "alert BOLT OUT_OF_SPEC", "alert BOLT OUT_OF_SPEC"]);
    expect([frames[0].total, frames[0].measurements.length]).toEqual([1500, 1000]);
    expect(frames[0].measurements.at(-1).sample_number).toBe(1500);
    const alerts = await board.ask("GET", "/api/spc/alerts");
    expect(alerts.map(({ detail }: any) => detail)).toEqual([
      { count: 500, from_subgroup: 2, to_subgroup: 1499, limit: 9 },
      { count: 500, from_subgroup: 1, to_subgroup: 1498, limit: 11 },
    ]);
  });

  test("acknowledged alerts, new limits and changed products are not sent to this app", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    await board.measure(bolt, 10, 10.2, 12);
    const sockets = [await board.open(notifications), await board.open(doorOf(bolt))];
    await board.ask("PATCH", "/api/spc/alerts/1", { status: "RESOLVED" });
    await board.ask("POST", `/api/spc/products/${bolt.id}/limits`, {});
    await board.ask("PATCH", `/api/spc/products/${bolt.id}`, { name: "Another" });
    await board.ask("DELETE", "/api/spc/measurements/1");
    for (const socket of sockets) expect(await heard(socket)).toEqual([]);
  });
});
