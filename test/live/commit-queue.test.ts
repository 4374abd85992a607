import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { openCommitQueue } from "../../src/live/commit-queue.ts";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/class.ts";

/** A queue of words on a real database; what became of each is in `done`. */
function openWords(data: string, timeoutMs: number) {
  const store = openStore(data);
  store.serve();
  const done: string[] = [];
  const queue = openCommitQueue<string, string>({
    turns: store.turns,
    timeoutMs,
    batch: store.log.batch,
    perform: (words) =>
      words.map((word) => {
        if (word === "bug") throw new TypeError("a bug");
        return `${word}: kept`;
      }),
    failed: () => done.push("failed"),
    refuse: (word, { code }) => `${word}: ${code}`,
    finish: (all) => done.push(...all),
  });
  const other = new Database(join(data, databaseFile));
  return {
    queue,
    done,
    lock: () => void other.run("BEGIN IMMEDIATE"),
    release: () => void other.run("ROLLBACK"),
    [Symbol.dispose]() {
      other.close();
      store[Symbol.dispose]();
    },
  };
}

const until = async (ready: () => boolean) => {
  while (!ready()) await Bun.sleep(1);
};

test("writes wait in order while another program holds the lock, and later ones queue behind them", async () => {
  using folder = temporaryFolder();
  using words = openWords(folder.path, 60_000);
  words.lock();
  for (const word of ["one", "two"]) words.queue.push(word);
  words.queue.flush();
  words.queue.push("three");
  words.queue.flush();
  expect(words.done).toEqual([]);
  words.release();
  await until(() => words.done.length === 3);
  expect(words.done).toEqual(["one: kept", "two: kept", "three: kept"]);
});

test("writes that waited too long are rejected, and later ones are kept", async () => {
  using folder = temporaryFolder();
  using words = openWords(folder.path, 100);
  words.lock();
  for (const word of ["one", "two"]) words.queue.push(word);
  await until(() => words.done.length === 2);
  expect(words.done).toEqual(["one: storage_failed", "two: storage_failed"]);
  words.release();
  words.queue.push("three");
  await until(() => words.done.length === 3);
  expect(words.done.at(-1)).toBe("three: kept");
});

test("a drain that takes too long rejects the waiting writes, and ends", async () => {
  using folder = temporaryFolder();
  using words = openWords(folder.path, 60_000);
  words.lock();
  words.queue.push("one");
  await words.queue.drain(50);
  expect(words.done).toEqual(["one: storage_failed"]);
  words.release();
});

test("a bug affects only the write that throws, and the order is kept", async () => {
  using folder = temporaryFolder();
  using words = openWords(folder.path, 60_000);
  for (const word of ["one", "bug", "two"]) words.queue.push(word);
  words.queue.flush();
  expect(words.done).toEqual(["failed", "one: kept", "failed", "bug: internal", "two: kept"]);
});
