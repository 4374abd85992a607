import { describe, expect, test } from "bun:test";
import { timeLeft } from "../../src/client/fold/timer.ts";
import { features } from "../../src/features/index.ts";
import { ann, at, paperRoom, teacher } from "../support/rules.ts";

const none = { ends_at: null, seconds: 0, label: null };
const running = (seconds: number, label: string | null = null, since = at) => ({
  ends_at: new Date(since + seconds * 1000).toISOString(),
  seconds,
  label,
});
const read = (room: ReturnType<typeof paperRoom>, viewer: typeof ann) =>
  (features.find(({ name }) => name === "timer") as any).views.current.read({ state: room.state.timer, viewer });

describe("starting a countdown", () => {
  const table: [string, unknown, unknown][] = [
    ["with a number of seconds", { seconds: 60 }, running(60)],
    ["with a label, cleaned of what cannot be seen", { seconds: 1, label: " Break\u0007 " }, running(1, "Break")],
    ["with an empty label, which is none", { seconds: 90, label: " " }, running(90)],
    ["of a day", { seconds: 86_400, label: null }, running(86_400)],
  ];
  test.each(table)("%s", (_, input, data) => {
    expect(paperRoom().do(teacher, "timer.start", input)).toEqual({
      result: data,
      emitted: [{ type: "timer.changed", data }],
    });
  });

  const refused: [string, typeof ann, unknown, string][] = [
    ["by a student", ann, { seconds: 60 }, "not_allowed"],
    ["of no time", teacher, { seconds: 0 }, "does_not_fit"],
    ["of a fraction of a second", teacher, { seconds: 0.5 }, "does_not_fit"],
    ["of more than a day", teacher, { seconds: 86_401 }, "does_not_fit"],
    ["without a time", teacher, {}, "does_not_fit"],
    ["with a label too long to read", teacher, { seconds: 60, label: "x".repeat(101) }, "does_not_fit"],
  ];
  test.each(refused)("is rejected %s", (_, who, input, code) => {
    expect(paperRoom().do(who, "timer.start", input)).toBe(code);
  });

  test("works while the class waits or is paused, and not after its end", () => {
    for (const status of ["WAITING", "PAUSED"] as const)
      expect(paperRoom({ status }).do(teacher, "timer.start", { seconds: 5 })).toMatchObject({
        result: { seconds: 5 },
      });
    expect(paperRoom({ status: "ENDED" }).do(teacher, "timer.start", { seconds: 5 })).toBe("session_ended");
  });
});

test("a new countdown replaces the one that is running, for everyone", () => {
  const room = paperRoom().after(teacher, "timer.start", { seconds: 300, label: "Group work" });
  room.clock.now += 100_000;
  room.after(teacher, "timer.start", { seconds: 60 });
  expect([read(room, ann), read(room, teacher)]).toEqual([
    running(60, null, at + 100_000),
    running(60, null, at + 100_000),
  ]);
});

test("the countdown stops once; stopping it again announces nothing", () => {
  const room = paperRoom().after(teacher, "timer.start", { seconds: 60 });
  expect(room.do(ann, "timer.stop")).toBe("not_allowed");
  expect(room.do(teacher, "timer.stop")).toEqual({ result: none, emitted: [{ type: "timer.changed", data: none }] });
  expect(room.do(teacher, "timer.stop")).toEqual({ result: none, emitted: [] });
  expect(read(room, ann)).toEqual(none);
});

test("a page shows what is left by the server's clock, then for a minute that the time is up", () => {
  const timer = running(60);
  const left = (ms: number) => timeLeft(timer, at + ms);
  expect([left(0), left(59_999), left(60_000), left(119_999), left(120_000)]).toEqual([60_000, 1, 0, 0, undefined]);
  expect(timeLeft(none, at)).toBeUndefined();
});
