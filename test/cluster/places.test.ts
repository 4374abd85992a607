import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { placeOf, tablesWithWriter } from "../../src/cluster/places.ts";
import { readTables } from "../../src/cluster/tables.ts";
import { migrateDatabase } from "../../src/store/migrating.ts";

test("every table has a writer, a key, and columns that PostgreSQL knows", () => {
  using sqlite = new Database(":memory:", { strict: true });
  migrateDatabase(sqlite, {});
  const names = readTables(sqlite).map(({ name }) => name);
  expect(names).toEqual([...tablesWithWriter].sort());
});

test("a session's events belong to the session, measurements to the board, accounts to nobody", () => {
  expect(placeOf("events", { session_id: "s1" }, undefined)).toBe("s1");
  expect(placeOf("measurements", { id: 1 }, undefined)).toBe("board");
  expect(placeOf("lessons", { id: 1 }, undefined)).toBe("accounts");
  expect(placeOf("users", { id: 1 }, undefined)).toBeUndefined();
  expect(placeOf("products", { id: 1 }, ["process"])).toBe("board");
  expect(placeOf("products", { id: 1 }, ["owner_id"])).toBeUndefined();
});
