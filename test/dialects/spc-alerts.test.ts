/** The quality app: the causes of alerts, and their types, priorities and texts. */
import { describe, expect, test } from "bun:test";
import { doorOf, heard, notifications, openBoard } from "../support/board-sockets.ts";
import type { TestSocket } from "../support/socket.ts";

/** The received alerts, by the fields that distinguish them. */
const alerts = async (socket: TestSocket) =>
  (await heard(socket)).flatMap(({ alert }) =>
    alert ? [[alert.alert_type, alert.priority, alert.title, alert.message]] : [],
  );

/** Whether each received measurement is within the limits. */
const within = async (socket: TestSocket) =>
  (await heard(socket)).flatMap(({ measurement }) => (measurement ? [measurement.is_within_control] : []));

const repeated = (times: number, value: number): number[] => Array.from({ length: times }, () => value);
const ruleTwo = (from: number) => {
  const points = Array.from({ length: 9 }, (_, n) => from + n).join(", ");
  return ["RUN_RULE_VIOLATION", 2, "Run Rule 2 위반", `Rule 2: 중심선 한쪽에 연속 9점 (점 ${points})`];
};

describe("S5 spc: one alert per pattern", () => {
  test("a shift of 15 points raises one alert, at its ninth point; after a point on the other side it raises another", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", { rules: [2] });
    await board.steady(bolt);
    await using socket = await board.open(notifications);
    await board.measure(bolt, ...repeated(8, 10.1));
    expect(await alerts(socket)).toEqual([]);
    await board.measure(bolt, 10.1);
    expect(await alerts(socket)).toEqual([ruleTwo(21)]);
    await board.measure(bolt, ...repeated(6, 10.1));
    expect(await alerts(socket)).toEqual([]);
    await board.measure(bolt, 9.9, ...repeated(9, 10.1));
    expect(await alerts(socket)).toEqual([ruleTwo(37)]);
  });

  test("a shift to the other side raises a second alert at its ninth point", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", { rules: [2] });
    await board.steady(bolt);
    await using socket = await board.open(notifications);
    await board.measure(bolt, ...repeated(12, 10.1), ...repeated(12, 9.9));
    expect(await alerts(socket)).toEqual([ruleTwo(21), ruleTwo(33)]);
  });

  test("points in lists raise the same alerts, even if a pattern spans two lists", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", { rules: [2] });
    await board.steady(bolt);
    await using socket = await board.open(notifications);
    for (const values of [repeated(5, 10.1), repeated(7, 10.1), [10.1, 9.9, ...repeated(9, 10.1)]]) {
      const list = values.map((measurement_value) => ({ product: bolt.id, measurement_value }));
      await board.ask("POST", "/api/spc/measurements", list);
    }
    expect(await alerts(socket)).toEqual([ruleTwo(21), ruleTwo(35)]);
  });

  test("a restart in the middle of a pattern does not raise its alert again", async () => {
    await using before = await openBoard();
    const bolt = await before.product("BOLT", { rules: [2] });
    await before.steady(bolt);
    await before.measure(bolt, ...repeated(10, 10.1));
    await before.stop();
    await using board = await openBoard({ data: before.data });
    await using socket = await board.open(notifications);
    await board.measure(bolt, ...repeated(5, 10.1));
    expect(await alerts(socket)).toEqual([]);
    await board.measure(bolt, 9.9, ...repeated(9, 10.1));
    expect(await alerts(socket)).toEqual([ruleTwo(37)]);
  });

  test("a rule that was not chosen raises no alert", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", { rules: [1] });
    await board.steady(bolt);
    await using socket = await board.open(notifications);
    await board.measure(bolt, ...repeated(15, 10.1));
    expect(await heard(socket)).toEqual([]);
  });
});

describe("spc: causes of alerts", () => {
  test("outside the specification has priority 4, then beyond the control limits 3; the texts name the value and the limit", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", { rules: [] });
    await board.steady(bolt);
    await using socket = await board.open(notifications);
    await board.measure(bolt, 9.4, 8.5, 10.2);
    expect(await alerts(socket)).toEqual([
      ["OUT_OF_CONTROL", 3, "관리한계 이탈", "부분군 21의 값 9.4이(가) 관리한계 9.46826을(를) 벗어났습니다"],
      ["OUT_OF_SPEC", 4, "규격 이탈", "측정값 8.5이(가) 하한 규격 9을(를) 벗어났습니다 (시료 22, 부분군 22)"],
      ["OUT_OF_CONTROL", 3, "관리한계 이탈", "부분군 22의 값 8.5이(가) 관리한계 9.46826을(를) 벗어났습니다"],
      ["OUT_OF_CONTROL", 3, "관리한계 이탈", "부분군 23의 값 1.7이(가) 산포 관리한계 0.653306을(를) 벗어났습니다"],
    ]);
  });

  test("a value on a specification limit conforms, and a side without a limit raises no alert", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", { usl: null, rules: [] });
    await using socket = await board.open(doorOf(bolt));
    await board.measure(bolt, 9, 1000);
    expect((await heard(socket)).map(({ measurement }) => measurement?.is_within_spec)).toEqual([true, true]);
  });

  test("an analysis with a cpk below 1.33 raises an alert of priority 2, a higher cpk none", async () => {
    await using board = await openBoard();
    const [bolt, nut] = [await board.product("BOLT"), await board.product("NUT", { lsl: 9.5, usl: 10.5 })];
    await board.steady(bolt);
    await board.steady(nut);
    await using socket = await board.open(notifications);
    await board.ask("POST", `/api/spc/products/${bolt.id}/capability`);
    expect((await heard(socket)).map(({ type, capability }) => [type, capability?.cpk.toFixed(2)])).toEqual([
      ["capability", "1.88"],
    ]);
    await board.ask("POST", `/api/spc/products/${nut.id}/capability`);
    expect(await alerts(socket)).toEqual([
      ["LOW_CAPABILITY", 2, "공정능력 부족", "Cpk 0.940316이(가) 1.33보다 낮습니다"],
    ]);
  });

  test("an alert that a teacher writes is published unchanged", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT");
    await using socket = await board.open(notifications);
    const alert = { product: bolt.id, alert_type: "OUT_OF_SPEC", priority: 4, title: "Test Alert", message: "Hello" };
    await board.ask("POST", "/api/spc/alerts", alert);
    expect(await alerts(socket)).toEqual([["OUT_OF_SPEC", 4, "Test Alert", "Hello"]]);
  });
});

describe("spc: subgroups of 3", () => {
  const subgroups = { subgroup_size: 3, rules: [] };
  /** Four subgroups with mean 10 and range 0.2. */
  const even = [10, 10.1, 9.9, 10, 9.9, 10.1, 9.9, 10, 10.1, 10.1, 9.9, 10];

  test("whether a value is within the limits is null until its subgroup is complete", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", subgroups);
    await using socket = await board.open(doorOf(bolt));
    await board.measure(bolt, ...even.slice(0, 9));
    expect(await within(socket)).toEqual([null, null, true, null, null, true, null, null, true]);
    const { points } = await board.ask("GET", `/api/spc/products/${bolt.id}/chart`);
    expect(points.map((point: any) => [point.subgroup_number, point.is_within_control])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ]);
  });

  test("a mean beyond the limits raises one alert per subgroup; notifications receive its last value", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", subgroups);
    await board.measure(bolt, ...even);
    await board.ask("POST", `/api/spc/products/${bolt.id}/limits`, {});
    await using door = await board.open(doorOf(bolt));
    await using socket = await board.open(notifications);
    await board.measure(bolt, 10.4, 10.5, 10.6);
    expect(await within(door)).toEqual([null, null, false]);
    const [measured, alert, ...others] = await heard(socket);
    expect({
      measured: [measured.measurement.measurement_value, measured.measurement.is_within_control],
      alert: [alert.alert.alert_type, alert.alert.message],
      others,
    }).toEqual({
      measured: [10.6, false],
      alert: ["OUT_OF_CONTROL", "부분군 5의 값 10.5이(가) 관리한계 10.2047을(를) 벗어났습니다"],
      others: [],
    });
    const rows = await board.ask("GET", `/api/spc/measurements?product=${bolt.id}&limit=4`);
    expect(rows.map((row: any) => row.is_within_control)).toEqual([false, false, false, true]);
  });

  test("a range beyond its limit is out of control even if the mean is within its limits", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", subgroups);
    await board.measure(bolt, ...even);
    await board.ask("POST", `/api/spc/products/${bolt.id}/limits`, {});
    await using socket = await board.open(notifications);
    await board.measure(bolt, 9.5, 10, 10.5);
    expect(await alerts(socket)).toEqual([
      ["OUT_OF_CONTROL", 3, "관리한계 이탈", "부분군 5의 값 1이(가) 산포 관리한계 0.514918을(를) 벗어났습니다"],
    ]);
  });

  test("before two subgroups are complete nothing is out of control", async () => {
    await using board = await openBoard();
    const bolt = await board.product("BOLT", { ...subgroups, lsl: -1e6, usl: 1e6 });
    await using socket = await board.open(doorOf(bolt));
    await board.measure(bolt, 1, 1000, -1000, 5, 5);
    expect(await alerts(socket)).toEqual([]);
  });
});
