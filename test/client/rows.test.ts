import { expect, test } from "bun:test";
import { toRows } from "../../src/web/room/board/rows.ts";
import { foldWhole, person, progressed, session, welcome } from "./support.ts";

test("the teacher's board shows who is done by their progress, whatever their status", async () => {
  const fold = foldWhole();
  const participants = [person(2, { status: "ACTIVE" }), person(3, { status: "COMPLETED" })];
  fold.welcome(welcome(1, { participants, session: session({ features: [] }) }));
  for (const [n, step] of [1, 2, 3].entries()) fold.apply(progressed(n + 2, 2, step));
  const room = fold.room();
  if (!room) throw new Error("a welcome makes a room");
  expect(toRows(room).map(({ person, status, stepsDone }) => [person.user_id, status, stepsDone])).toEqual([
    [3, "working", 0],
    [2, "done", 3],
  ]);
});
