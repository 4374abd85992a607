import { expect, test } from "bun:test";
import { openTestRoom } from "../support/room.ts";

test("a session is indexed again if its card changed, and not with each step", async () => {
  await using test = await openTestRoom();
  const { sqlite, live, room, teacher, lesson } = test;
  sqlite.run("CREATE TEMP TABLE writes (search TEXT)");
  sqlite.run(
    "CREATE TEMP TRIGGER written AFTER UPDATE OF search ON sessions BEGIN INSERT INTO writes VALUES (NEW.search); END",
  );
  const writes = () =>
    sqlite
      .query<{ search: string }, []>("SELECT search FROM writes")
      .all()
      .map(({ search }) => search.includes("renamed"));
  const start = async (n: number) => {
    const input = { subtask_id: lesson.subtasks[n]?.id };
    await live.kernel.ask({ room, ask: { command: "step.start", actor: teacher.id, input, id: undefined } });
  };
  // The first step starts the class, a minute after it was made.
  test.clock.now += 60_000;
  await start(0);
  expect(writes()).toEqual([false]);
  for (const n of [1, 2, 0]) await start(n);
  expect(writes()).toEqual([false]);
  await live.sessions.change(room, { title: "Renamed" });
  expect(writes()).toEqual([false, true]);
  await live.kernel.ask({ room, ask: { command: "session.end", actor: teacher.id, input: {}, id: undefined } });
  expect(writes()).toEqual([false, true, true]);
});
