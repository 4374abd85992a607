import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { openApplier } from "../../src/cluster/applying.ts";
import { openFailure } from "../../src/cluster/failure.ts";
import { openRows } from "../../src/cluster/rows.ts";
import { readTables } from "../../src/cluster/tables.ts";

function openCopy() {
  const sqlite = new Database(":memory:");
  sqlite.run("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT, picture BLOB)");
  const failure = openFailure(() => {});
  const read = new Map([["a", 7]]);
  const applier = openApplier({ rows: openRows(sqlite, readTables(sqlite)), failure, read });
  const count = () => sqlite.query<{ n: number }, []>("SELECT count(*) AS n FROM notes").get()?.n;
  return { sqlite, failure, read, applier, count };
}

const commit = (node: string, n: number, rows: object[]) => ({
  node,
  n: String(n),
  changes: JSON.stringify([{ table: "notes", kind: "add", columns: ["id", "text", "picture"], rows }]),
});

test("a long backlog is applied in its order, and the event loop goes on meanwhile", async () => {
  const { sqlite, applier, read, count } = openCopy();
  const text = "x".repeat(30_000);
  const commits = Array.from({ length: 20 }, (_, n) =>
    commit("a", 8 + n, [{ id: n % 10, text: `${n} ${text}`, picture: null }]),
  );
  const counts: unknown[] = [];
  const watching = setImmediate(() => counts.push(count()));
  await applier.apply(commits);
  clearImmediate(watching);
  expect(counts).toEqual([expect.any(Number)]);
  expect(counts[0]).toBeLessThan(10);
  expect(read.get("a")).toBe(27);
  expect(applier.applied).toBe(20);
  const found = sqlite.query<{ n: string }, []>("SELECT substr(text, 1, 2) AS n FROM notes ORDER BY id").all();
  expect(found.map(({ n }) => Number(n))).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
});

test("bytes are stored as bytes", async () => {
  const { sqlite, applier } = openCopy();
  await applier.apply([commit("b", 1, [{ id: 1, text: null, picture: "\\x00ff10" }])]);
  expect(sqlite.query("SELECT text, picture FROM notes").get()).toEqual({
    text: null,
    picture: new Uint8Array([0, 255, 16]),
  });
});

test("what does not fit on a full disk is applied once there is space", async () => {
  const { sqlite, applier, failure, read, count } = openCopy();
  const large = commit("a", 8, [{ id: 1, text: "x".repeat(100_000), picture: null }]);
  sqlite.run("PRAGMA max_page_count = 4");
  await expect(applier.apply([large])).rejects.toMatchObject({ code: "unavailable", retryAfter: 1 });
  expect([count(), read.get("a"), failure.reason]).toEqual([0, 7, undefined]);
  sqlite.run("PRAGMA max_page_count = 4000");
  await applier.apply([large]);
  expect([count(), read.get("a")]).toEqual([1, 8]);
});

test("if one is missing, nothing after it is applied, and the node refuses everything", async () => {
  const { applier, failure, read, count } = openCopy();
  const one = (n: number) => commit("a", n, [{ id: n, text: "", picture: null }]);
  await expect(applier.apply([one(8), one(10)])).rejects.toThrow("The database does not answer");
  expect(count()).toBe(0);
  expect(read.get("a")).toBe(7);
  expect(() => failure.check()).toThrow("The database does not answer");
});
