import { expect, test } from "bun:test";
import { openTestRoom } from "../support/room.ts";

test("only the last 20,000 answers of a participant are kept; other participants' answers stay", async () => {
  await using room = await openTestRoom();
  const { log } = room.store;
  const { id } = room.room;
  log.batch(() => {
    log.saveAnswer(id, "bob", { id: "first", answer: { result: {} } });
    for (let n = 0; n < 45_000; n++) log.saveAnswer(id, "ann", { id: `${n}`, answer: { result: {} } });
  });
  const count = room.sqlite.query("SELECT count(*) AS kept FROM answers WHERE participant_id = 'ann'").get();
  expect(count).toEqual({ kept: 20_001 });
  expect([log.answer(id, "ann", "24998"), log.answer(id, "ann", "24999")]).toEqual([undefined, { result: {} }]);
  expect(log.answer(id, "bob", "first")).toEqual({ result: {} });
});

test("old answers are deleted a few at a time", async () => {
  await using room = await openTestRoom();
  const { log } = room.store;
  const { id } = room.room;
  log.batch(() => {
    for (let n = 0; n < 20_950; n++) log.saveAnswer(id, "ann", { id: `${n}`, answer: { result: {} } });
  });
  const { kept } = room.sqlite.query<{ kept: number }, []>("SELECT count(*) AS kept FROM answers").get() ?? { kept: 0 };
  expect(kept).toBeGreaterThanOrEqual(20_000);
  expect(kept).toBeLessThanOrEqual(20_101);
});
