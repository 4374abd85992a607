import { expect, test } from "bun:test";
import { backlogLimits } from "../../src/live/backlog.ts";
import { codeOf, openTestRoom } from "../support/room.ts";

test("K9 waiting commands are bounded: one person's excess is rejected, another's commands succeed, and later all do", async () => {
  await using room = await openTestRoom();
  const [ann, bob] = room.students.map(({ id }) => id);
  const ask = (by = "") => ({ by, command: "help.request" });
  const many = Array.from({ length: backlogLimits.person + 1 }, () => ask(ann));
  const codes = room.turn(...many, ask(bob)).map(codeOf);
  expect(codes.slice(0, -2).every((code) => code === "ok")).toBe(true);
  expect(codes.slice(-2)).toEqual(["busy", "ok"]);
  expect(room.turn(ask(ann)).map(codeOf)).toEqual(["ok"]);
});

test("the room's own events are never rejected", async () => {
  await using room = await openTestRoom();
  const [ann] = room.students.map(({ id }) => id);
  const many = Array.from({ length: backlogLimits.person }, () => ({ by: ann ?? "", command: "help.request" }));
  const codes = room.turn(...many, { by: ann ?? "", moment: "connected" }).map(codeOf);
  expect(codes.at(-1)).toBe("ok");
});
