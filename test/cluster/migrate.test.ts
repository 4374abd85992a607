/** `lectern migrate`: between a data folder and PostgreSQL, and from older versions. */
import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SQL } from "bun";
import { findPostgres } from "../../scripts/prepare.ts";
import { copyIntoPostgres } from "../../src/cluster/copying.ts";
import { openPostgres } from "../../src/cluster/postgres.ts";
import { createSchema } from "../../src/cluster/shared-schema.ts";
import { readTables } from "../../src/cluster/tables.ts";
import { versionOfTables } from "../../src/store/migrating.ts";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { lecternInProcess } from "../cli/in-process.ts";
import { startedAt } from "../store/written-by/asked.ts";
import { differencesFrom } from "../store/written-by/compare.ts";
import { versions, writeOld } from "../store/written-by/open.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { openNode } from "../support/nodes.ts";
import { runSql } from "../support/postgres.ts";
import { usePostgres } from "../support/use-postgres.ts";

setDefaultTimeout(30_000);
const later = () => startedAt + 3_600_000;

const migrate = (...args: string[]) => lecternInProcess(["migrate", ...args]);

describe.skipIf(!findPostgres())("lectern migrate", () => {
  const postgres = usePostgres();

  test.each(versions)(
    "a database written by %s answers the same in PostgreSQL, and back in a folder",
    async (version) => {
      using folder = temporaryFolder();
      const [first, second] = [join(folder.path, "first"), join(folder.path, "second")];
      writeOld(version, first);
      const name = `${"p".repeat(43)}.png`;
      mkdirSync(join(first, "uploads"));
      writeFileSync(join(first, "uploads", name), new Uint8Array([1, 2, 255, 0]));
      const database = await postgres.newDatabase();

      const there = await migrate("--from", first, "--to", database);
      expect(there).toMatchObject({ exit: 0 });
      expect(there.out).toMatch(/^Copied and compared \d+ rows and 1 pictures\.\n$/);
      {
        await using server = await openTestServer({ database, now: later });
        expect(await differencesFrom(version, server)).toEqual([]);
        expect((await fetch(`${server.url}/uploads/${name}`)).status).toBe(200);
      }
      const back = await migrate("--from", database, "--to", second);
      expect(back).toMatchObject({ exit: 0 });
      expect(Array.from(await Bun.file(join(second, "uploads", name)).bytes())).toEqual([1, 2, 255, 0]);
      // Clients start over: nobody resumes with a number that another history has given to another event.
      expect(epochOf(second)).not.toBe(await sharedEpoch(database));
      await using server = await openTestServer({ data: second, now: later });
      expect(await differencesFrom(version, server)).toEqual([]);
    },
  );

  test.each(versions)("the first server of this version updates tables written by %s", async (version) => {
    using folder = temporaryFolder();
    const database = await postgres.newDatabase();
    await fillOld(version, { database, folder: join(folder.path, "old") });
    const data = join(folder.path, "data");
    {
      await using server = await openTestServer({ data, database, now: later });
      expect(await differencesFrom(version, server)).toEqual([]);
    }
    expect(readdirSync(join(data, "backups"))).toEqual([expect.stringMatching(/^before-migration-.*\.db$/)]);
    expect(readdirSync(data)).not.toContain("updating.db");
    await using second = await openTestServer({ database, now: later });
    expect(await differencesFrom(version, second)).toEqual([]);
  });

  test("--update does it without a server; not while an older one is running", async () => {
    using folder = temporaryFolder();
    const database = await postgres.newDatabase();
    await fillOld("0.3.0", { database, folder: join(folder.path, "old") });
    await using sql = new SQL(database, { max: 1 });
    await sql`INSERT INTO lectern.nodes VALUES ('x', 'http://old.test', now() + interval '1 minute')`;
    const args = ["--update", database, "--data", join(folder.path, "data")];
    expect((await migrate(...args)).err).toStartWith("lectern: Lectern is running on this database (http://old.test)");
    await sql`UPDATE lectern.nodes SET lease_until = now()`;
    expect(await migrate(...args)).toMatchObject({ exit: 0, out: "The tables are those of this version.\n" });
    const [{ n }] = await sql`SELECT count(*)::int AS n FROM lectern.seats`;
    expect(n).toBeGreaterThan(0);
    await sql`UPDATE lectern.facts SET value = '9999999999999' WHERE key = 'version of the tables'`;
    expect((await migrate(...args)).err).toBe(
      "lectern: A newer version of Lectern has written this PostgreSQL database: use that version.\n",
    );
  });

  test("every kind of value is the same afterwards, and numbers go on", async () => {
    using folder = temporaryFolder();
    const [first, second] = [join(folder.path, "first"), join(folder.path, "second")];
    const room = await openClass({ server: await openTestServer({ data: first }) });
    await room.join("Zoë 👩‍🚀 \\u0041 \\x00 \"'");
    const product = { code: "A", name: "가", unit: "mm", target: 0.1 + 0.2, subgroup_size: 1 };
    expect((await room.call("POST", "/api/spc/products", room.teacher, product)).status).toBe(201);
    await room[Symbol.asyncDispose]();
    const database = await postgres.newDatabase();
    expect(await migrate("--from", first, "--to", database)).toMatchObject({ exit: 0 });
    expect(await migrate("--from", database, "--to", second)).toMatchObject({ exit: 0 });
    expect(rowsOf(second)).toEqual(rowsOf(first));
  });

  test("data at the target is kept, unless --replace says otherwise", async () => {
    using folder = temporaryFolder();
    const [first, second] = [join(folder.path, "first"), join(folder.path, "second")];
    for (const data of [first, second]) {
      using store = openStore(data);
      await store.users.add({ name: data === first ? "Kim" : "Lee", role: "teacher", password: "long-enough-1" });
    }
    const database = await postgres.newDatabase();
    expect((await migrate("--from", first, "--to", database)).exit).toBe(0);
    expect((await migrate("--from", second, "--to", database)).err).toEndWith(
      "lectern: There is data in this database: use --replace.\n",
    );
    expect((await migrate("--from", database, "--to", second)).err).toContain(
      `There is data in ${second}: use --replace`,
    );
    expect(namesIn(second)).toEqual(["Lee"]);
    expect((await migrate("--from", second, "--to", database, "--replace")).err).toContain("then add --yes");
    expect((await migrate("--from", second, "--to", database, "--replace", "--yes")).exit).toBe(0);
    expect((await migrate("--from", database, "--to", first, "--replace")).exit).toBe(0);
    expect(namesIn(first)).toEqual(["Lee"]);
  });

  test("it says in one line what it cannot copy", async () => {
    using folder = temporaryFolder();
    using _ = openStore(folder.path);
    const database = await postgres.newDatabase();
    const lineOf = async (...args: string[]) => {
      const { exit, err } = await migrate(...args);
      return `${exit} ${err.trim().split("\n").at(-1)}`;
    };
    expect(await lineOf()).toBe("2 lectern: migrate needs --from and --to: see --help.");
    expect(await lineOf("--from", "a", "--to", "b")).toBe(
      "2 lectern: One of --from and --to is a folder, the other one a database, postgres://…",
    );
    expect(await lineOf("--from", database, "--to", join(folder.path, "x"))).toBe(
      "1 lectern: There is no data of Lectern in this database.",
    );
    expect(await lineOf("--from", join(folder.path, "nothing"), "--to", database)).toInclude(
      "There is no Lectern data in",
    );
    const missing = database.replace(/\/\w+$/, "/missing");
    expect(await lineOf("--from", folder.path, "--to", missing)).toBe(
      "1 lectern: PostgreSQL has no database of the name in --database: create it first.",
    );
    expect(await lineOf("--from", folder.path, "--to", "postgres://x@127.0.0.1:1/x")).toStartWith(
      "1 lectern: PostgreSQL does not answer",
    );
    await using node = await openNode(database, "http://one.test");
    expect(node.taken).toEqual([]);
    const running = "1 lectern: Lectern is running on this database (http://one.test): stop it first.";
    expect(await lineOf("--from", folder.path, "--to", database)).toStartWith(running);
    expect(await lineOf("--from", database, "--to", join(folder.path, "x"))).toStartWith(running);
  });

  test("a database that was restored gets a new epoch at the next start", async () => {
    const database = await postgres.newDatabase();
    await (await openNode(database))[Symbol.asyncDispose]();
    const before = await sharedEpoch(database);
    await (await openNode(database))[Symbol.asyncDispose]();
    expect(await sharedEpoch(database)).toBe(before);
    const copying = `CREATE DATABASE restored TEMPLATE ${new URL(database).pathname.slice(1)}`;
    await runSql(postgres.urlOf("postgres"), copying);
    const restored = postgres.urlOf("restored");
    await using node = await openNode(restored);
    expect(node.cluster.store.epoch).not.toBe(before);
    expect(node.cluster.store.epoch).toBe(await sharedEpoch(restored));
  });
});

/** Puts a database into PostgreSQL with the tables that it has. */
async function fillOld(version: string, { database, folder }: { database: string; folder: string }): Promise<void> {
  writeOld(version, folder);
  using sqlite = new Database(join(folder, databaseFile), { strict: true });
  const tables = readTables(sqlite);
  const postgres = openPostgres(database, 1);
  await postgres.writeTogether(async (query) => {
    await createSchema(query, { tables, version: versionOfTables(sqlite) });
    await copyIntoPostgres(query, { sqlite, tables });
  });
  await postgres.close();
}

function epochOf(data: string): string {
  using store = openStore(data);
  return store.epoch;
}

async function sharedEpoch(database: string): Promise<string> {
  const [row] = await runSql(database, "SELECT value FROM lectern.meta WHERE key = 'epoch'");
  return row?.value;
}

function namesIn(data: string): string[] {
  using store = openStore(data);
  return store.users.list().map(({ name }) => name);
}

/** All rows of a folder's database, and its last numbers. */
function rowsOf(data: string): Record<string, unknown> {
  using sqlite = new Database(join(data, databaseFile));
  const names = readTables(sqlite).map(({ name }) => name);
  return Object.fromEntries(
    [...names.filter((name) => name !== "meta"), "sqlite_sequence"].map((name) => {
      const order = name === "sqlite_sequence" ? "WHERE seq > 0 ORDER BY name" : "";
      return [name, sqlite.query(`SELECT * FROM "${name}" ${order}`).values()];
    }),
  );
}
