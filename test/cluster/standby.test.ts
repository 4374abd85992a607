/** A standby that has not received the last commits takes over. */
import { expect, test } from "bun:test";
import { SQL } from "bun";
import { findPostgres } from "../../scripts/prepare.ts";
import { openBalancer } from "../support/balancer.ts";
import { openTestServer } from "../support/class.ts";
import { openNode, type TestNode } from "../support/nodes.ts";
import { startPostgres } from "../support/postgres.ts";
import { until } from "../support/until.ts";

async function addGuest({ cluster: { store } }: TestNode, name: string): Promise<void> {
  store.users.addGuest(name);
  await store.confirm();
}

test.skipIf(!findPostgres())(
  "nodes that have commits which a promoted standby lacks refuse everything; one that is started again goes on",
  async () => {
    await using primary = await startPostgres();
    const database = new URL(await primary.newDatabase());
    await using standby = await startPostgres({ standbyOf: primary.port });
    using address = openBalancer([primary.port]);
    database.port = `${address.port}`;
    await using writer = await openNode(database.href);
    await using reader = await openTestServer({ database: database.href });
    const teacher = await reader.teacher();
    await addGuest(writer, "Ann");

    const copy = new URL(standby.urlOf(database.pathname.slice(1))).href;
    await using sql = new SQL(copy, { max: 1 });
    await until(
      async () => (await sql`SELECT 1 FROM lectern.users WHERE name = 'Ann'`.catch(() => [])).length === 1,
      20_000,
    );
    // It receives nothing from now on.
    await sql`ALTER SYSTEM SET primary_conninfo = ''`;
    await sql`SELECT pg_reload_conf()`;
    await until(async () => (await sql`SELECT 1 FROM pg_stat_wal_receiver`).length === 0, 20_000);
    await addGuest(writer, "Ben");
    // It has read what the other one committed before it answers this.
    expect((await reader.call("GET", "/api/lessons", teacher)).status).toBe(200);
    await primary.stop();
    await sql`SELECT pg_promote()`;
    address.ports = [standby.port];

    await until(() => writer.cluster.failure.reason !== undefined, 20_000);
    expect(writer.cluster.failure.reason).toContain("standby");
    await until(async () => String((await reader.call("GET", "/readyz")).body.detail).includes("standby"), 20_000);
    expect((await reader.call("GET", "/api/lessons", teacher)).status).toBe(503);
    await expect(addGuest(writer, "Eve")).rejects.toThrow();
    await using again = await openNode(database.href);
    // Nobody resumes with what is lost.
    expect(again.cluster.store.epoch).not.toBe(writer.cluster.store.epoch);
    await addGuest(again, "Kim");
    const named = await sql`SELECT name FROM lectern.users WHERE name IN ('Ann', 'Ben', 'Eve', 'Kim') ORDER BY name`;
    expect(named.map(({ name }: { name: string }) => name)).toEqual(["Ann", "Kim"]);
  },
  60_000,
);
