import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { closeSync, openSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { countOrphans, maxBytesAtStart } from "../../src/store/check.ts";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { lectern, serving } from "../cli/program.ts";
import { temporaryFolder } from "../support/class.ts";

setDefaultTimeout(60_000);

/** Creates a database of about this many bytes. */
function fill(data: string, bytes: number): string {
  openStore(data)[Symbol.dispose]();
  const file = join(data, databaseFile);
  using sqlite = new Database(file);
  const insert = sqlite.query("INSERT INTO users (name, role, created_at) VALUES (?, 'guest', 0)");
  sqlite.transaction(() => {
    for (let n = 0; n * 1000 < bytes; n++) insert.run(`${n} ${"x".repeat(980)}`);
  })();
  return file;
}

/** Overwrites six pages in the middle, like a failing disk. */
function damage(file: string): void {
  const handle = openSync(file, "r+");
  const middle = Math.floor(statSync(file).size / 2 / 4096) * 4096;
  for (let page = 0; page < 6; page++) writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, middle + page * 4096);
  closeSync(handle);
}

describe("a damaged database", () => {
  test("is detected at start; one line says so and what to do", async () => {
    using folder = temporaryFolder();
    damage(fill(folder.path, 300_000));
    const { exit, err } = await lectern(["serve", "--port", "0", "--data", folder.path]);
    expect(exit).toBe(1);
    expect(err).toStartWith(`lectern: The database ${join(folder.path, databaseFile)} is damaged (`);
    expect(err).toContain("lectern restore FILE --replace");
    expect(err.trim().split("\n").length).toBe(1);
  });

  test("is detected by lectern check; an undamaged one passes", async () => {
    using folder = temporaryFolder();
    const file = fill(folder.path, 300_000);
    expect(await lectern(["check", "--data", folder.path])).toEqual({
      exit: 0,
      out: "The database is not damaged.\n",
      err: "",
    });
    damage(file);
    const { exit, err } = await lectern(["check", "--data", folder.path]);
    expect([exit, err]).toEqual([1, expect.stringContaining("is damaged (")]);
  });

  test("that is large does not delay the start: another process detects the damage, and the server logs it", async () => {
    using folder = temporaryFolder();
    const file = fill(folder.path, maxBytesAtStart + 1_000_000);
    damage(file);
    await using server = await serving(folder.path);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    await server.logs("is damaged (");
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    server.signal("SIGTERM");
    expect(await server.exited).toBe(0);
  });
});

test("rows that refer to others that do not exist are counted, also those of tables without a foreign key", () => {
  using folder = temporaryFolder();
  openStore(folder.path)[Symbol.dispose]();
  using sqlite = new Database(join(folder.path, databaseFile));
  expect(countOrphans(sqlite)).toEqual([]);
  for (const seq of [1, 2]) {
    sqlite.run("INSERT INTO events (session_id, seq, at, type, data) VALUES ('gone', ?, 0, 'x', '{}')", [seq]);
  }
  sqlite.run("INSERT INTO activity (session_id, participant_id, last_active_at) VALUES ('gone', 'ann', 0)");
  expect(countOrphans(sqlite)).toEqual([
    { table: "activity", rows: 1 },
    { table: "events", rows: 2 },
  ]);
});
