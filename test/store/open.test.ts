import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InstanceError, lockFolder } from "../../src/store/lock.ts";
import journal from "../../src/store/migrations/meta/_journal.json";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { openServerProcess } from "../support/process.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

const names = (sqlite: Database) =>
  sqlite
    .query<{ name: string }, []>(
      "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all()
    .map(({ name }) => name);

describe("the data folder", () => {
  test("is created if it is missing, accessible to its owner only, with all tables and views", () => {
    using folder = temporaryFolder();
    const data = join(folder.path, "a class", "with ünusual names");
    using store = openStore(data);
    expect(store.users.list()).toEqual([]);
    if (process.platform !== "win32") expect(statSync(data).mode & 0o777).toBe(0o700);
    using sqlite = new Database(join(data, databaseFile), { readonly: true });
    expect(names(sqlite)).toEqual([
      "__drizzle_migrations",
      "activity",
      "alerts",
      "answers",
      "audit",
      "blocks",
      "capabilities",
      "co_teachers",
      "command_ids",
      "corrections",
      "credentials",
      "devices",
      "events",
      "folders",
      "gauge_studies",
      "gauge_values",
      "imports",
      "lesson_pictures",
      "lesson_versions",
      "lessons",
      "limits",
      "measurements",
      "messages",
      "meta",
      "participants",
      "point_changes",
      "points",
      "preferences",
      "product_permissions",
      "products",
      "questions",
      "receipts",
      "screens",
      "seats",
      "session_pictures",
      "sessions",
      "snapshots",
      "step_controls",
      "subtasks",
      "tag_sets",
      "tag_values",
      "uploads",
      "users",
    ]);
  });

  test("keeps its content when opened again, and migrations run once", () => {
    using folder = temporaryFolder();
    for (let n = 0; n < 3; n++) {
      using store = openStore(folder.path);
      expect(store.users.ownerAccount()).toEqual({ id: 1, name: "Teacher", role: "teacher" });
    }
    using sqlite = new Database(join(folder.path, databaseFile));
    expect(sqlite.query("SELECT count(*) AS count FROM __drizzle_migrations").get()).toEqual({
      count: journal.entries.length,
    });
  });

  test("contains a single file after the store is closed: the write-ahead log is empty", () => {
    using folder = temporaryFolder();
    {
      using store = openStore(folder.path);
      store.users.addGuest("Ann");
      expect(readdirSync(folder.path).sort()).toEqual([databaseFile, `${databaseFile}-shm`, `${databaseFile}-wal`]);
    }
    expect(readdirSync(folder.path)).toEqual([databaseFile]);
  });

  test("is readable with a SQL tool: who was in a class, and what the teacher did", async () => {
    using folder = temporaryFolder();
    await using server = await openTestServer({ data: folder.path });
    await using class_ = await openClass({ server });
    await class_.join("Ann");
    const { id } = class_.session;
    await class_.call("POST", `/api/sessions/${id}/steps/1/start`, class_.teacher, { message: "here we go" });
    await class_.call("POST", `/api/sessions/${id}/pause`, class_.teacher);
    using sqlite = new Database(join(folder.path, databaseFile), { readonly: true });
    expect(sqlite.query("SELECT nickname, role FROM participants ORDER BY seq").all()).toEqual([
      { nickname: "Teacher", role: "INSTRUCTOR" },
      { nickname: "Ann", role: "STUDENT" },
    ]);
    expect(sqlite.query("SELECT action, subtask_id, message FROM step_controls ORDER BY seq").all()).toEqual([
      { action: "START_STEP", subtask_id: 1, message: "here we go" },
      { action: "PAUSE", subtask_id: null, message: "" },
    ]);
  });
});

describe("F2 one server per data folder", () => {
  test("a second lock is rejected with an error that says why", () => {
    using folder = temporaryFolder();
    using _ = lockFolder(folder.path);
    const again = () => lockFolder(folder.path);
    expect(again).toThrow(new InstanceError(`Lectern is already running on ${folder.path}.`));
    expect(again).toThrow(InstanceError);
  });

  test("a second process is rejected; after a kill -9 of the first the folder is free immediately", async () => {
    using folder = temporaryFolder();
    await using first = await openServerProcess(folder.path);
    const rejected = await openTestServer({ data: folder.path }).catch((cause: unknown) => cause);
    expect(rejected).toBeInstanceOf(InstanceError);
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
    await first.kill();
    await using second = await openTestServer({ data: folder.path });
    expect((await fetch(`${second.url}/healthz`)).status).toBe(200);
  });

  test("the lock can be taken again after its release", () => {
    using folder = temporaryFolder();
    for (let n = 0; n < 3; n++) {
      using lock = lockFolder(folder.path);
      expect(lock).toBeDefined();
    }
  });
});

describe("D6 a backup while the class writes", () => {
  test("is a complete database: a prefix of the log without a gap, with everything answered before it", async () => {
    using folder = temporaryFolder();
    await using server = await openTestServer({ data: folder.path });
    await using class_ = await openClass({ server });
    const { token } = await class_.join("Ann");
    await using socket = await TestSocket.open(`${class_.url}/ws/live/${class_.session.code}`, token);
    await socket.until("welcome");
    const ask = (n: number) => socket.send({ type: "help.request", id: `${n}`, data: { message: `${n}` } });
    let answered = 0;
    for (let n = 0; n < 600; n++) ask(n);
    for (; answered < 300; answered++) await socket.until("ok");
    const file = join(folder.path, "backup.db");
    // Like `lectern backup`: over a separate connection, while the server runs.
    using store = openStore(folder.path);
    store.backup(file);
    for (; answered < 600; answered++) await socket.until("ok");
    expect(() => store.backup(file)).toThrow();
    expect(existsSync(`${file}-wal`)).toBe(false);

    using sqlite = new Database(file, { readonly: true });
    expect(sqlite.query("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    const rows = sqlite
      .query<{ seq: number; mark: string | null }, []>(
        "SELECT seq, json_extract(data, '$.message') AS mark FROM events ORDER BY seq",
      )
      .all();
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, n) => n + 1));
    const marks = rows.flatMap(({ mark }) => (mark === null ? [] : [Number(mark)]));
    expect(marks).toEqual(marks.map((_, n) => n));
    expect(marks.length).toBeGreaterThanOrEqual(300);
    const { answers } = sqlite.query<any, []>("SELECT count(client_id) AS answers FROM events").get();
    expect(answers).toBe(marks.length);
  });
});
