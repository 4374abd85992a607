/** Nodes that must not go on: two with the same address, one of an older version, and one that has what was lost. */
import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { findPostgres } from "../../scripts/prepare.ts";
import { openPostgres } from "../../src/cluster/postgres.ts";
import { createSchema, dropTables, lockSchema } from "../../src/cluster/shared-schema.ts";
import { readTables } from "../../src/cluster/tables.ts";
import { Fault } from "../../src/domain/faults.ts";
import { migrateDatabase, schemaVersion } from "../../src/store/migrating.ts";
import { openTestServer } from "../support/class.ts";
import { openNode, openStarting, type TestNode } from "../support/nodes.ts";
import { runSql } from "../support/postgres.ts";
import { freePort } from "../support/program.ts";
import { until } from "../support/until.ts";
import { usePostgres } from "../support/use-postgres.ts";

/** Adds an account of a guest, which every node may do; resolves with what the commit was rejected with. */
async function addGuest({ cluster: { store } }: TestNode): Promise<unknown> {
  try {
    store.users.addGuest("Ann");
    await store.confirm();
    return undefined;
  } catch (cause) {
    return cause;
  }
}

const unavailable = expect.objectContaining({ code: "unavailable" });

/** Holds the lock that nodes take to join until as many of them wait for it. */
async function untilJoining(url: string, nodes: number, join = () => {}): Promise<void> {
  const other = openPostgres(url, 1);
  await other.writeTogether(async (query) => {
    await lockSchema(query);
    join();
    const waiting = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    await until(async () => (await query(waiting)).length === nodes);
  });
  await other.close();
}

describe.skipIf(!findPostgres())("a node does not start with the address of another one", () => {
  const postgres = usePostgres();

  test("as long as that one renews its lease", async () => {
    const url = await postgres.newDatabase();
    await using first = await openNode(url, "http://same.test");
    const second = openNode(url, "http://same.test");
    const answer = await second.then(() => "it started", String);
    expect(answer).toContain("has the address http://same.test: give each server a unique --node-url");
    expect(await addGuest(first)).toBeUndefined();
    // A server says it like this, too.
    const third = openTestServer({ database: url, nodeUrl: "http://same.test" });
    expect(await third.then(() => "it started", String)).toContain("--node-url");
  });

  test("of two that join at the same moment, one starts", async () => {
    const url = await postgres.newDatabase();
    await using first = await openStarting(url, "http://same.test");
    await using second = await openStarting(url, "http://same.test");
    let joining: Promise<string>[] = [];
    await untilJoining(url, 2, () => {
      joining = [first, second].map(({ cluster }) => cluster.join().then(() => "it started", String));
    });
    const answers = await Promise.all(joining);
    expect(answers.toSorted()).toEqual([expect.stringContaining("has the address http://same.test"), "it started"]);
  }, 20_000);

  test("but in the place of one that was killed, and is ready once that one's lease has ended", async () => {
    const url = await postgres.newDatabase();
    await (await openNode(url, "http://same.test"))[Symbol.asyncDispose]();
    await runSql(url, "UPDATE lectern.nodes SET lease_until = now() + interval '1 hour'");
    const port = Number(await freePort());
    const starting = openTestServer({ database: url, nodeUrl: "http://same.test", port });
    const readiness = () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ status }) => status,
        () => undefined,
      );
    await until(async () => (await readiness()) === 503);
    // It looks, and looks again because it has found the other one.
    await untilJoining(url, 1);
    await untilJoining(url, 1);
    expect(await readiness()).toBe(503);
    expect(await runSql(url, "SELECT 1 FROM lectern.nodes WHERE lease_until > now()")).toHaveLength(1);
    await runSql(url, "UPDATE lectern.nodes SET lease_until = now()");
    await using _again = await starting;
    expect(await readiness()).toBe(200);
  }, 20_000);
});

describe.skipIf(!findPostgres())("nodes that start at the same moment", () => {
  const postgres = usePostgres();

  test("start on a new database, with the same epoch", async () => {
    const url = await postgres.newDatabase();
    const nodes = await Promise.all([1, 2].map(() => openNode(url)));
    expect(nodes[1]?.cluster.store.epoch).toBe(String(nodes[0]?.cluster.store.epoch));
    for (const node of nodes) {
      expect(await addGuest(node)).toBeUndefined();
      await node[Symbol.asyncDispose]();
    }
  });
});

describe.skipIf(!findPostgres())("nodes with the same tables", () => {
  const postgres = usePostgres();

  test("can commit, whichever of their versions created these", async () => {
    const url = await postgres.newDatabase();
    await using first = await openNode(url);
    const functions = "SELECT proname AS name FROM pg_proc WHERE pronamespace = 'lectern'::regnamespace";
    const [own] = await runSql(url, functions);
    // As if the version that created the tables committed in another way, and still ran.
    await runSql(url, `ALTER FUNCTION lectern.${own?.name} RENAME TO commit_changes_of_another_version`);
    await using second = await openNode(url);
    expect(await addGuest(second)).toBeUndefined();
    expect(await addGuest(first)).toBeUndefined();
    expect(await runSql(url, functions)).toContainEqual({ name: "commit_changes_of_another_version" });
  });
});

describe.skipIf(!findPostgres())("a node refuses everything until it is started again", () => {
  const postgres = usePostgres();

  /** Replaces tables by empty ones, although nodes are running. */
  async function replaceTables(url: string, which: "all" | "updated", version = schemaVersion()): Promise<void> {
    using sqlite = new Database(":memory:", { strict: true });
    migrateDatabase(sqlite, {});
    const other = openPostgres(url, 1);
    await other.writeTogether(async (query) => {
      await dropTables(query, which);
      await createSchema(query, { tables: readTables(sqlite), version });
    });
    await other.close();
  }

  /** Replaces the data by none, as `lectern restore --replace` does. */
  const restore = (url: string) => replaceTables(url, "all");

  test("if a backup was restored while it was suspended, even if it has written nothing before", async () => {
    const url = await postgres.newDatabase();
    await using first = await openNode(url);
    await using second = await openNode(url);
    expect(await addGuest(first)).toBeUndefined();
    await restore(url);
    expect(await addGuest(second)).toEqual(unavailable);
    expect(await runSql(url, "SELECT 1 FROM lectern.users")).toEqual([]);
    expect(second.cluster.failure.reason).toContain("restored");
    // It has what the restore deleted.
    await until(() => first.cluster.failure.reason !== undefined);
    await using again = await openNode(url);
    expect(await addGuest(again)).toBeUndefined();
  });

  test("if a backup was restored while it was starting", async () => {
    const url = await postgres.newDatabase();
    await using starting = await openStarting(url, "http://starting.test");
    await restore(url);
    await using other = await openNode(url);
    expect(await addGuest(other)).toBeUndefined();
    await expect(starting.cluster.join()).rejects.toThrow("restored");
    expect(await runSql(url, "SELECT 1 FROM lectern.nodes WHERE url = 'http://starting.test'")).toEqual([]);
  });

  test("if a newer version updated the tables while it was suspended", async () => {
    const url = await postgres.newDatabase();
    await using node = await openNode(url);
    await node.cluster.placement.enter("s1");
    await replaceTables(url, "updated", schemaVersion() + 1);
    expect(await addGuest(node)).toEqual(unavailable);
    expect(node.cluster.failure.reason).toContain("newer version");
    expect(node.lost).toEqual(["s1"]);
    expect(await runSql(url, "SELECT 1 FROM lectern.users")).toEqual([]);
    // It is not among the nodes any more, and does not come back.
    expect(() => node.cluster.placement.enter("s1")).toThrow(Fault);
    expect(await runSql(url, "SELECT 1 FROM lectern.nodes WHERE lease_until > now()")).toEqual([]);
  });

  test("if it writes nothing, too, when it wants to renew its lease", async () => {
    const url = await postgres.newDatabase();
    await using node = await openNode(url);
    await runSql(url, "UPDATE lectern.facts SET value = '1' || value WHERE key = 'generation'");
    await runSql(url, "DELETE FROM lectern.nodes");
    await until(() => node.cluster.failure.reason !== undefined);
    expect(await runSql(url, "SELECT 1 FROM lectern.nodes")).toEqual([]);
  });

  test("if another node has its address when its own lease has ended", async () => {
    const url = await postgres.newDatabase();
    await using node = await openNode(url, "http://same.test");
    await runSql(
      url,
      `WITH replaced AS (DELETE FROM lectern.nodes)
      INSERT INTO lectern.nodes VALUES ('other', 'http://same.test', now() + interval '1 hour')`,
    );
    await until(() => node.cluster.failure.reason !== undefined);
    expect(node.cluster.failure.reason).toContain("has the address http://same.test");
    expect(await runSql(url, "SELECT id FROM lectern.nodes")).toEqual([{ id: "other" }]);
  });

  test("if a standby that did not have its last commit has taken over", async () => {
    const url = await postgres.newDatabase();
    await using node = await openNode(url);
    expect([await addGuest(node), await addGuest(node)]).toEqual([undefined, undefined]);
    await runSql(
      url,
      "DELETE FROM lectern.commits c WHERE n = (SELECT max(n) FROM lectern.commits x WHERE x.node = c.node)",
    );
    expect(await addGuest(node)).toEqual(unavailable);
    expect(node.cluster.failure.reason).toContain("standby");
    expect(await addGuest(node)).toEqual(unavailable);
    expect(await runSql(url, "SELECT 1 FROM lectern.commits WHERE n > 2")).toEqual([]);
  });
});
