import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/bun-sqlite";
import { migrate } from "drizzle-orm/bun-sqlite/migrator";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/class.ts";

const migrations = join(import.meta.dir, "../../src/store/migrations");

test("migrating an older database indexes its seats and pictures", () => {
  using folder = temporaryFolder();
  using old = temporaryFolder();
  cpSync(migrations, old.path, { recursive: true });
  const path = join(old.path, "meta/_journal.json");
  const journal = JSON.parse(readFileSync(path, "utf8"));
  // 0.3.0 had three migrations.
  writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, 3) }));
  {
    using sqlite = new Database(join(folder.path, databaseFile), { create: true });
    migrate(drizzle(sqlite), { migrationsFolder: old.path });
    sqlite.run("INSERT INTO users (name, role, created_at) VALUES ('Teacher', 'teacher', 0), ('Ann', 'guest', 0)");
    for (const [n, session] of ["one", "two"].entries()) {
      sqlite.run("INSERT INTO sessions VALUES (?, ?, 1, 0)", [session, `CODE${n}`]);
      const url = `http://192.168.0.7:8000/uploads/${"a".repeat(43)}.png`;
      for (const [seq, type, data] of [
        [1, "participant.joined", { id: `teacher-${session}`, user_id: 1 }],
        [2, "participant.joined", { id: `ann-${session}`, user_id: 2 }],
        [3, "participant.joined", { id: `gone-${session}`, user_id: 3 }],
        [4, "important.marked", { capture_url: url }],
        [5, "question.asked", { capture_url: null }],
      ] as const) {
        sqlite.run("INSERT INTO events (session_id, seq, at, type, data) VALUES (?, ?, ?, ?, ?)", [
          session,
          seq,
          n * 10 + seq,
          type,
          JSON.stringify(data),
        ]);
      }
    }
  }
  using _ = openStore(folder.path);
  using sqlite = new Database(join(folder.path, databaseFile), { readonly: true });
  expect(sqlite.query("SELECT session_id, user_id, participant_id, browser FROM seats ORDER BY 1, 2").all()).toEqual([
    { session_id: "one", user_id: 1, participant_id: "teacher-one", browser: null },
    { session_id: "one", user_id: 2, participant_id: "ann-one", browser: null },
    { session_id: "two", user_id: 1, participant_id: "teacher-two", browser: null },
    { session_id: "two", user_id: 2, participant_id: "ann-two", browser: null },
  ]);
  expect(sqlite.query("SELECT name, session_id FROM uploads").all()).toEqual([
    { name: `${"a".repeat(43)}.png`, session_id: "one" },
  ]);
  expect(sqlite.query("SELECT name, name_key FROM users ORDER BY id").all()).toEqual([
    { name: "Teacher", name_key: "teacher" },
    { name: "Ann", name_key: null },
  ]);
});
