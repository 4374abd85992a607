/** What nodes leave in PostgreSQL is deleted after some days; one that was suspended for so long must be started again. */
import { describe, expect, test } from "bun:test";
import { findPostgres } from "../../scripts/prepare.ts";
import { commitFunction } from "../../src/cluster/commit-function.ts";
import { openFailure } from "../../src/cluster/failure.ts";
import { openFeed } from "../../src/cluster/feed.ts";
import { openPostgres } from "../../src/cluster/postgres.ts";
import { prune } from "../../src/cluster/pruning.ts";
import { openReplica } from "../../src/cluster/replica.ts";
import { temporaryFolder } from "../support/class.ts";
import { openNode, openStarting, type TestNode } from "../support/nodes.ts";
import { runSql } from "../support/postgres.ts";
import { until } from "../support/until.ts";
import { usePostgres } from "../support/use-postgres.ts";

/** Adds an account of a guest, which every node may do; returns its id. */
async function addGuest({ cluster: { store } }: TestNode): Promise<number> {
  const { id } = store.users.addGuest("Ann");
  await store.confirm();
  return id;
}

/** Makes a node's lease, and its commits, as old as if so many hours had passed. */
async function age(url: string, { cluster: { node } }: TestNode, hours: number): Promise<void> {
  const past = `now() - interval '${hours} hours'`;
  await runSql(url, `UPDATE lectern.nodes SET lease_until = ${past} WHERE id = '${node}'`);
  await runSql(url, `UPDATE lectern.commits SET at = ${past} WHERE node = '${node}'`);
}

async function pruneAll(url: string): Promise<void> {
  const postgres = openPostgres(url, 1);
  await prune(postgres);
  await postgres.close();
}

/** The nodes that PostgreSQL has, and those whose commits it has. */
async function remaining(url: string): Promise<string[]> {
  const found = await runSql(url, "SELECT id FROM lectern.nodes UNION ALL SELECT DISTINCT node FROM lectern.commits");
  return found.map(({ id }) => id).toSorted();
}

const unavailable = expect.objectContaining({ code: "unavailable" });
const away = "was away for more than 24 hours";

describe.skipIf(!findPostgres())("nodes that are gone", () => {
  const postgres = usePostgres();

  test("are deleted after five days, which nobody takes for a loss; a loss is still noticed", async () => {
    const url = await postgres.newDatabase();
    await using running = await openNode(url);
    const gone = await openNode(url);
    const recent = await openNode(url);
    for (const each of [running, gone, recent]) await addGuest(each);
    await running.cluster.catchUp();
    for (const each of [gone, recent]) await each[Symbol.asyncDispose]();
    await age(url, recent, 95);
    await age(url, gone, 97);
    await running.cluster.feed.forgetGone();
    await using joined = await openNode(url);
    await addGuest(joined);
    await running.cluster.catchUp();
    await pruneAll(url);
    const all = [running, recent, joined].map(({ cluster }) => cluster.node);
    expect(await remaining(url)).toEqual([...all, ...all, gone.cluster.node, gone.cluster.node].toSorted());

    await age(url, gone, 121);
    await pruneAll(url);
    expect(await remaining(url)).toEqual([...all, ...all].toSorted());
    // Everyone compares what it has with what a PostgreSQL server has that was started.
    await postgres.stop();
    await postgres.start();
    for (const each of [running, joined]) {
      await until(() =>
        each.cluster.catchUp().then(
          () => true,
          () => false,
        ),
      );
      await addGuest(each);
    }
    expect([running, joined].map(({ cluster }) => cluster.failure.reason)).toEqual([undefined, undefined]);
    for (const each of [running, joined]) await each.cluster.catchUp();
    // Nobody has read anything twice.
    expect(running.cluster.feed.applied).toBe(joined.cluster.feed.applied + 3);

    await runSql(url, `DELETE FROM lectern.commits WHERE node = '${recent.cluster.node}'`);
    await postgres.stop();
    await postgres.start();
    await until(() => [running, joined].every(({ cluster }) => cluster.failure.reason?.includes("standby")));
  }, 30_000);

  test("do not end a server that has forgotten them if they wake and stop", async () => {
    const url = await postgres.newDatabase();
    await using running = await openNode(url);
    await using gone = await openNode(url);
    for (let n = 0; n < 2; n++) await addGuest(gone);
    await running.cluster.catchUp();
    await age(url, gone, 97);
    await running.cluster.feed.forgetGone();
    await pruneAll(url);
    await until(() => gone.cluster.failure.reason !== undefined);
    await gone.cluster.handOver();
    await running.cluster.catchUp();
    await addGuest(running);
    expect([running.cluster.failure.reason, running.cluster.feed.applied]).toEqual([undefined, 2]);
  });

  test("can commit nothing again, also if their last commit was deleted", async () => {
    const url = await postgres.newDatabase();
    await using running = await openNode(url);
    await using gone = await openStarting(url);
    const id = await addGuest(gone);
    await running.cluster.catchUp();
    const [commit] = await runSql(
      url,
      `SELECT c.*, f.value AS generation FROM lectern.commits c, lectern.facts f
      WHERE c.node = '${gone.cluster.node}' AND f.key = 'generation'`,
    );
    const { node, n, generation, changes } = commit ?? {};
    const repeat = () =>
      runSql(url, `SELECT ${commitFunction}('${node}', '${generation}', ${n}, '{}', $$${changes}$$)`);
    await age(url, gone, 100);
    // It did not know the result: it is there.
    await repeat();
    running.cluster.store.users.remove(id);
    await running.cluster.store.confirm();
    await age(url, gone, 121);
    await pruneAll(url);
    await expect(repeat()).rejects.toThrow("the node is unknown");
    expect(await runSql(url, `SELECT 1 FROM lectern.users WHERE id = ${id}`)).toEqual([]);
  });
});

describe.skipIf(!findPostgres())("a node that was suspended", () => {
  const postgres = usePostgres();

  test("for almost a day goes on", async () => {
    const url = await postgres.newDatabase();
    await using node = await openNode(url);
    await using other = await openNode(url);
    await age(url, node, 23);
    await pruneAll(url);
    await addGuest(node);
    await until(async () => (await runSql(url, "SELECT 1 FROM lectern.nodes WHERE lease_until > now()")).length === 2);
    await other.cluster.catchUp();
    expect([node.cluster.failure.reason, other.cluster.feed.applied]).toEqual([undefined, 1]);
  });

  test("for more than a day must be started again, even if it only wants to renew its lease", async () => {
    const url = await postgres.newDatabase();
    await using node = await openNode(url);
    await age(url, node, 25);
    await until(() => node.cluster.failure.reason !== undefined);
    expect(node.cluster.failure.reason).toContain(away);
  });

  test.each([
    ["for more than a day", 25],
    ["until it was deleted", 121],
  ])("%s can commit nothing, and says why", async (_, hours) => {
    const url = await postgres.newDatabase();
    // Nothing renews the lease of one that has not joined.
    await using node = await openStarting(url);
    await addGuest(node);
    await age(url, node, hours);
    await pruneAll(url);
    await expect(addGuest(node)).rejects.toEqual(unavailable);
    expect(node.cluster.failure.reason).toContain(away);
    expect(await runSql(url, "SELECT 1 FROM lectern.users WHERE name = 'Ann'")).toHaveLength(1);
    await expect(node.cluster.join()).rejects.toThrow(away);
  });
});

describe.skipIf(!findPostgres())("a node that reads", () => {
  const postgres = usePostgres();

  test("has what another one has committed that never joined", async () => {
    const url = await postgres.newDatabase();
    await using node = await openNode(url);
    await using starting = await openStarting(url);
    const id = await addGuest(starting);
    await node.cluster.catchUp();
    expect(node.cluster.store.users.byId(id)?.name).toBe("Ann");
  });

  test.each([
    ["goes on after 20 minutes if nothing is missing", 1, 20, undefined],
    ["ends after 20 minutes if commits are missing", 2, 20, "missed commits"],
    ["ends after a day, in which what is missing may have been deleted", 1, 25 * 60, "more than 24 hours"],
  ])("%s", async (_, firstCommit, minutes, reason) => {
    const url = await postgres.newDatabase();
    using folder = temporaryFolder();
    await using opened = new AsyncDisposableStack();
    const connections = openPostgres(url, 1);
    opened.defer(() => connections.close());
    const { rows, generation, position, copiedAt } = await openReplica(folder.path, { opened, postgres: connections });
    await runSql(url, "INSERT INTO lectern.nodes VALUES ('other', 'http://other.test', now())");
    await runSql(url, `INSERT INTO lectern.commits (node, n, changes) VALUES ('other', ${firstCommit}, '[]')`);
    const failure = openFailure(() => {});
    const feed = openFeed({
      postgres: connections,
      rows,
      failure,
      ownCommits: () => 0,
      node: "this",
      position,
      generation,
      copiedAt: copiedAt - minutes * 60_000,
    });
    const read = feed.catchUp().then(
      () => feed.applied,
      (cause) => cause,
    );
    expect(await read).toEqual(reason === undefined ? 1 : unavailable);
    if (reason === undefined) expect(failure.reason).toBeUndefined();
    else expect(failure.reason).toContain(reason);
  });
});
