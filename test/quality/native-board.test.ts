/** The dialect `lectern-board`: the frames that the pages receive from the quality board. */
import { describe, expect, test } from "bun:test";
import { heard, noon, openBoard, type TestBoard } from "../support/board-sockets.ts";
import { knock } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

const everything = "/ws/live/spc";
const doorOf = ({ id }: { id: number }) => `${everything}/${id}`;

/** The received frames, without charts: those are throttled by time. */
const received = async (socket: TestSocket) => (await heard(socket)).filter(({ type }) => type !== "chart.grown");
const changed = (product_id: number, change: string) => ({
  type: "product.changed",
  at: noon,
  data: { product_id, change },
});
const chartOf = (board: TestBoard, { id }: { id: number }) =>
  board.ask("GET", `/api/spc/products/${id}/chart?last=2000`);

/** The frames `chart.grown` of a product, until one has so many points in all and has nothing left to fill. */
async function grown(socket: TestSocket, total: number): Promise<any[]> {
  const frames: any[] = [];
  do frames.push((await socket.until("chart.grown")).data);
  while (frames.at(-1).points_total < total);
  return frames;
}

test("the first frame is `welcome`, with the product that the path names", async () => {
  await using board = await openBoard();
  const bolt = await board.product("BOLT");
  for (const [path, product_id] of [
    [everything, null],
    [doorOf(bolt), bolt.id],
  ] as const) {
    await using socket = await TestSocket.open(board.url + path, board.teacher);
    expect(await socket.next()).toEqual({ type: "welcome", data: { server_time: noon, product_id } });
    expect(await heard(socket)).toEqual([]);
  }
  expect((await knock(board.url + everything)).status).toBe(403);
  expect((await knock(`${board.url + everything}/99`, board.teacher)).status).toBe(404);
});

describe("chart.grown", () => {
  /** Expects that the frames together are the chart, and contain each point once. */
  async function addsUp(board: TestBoard, product: { id: number }, frames: any[], from = 0) {
    const {
      chart: _,
      spec: __,
      subgroup_size: _size,
      options: _options,
      versions: _versions,
      points,
      ...lines
    } = await chartOf(board, product);
    expect(frames.flatMap((frame) => frame.points)).toEqual(points.slice(from));
    const { product_id, points: ___, ...last } = frames.at(-1);
    expect({ product_id, ...last }).toEqual({ product_id: product.id, ...lines });
  }

  test("contains every point once, in order, if 300 measurements are sent at the same time", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", { lsl: -1000, rules: [], usl: 1000 });
    const sockets = [await board.open(everything), await board.open(doorOf(bolt))];
    const all = Array.from({ length: 300 }, (_, n) => board.measure(bolt, Math.sin(n)));
    const frames = await Promise.all(sockets.map((socket) => grown(socket, 300)));
    await Promise.all(all);
    for (const one of frames) await addsUp(board, bolt, one);
    expect(frames[0]?.length).toBeLessThan(150);
  });

  test("contains every point once, in order, if measurements are sent one after the other", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", { rules: [] });
    await using socket = await board.open(everything);
    const measured = board.measure(bolt, ...Array.from({ length: 60 }, (_, n) => 10 + Math.sin(n) / 4));
    const frames = await grown(socket, 60);
    await measured;
    await addsUp(board, bolt, frames);
  });

  test("contains all points of a list, also if it is the product's first", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    await using socket = await board.open(everything);
    const list = Array.from({ length: 20 }, (_, n) => ({ product: bolt.id, measurement_value: 10 + (n % 3) / 10 }));
    await board.ask("POST", "/api/spc/measurements", list);
    await addsUp(board, bolt, await grown(socket, 20));
  });

  test("repeats no earlier point after a restart, and leaves out no new one", async () => {
    await using before = await openBoard();
    const bolt = await before.product("BOLT");
    await before.steady(bolt);
    await before.server.stop();
    await using board = await openBoard({ data: before.data });
    await using socket = await board.open(everything);
    await Promise.all([10, 10.1, 10.2].map((value) => board.measure(bolt, value)));
    await addsUp(board, bolt, await grown(socket, 23), 20);
  });

  test("contains the values of a subgroup that is being filled, and its point once it is complete", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", { subgroup_size: 3 });
    await using socket = await board.open(everything);
    const steps: object[] = [];
    for (const value of [10, 10.1, 10.2, 9.9]) {
      await board.measure(bolt, value);
      const { points, points_total, filling } = (await socket.until("chart.grown")).data;
      steps.push({ points: points.map((point: any) => point.subgroup_number), points_total, filling });
    }
    expect(steps).toEqual([
      { points: [], points_total: 0, filling: { subgroup_number: 1, values: [10] } },
      { points: [], points_total: 0, filling: { subgroup_number: 1, values: [10, 10.1] } },
      { points: [1], points_total: 1, filling: null },
      { points: [], points_total: 1, filling: { subgroup_number: 2, values: [9.9] } },
    ]);
  });

  test("causes no error if the product is deleted in the turn in which it was measured", async () => {
    await using board = await openBoard();
    const [bolt, nut] = [await board.product("BOLT"), await board.product("NUT")];
    await using socket = await board.open(everything);
    const measured = Array.from({ length: 20 }, () => board.measure(bolt, 10));
    const deleted = board.ask("DELETE", `/api/spc/products/${bolt.id}`);
    await Promise.allSettled([...measured, deleted]);
    await board.measure(nut, 10);
    let frame = await socket.until("chart.grown");
    while (frame.data.product_id !== nut.id) frame = await socket.until("chart.grown");
    expect(frame.data.points_total).toBe(1);
  });

  test("of another product is not sent to a socket that names a product", async () => {
    await using board = await openBoard();
    const [bolt, nut] = [await board.product("BOLT"), await board.product("NUT")];
    await using socket = await board.open(doorOf(bolt));
    await board.measure(nut, 10, 12);
    await board.ask("PATCH", `/api/spc/products/${nut.id}`, { name: "Another" });
    expect(await heard(socket)).toEqual([]);
  });
});

describe("events of alerts and products", () => {
  test("contain the whole alert when it is raised, acknowledged and resolved; setting the same status again sends none", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    const sockets = [await board.open(everything), await board.open(doorOf(bolt))];
    await board.measure(bolt, 12);
    for (const status of ["ACKNOWLEDGED", "ACKNOWLEDGED", "RESOLVED"]) {
      await board.ask("PATCH", "/api/spc/alerts/1", { status });
    }
    const raised = {
      id: 1,
      product_id: bolt.id,
      product_code: "BOLT",
      product_name: "Product BOLT",
      alert_type: "OUT_OF_SPEC",
      priority: 4,
      title: "규격 이탈",
      message: "측정값 12이(가) 상한 규격 11을(를) 벗어났습니다 (시료 1, 부분군 1)",
      status: "OPEN",
      detail: { subgroup_number: 1, value: 12, limit: 11 },
      created_at: noon,
      acknowledged_at: null,
      resolved_at: null,
    };
    const seen = { ...raised, status: "ACKNOWLEDGED", acknowledged_at: noon };
    for (const socket of sockets) {
      expect(await received(socket)).toEqual([
        { type: "alert.raised", at: noon, data: raised },
        { type: "alert.changed", at: noon, data: seen },
        { type: "alert.changed", at: noon, data: { ...seen, status: "RESOLVED", resolved_at: noon } },
      ]);
    }
  });

  test("say that a product must be read again after it is created, changed, gets limits, loses a measurement or is deleted", async () => {
    await using board = await openBoard();
    await using socket = await board.open(everything);
    const bolt = await board.product("BOLT");
    const door = await board.open(doorOf(bolt));
    const [first] = await board.measure(bolt, 10, 10.1, 9.9);
    await board.ask("PATCH", `/api/spc/products/${bolt.id}`, { name: "Another" });
    await board.ask("POST", `/api/spc/products/${bolt.id}/limits`, {});
    await board.ask("DELETE", `/api/spc/measurements/${first.id}`);
    const changes = ["changed", "limits", "measurement_removed"].map((change) => changed(bolt.id, change));
    expect(await received(door)).toEqual(changes);
    await board.ask("DELETE", `/api/spc/products/${bolt.id}`);
    expect(await received(socket)).toEqual([changed(bolt.id, "made"), ...changes, changed(bolt.id, "deleted")]);
    expect(await door.closed).toEqual({ code: 4404, reason: "product deleted" });
    expect(JSON.parse(door.texts.at(-1) ?? "")).toEqual(changed(bolt.id, "deleted"));
  });

  test("contain the whole capability analysis, as its caller gets it", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    await board.steady(bolt);
    await using socket = await board.open(everything);
    const data = await board.ask("POST", `/api/spc/products/${bolt.id}/capability`);
    expect(await received(socket)).toEqual([{ type: "capability.analysed", at: noon, data }]);
  });
});
