import { Database } from "bun:sqlite";
import { afterEach, expect, jest, test } from "bun:test";
import { copyFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { hasNoop, lookAtFile, openCheckpoints } from "../../src/store/checkpoints.ts";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/class.ts";

afterEach(() => void jest.useRealTimers());

/** The size of the log's file once its space is reserved. */
const reserved = 16 * 1024 * 1024;

test("the write-ahead log is moved into the database when nobody writes, not during a commit", async () => {
  using folder = temporaryFolder();
  using store = openStore(folder.path);
  store.serve();
  const size = (ending = "") => statSync(join(folder.path, databaseFile + ending)).size;
  const user = store.users.addGuest("Ann");
  const before = size();
  const step = { title: "Long", target_action: null, guide_text: "가".repeat(1500), voice_guide_text: null };
  const write = () =>
    store.lessons.create(user.id, { title: "Lesson", subtasks: Array.from({ length: 50 }, () => step) });
  while (size("-wal") < 8 * 1024 * 1024) write();
  expect(size()).toBe(before);
  while (size() === before) await Bun.sleep(20);
  expect(size()).toBeGreaterThan(1024 * 1024);
  while (size("-wal") < reserved) await Bun.sleep(20);
  // What is written next is moved again, and overwrites the log from its start: its file does not grow.
  const moved = { database: size(), log: size("-wal") };
  for (let n = 0; n < 8; n++) write();
  while (size() === moved.database) {
    expect(size("-wal")).toBe(moved.log);
    await Bun.sleep(20);
  }
});

test("the log's file gets its whole size soon, and what is written meanwhile is in it after a power cut", async () => {
  using folder = temporaryFolder();
  using image = temporaryFolder();
  using store = openStore(folder.path);
  store.serve();
  const file = join(folder.path, databaseFile);
  const user = store.users.addGuest("Ann");
  const write = (kilobytes: number) => {
    const guide_text = "x".repeat(kilobytes * 1024);
    const step = { title: "Long", target_action: null, guide_text, voice_guide_text: null };
    return store.lessons.create(user.id, { title: "Lesson", subtasks: [step] });
  };
  let lessons = 0;
  const size = () => statSync(`${file}-wal`).size;
  for (; size() < 2 * 1024 * 1024; lessons++) write(100);
  for (let commits = 0; size() < reserved; commits++) {
    if (commits < 100) {
      write(1);
      lessons += 1;
    }
    await Bun.sleep(1);
  }
  for (const ending of ["", "-wal"]) copyFileSync(file + ending, join(image.path, databaseFile + ending));
  using copy = new Database(join(image.path, databaseFile));
  expect(copy.query("SELECT count(*) AS n FROM lessons").get()).toEqual({ n: lessons });
  expect(copy.query("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
});

test("a SQLite that would take the question for its size for a checkpoint is not asked", async () => {
  expect(["3.43.2", "3.50.4", "3.51.0", "3.54.1", "4.0.0"].map(hasNoop)).toEqual([false, false, true, true, true]);
  using folder = temporaryFolder();
  const file = join(folder.path, "old.db");
  using sqlite = new Database(file);
  sqlite.run("PRAGMA journal_mode = WAL");
  const checkpoints: number[] = [];
  const turns = {
    next(commit: () => void) {
      checkpoints.push(statSync(file).size);
      commit();
    },
  };
  jest.useFakeTimers();
  using _ = openCheckpoints(sqlite, turns, lookAtFile(`${file}-wal`));
  sqlite.run("CREATE TABLE x AS SELECT randomblob(8000000) AS y");
  const before = statSync(file).size;
  for (let n = 0; statSync(file).size === before && n < 10; n++) jest.advanceTimersByTime(1000);
  expect(statSync(file).size).toBeGreaterThan(8_000_000);
  // Nothing was written since: the file is as large as it was, and its log is not moved again.
  jest.advanceTimersByTime(5000);
  expect(checkpoints).toEqual([before]);
});
