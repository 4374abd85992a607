import { expect, test } from "bun:test";
import { openTestRoom } from "../support/room.ts";

test("only the last 20,000 answers of a participant are kept, deleted a few at a time; other participants' answers stay", async () => {
  await using room = await openTestRoom();
  const { log } = room.store;
  const { id } = room.room;
  const answer = { result: {} };
  const saveUntil = (first: number, end: number) =>
    log.batch(() => {
      for (let n = first; n < end; n++) log.saveAnswer(id, "ann", { id: `${n}`, answer });
    });
  const count = room.sqlite.query<{ kept: number }, []>(
    "SELECT count(*) AS kept FROM answers WHERE participant_id = 'ann'",
  );
  log.batch(() => log.saveAnswer(id, "bob", { id: "first", answer }));
  saveUntil(0, 20_950);
  expect(count.get()?.kept).toBeWithin(20_000, 20_102);
  saveUntil(20_950, 22_000);
  expect(count.get()).toEqual({ kept: 20_001 });
  expect([log.answer(id, "ann", "1998"), log.answer(id, "ann", "1999")]).toEqual([undefined, answer]);
  expect(log.answer(id, "bob", "first")).toEqual(answer);
});
