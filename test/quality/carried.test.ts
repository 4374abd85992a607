/** Statistics that are carried from point to point: their alerts, and how they settle after a correction. */
import { expect, test } from "bun:test";
import { LimitsInput } from "../../src/domain/spc/limits-input.ts";
import { openTestBoard } from "../support/board.ts";
import { chart, openAlerts, wave } from "./process.ts";

for (const kind of ["cusum", "ewma"] as const) {
  test(`a lasting shift raises one alert on a frozen chart: ${kind}`, async () => {
    using board = await openTestBoard(1, { chart: kind, lsl: null, usl: null });
    await board.measure(1, ...wave(30));
    await board.quality.charts.freeze(1, LimitsInput.parse({}));
    for (let n = 0; n < 40; n++) await board.measure(1, 11.5);
    const beyond = chart(board, 40).points.filter(({ is_within_control }) => !is_within_control);
    expect(beyond.length).toBeGreaterThan(30);
    expect(openAlerts(board)).toHaveLength(1);
  });

  test(`excluding a point changes only the points until the statistic has settled: ${kind}`, async () => {
    using board = await openTestBoard(1, { chart: kind, lsl: null, usl: null });
    await board.measure(1, ...wave(99));
    await board.quality.charts.freeze(1, LimitsInput.parse({}));
    for (let n = 0; n < 7; n++) await board.measure(1, ...wave(99));
    const { corrections } = board.store;
    const judgePoint = corrections.judgePoint;
    let judged = 0;
    corrections.judgePoint = (point) => {
      judged += 1;
      judgePoint(point);
    };
    await board.quality.points.change({ product: 1, subgroup: 110 }, { excluded: true }, board.access);
    expect(judged).toBeLessThan(300);
  });
}

for (const kind of ["cusum", "ewma"] as const) {
  test(`without frozen limits, each way of reading draws the same points: ${kind}`, async () => {
    using board = await openTestBoard(1, { chart: kind, lsl: null, usl: null });
    for (const value of [2, 3, 1, ...wave(300)]) await board.measure(1, value);
    const drawn = (points: readonly { readonly value: number }[]) => points.slice(-20).map(({ value }) => value);
    const all = drawn(chart(board).points);
    expect(drawn(chart(board, 40).points)).toEqual(all);
    expect(drawn(board.quality.charts.grown(1, 30).points)).toEqual(all);
    const rows = [...board.quality.exporting.points(1).rows];
    expect(rows.slice(-20).map(({ value }) => value)).toEqual(all);
  });
}

for (const kind of ["cusum", "ewma"] as const) {
  test(`if the first point of a shift is deleted, the alert of the shift moves to the next one: ${kind}`, async () => {
    using board = await openTestBoard(1, { chart: kind, lsl: null, usl: null });
    const before = await board.measure(1, ...wave(30));
    await board.quality.charts.freeze(1, LimitsInput.parse({}));
    const ids: number[] = [];
    for (let n = 0; n < 4; n++) ids.push(...(await board.measure(1, 60)));
    expect(openAlerts(board)).toEqual(["OUT_OF_CONTROL 31"]);
    await board.quality.correcting.remove(ids[0] ?? 0, board.access);
    expect(openAlerts(board)).toEqual(["OUT_OF_CONTROL 32"]);
    // A person who has resolved it is not told of it again.
    const [alert] = board.quality.alerts({ limit: 1, unresolved: true }, board.access);
    board.store.alerts.setStatus(alert?.id ?? 0, "RESOLVED", board.clock.now);
    await board.quality.correcting.correct(before.at(-1) ?? 0, { measurement_value: 10.2 }, board.access);
    expect(openAlerts(board)).toEqual([]);
  });
}
