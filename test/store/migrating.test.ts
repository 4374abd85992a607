import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { lectern } from "../cli/program.ts";
import { temporaryFolder } from "../support/class.ts";
import { makeNewer, makeOldData } from "../support/old-data.ts";

setDefaultTimeout(30_000);

const copiesIn = (data: string) => (existsSync(join(data, "backups")) ? readdirSync(join(data, "backups")).sort() : []);
const migrationsOf = (file: string) => {
  using sqlite = new Database(file, { readonly: true });
  const { count } = sqlite.query("SELECT count(*) AS count FROM __drizzle_migrations").get() as { count: number };
  const users = sqlite.query("SELECT name FROM users").values().flat();
  return { count, users };
};

describe("before a migration, a copy of the database is made", () => {
  test.each([1, 2, 3])("for a database with %p migrations", (count) => {
    using folder = temporaryFolder();
    makeOldData(folder.path, count);
    openStore(folder.path)[Symbol.dispose]();
    const [copy = "", ...others] = copiesIn(folder.path);
    expect(copy).toMatch(/^before-migration-\d{8}T\d{6}Z\.db$/);
    expect(others).toEqual([]);
    expect(migrationsOf(join(folder.path, "backups", copy))).toEqual({ count, users: ["Kim"] });
    expect(migrationsOf(join(folder.path, databaseFile)).count).toBeGreaterThan(count);
  });

  test("only once; the last three copies are kept; a new database is not copied", () => {
    using folder = temporaryFolder();
    openStore(folder.path)[Symbol.dispose]();
    expect(copiesIn(folder.path)).toEqual([]);
    const data = join(folder.path, "old");
    makeOldData(data, 2);
    mkdirSync(join(data, "backups"));
    const old = ["01", "02", "03", "04"].map((day) => `before-migration-202001${day}T000000Z.db`);
    for (const name of [...old, "mine.db", "before-migration-x.db.unfinished"]) {
      writeFileSync(join(data, "backups", name), "");
    }
    for (let n = 0; n < 2; n++) openStore(data)[Symbol.dispose]();
    expect(copiesIn(data)).toEqual([...old.slice(2), expect.stringMatching(/^before-migration-2\d{7}T/), "mine.db"]);
  });

  test("and if it cannot be written, nothing is migrated and one line says so", async () => {
    using folder = temporaryFolder();
    makeOldData(folder.path, 2);
    // A file in place of the folder: as on a full disk, the copy cannot be written.
    writeFileSync(join(folder.path, "backups"), "");
    const { exit, err } = await lectern(["serve", "--port", "0", "--data", folder.path]);
    expect([exit, err]).toEqual([1, expect.stringContaining("it could not be copied into")]);
    expect(err.split("\n").filter((line) => line.startsWith("lectern: ")).length).toBe(1);
    expect(migrationsOf(join(folder.path, databaseFile)).count).toBe(2);
  });
});

describe("data of a newer version is rejected with one line and not changed", () => {
  test.each(["serve --port 0", "session list", "user list", "backup x.tar"])("by lectern %s", async (line) => {
    using folder = temporaryFolder();
    openStore(folder.path)[Symbol.dispose]();
    makeNewer(folder.path);
    const before = migrationsOf(join(folder.path, databaseFile));
    const { exit, err } = await lectern([...line.split(" "), "--data", folder.path], { cwd: folder.path });
    expect([exit, err]).toEqual([1, expect.stringContaining("A newer version of Lectern has written")]);
    expect(err.split("\n").filter((line) => line.startsWith("lectern: ")).length).toBe(1);
    expect(err).not.toContain(" at ");
    expect(migrationsOf(join(folder.path, databaseFile))).toEqual(before);
    expect(existsSync(join(folder.path, "x.tar"))).toBe(false);
  });
});
