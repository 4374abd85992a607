import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { findPostgres } from "../../scripts/prepare.ts";
import { Fault } from "../../src/domain/faults.ts";
import { Elsewhere } from "../../src/domain/placement.ts";
import { openNode, type TestNode } from "../support/nodes.ts";
import { runSql } from "../support/postgres.ts";
import { until } from "../support/until.ts";
import { usePostgres } from "../support/use-postgres.ts";

const entry = (seq: number, data: unknown = { text: "안녕 \u0000 \ud83d\ude00" }) =>
  ({ seq, at: 5, type: "x", actor: "p1", data, card: false }) as const;

describe.skipIf(!findPostgres())("two nodes on one PostgreSQL", () => {
  const server = usePostgres();

  async function twoNodes() {
    const url = await server.newDatabase();
    const first = await openNode(url, "http://first.test");
    const second = await openNode(url, "http://second.test");
    const stack = new AsyncDisposableStack();
    stack.use(first);
    stack.use(second);
    return { url, first, second, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  }

  async function newSession({ cluster: { store, placement } }: TestNode, id: string) {
    const teacher = store.users.ownerAccount();
    await placement.enter(id);
    store.log.batch(() => {
      store.sessions.add({ id, code: id.toUpperCase(), instructor_id: teacher.id, created_at: 1 });
      store.log.append(id, entry(1));
    });
    await store.confirm();
  }

  test("what one commits the other one has, with the same types", async () => {
    await using nodes = await twoNodes();
    await newSession(nodes.first, "s1");
    const { store } = nodes.first.cluster;
    const product = store.products.list;
    expect(product).toBeDefined();
    await nodes.second.cluster.catchUp();
    expect(nodes.second.cluster.store.log.since("s1", 0, 10)).toEqual(store.log.since("s1", 0, 10));
    expect(nodes.second.cluster.store.users.list()).toEqual(store.users.list());
    expect(nodes.second.cluster.store.epoch).toBe(store.epoch);
  });

  test("a node that starts later copies everything", async () => {
    await using nodes = await twoNodes();
    await newSession(nodes.first, "s1");
    await using third = await openNode(nodes.url);
    expect(third.cluster.store.log.since("s1", 0, 10)).toHaveLength(1);
  });

  test("nothing is to be confirmed if nothing was written", async () => {
    await using nodes = await twoNodes();
    expect(nodes.first.cluster.store.confirm()).toBeUndefined();
  });

  test("a place has one home; another node is told where it is", async () => {
    await using nodes = await twoNodes();
    await nodes.first.cluster.placement.enter("s1");
    const refused = Promise.resolve(nodes.second.cluster.placement.enter("s1"));
    expect(await refused.catch((cause) => cause)).toEqual(new Elsewhere("s1", "http://first.test"));
    nodes.first.cluster.placement.leave("s1");
    const isTaken = async () => {
      await nodes.second.cluster.placement.enter("s1");
      return true;
    };
    await until(() => isTaken().catch(() => false));
    expect(nodes.second.taken).toEqual(["s1"]);
  });

  test("a node that is the home of a session again has the answers that were saved elsewhere meanwhile", async () => {
    await using nodes = await twoNodes();
    await newSession(nodes.first, "s1");
    for (const [seq, node] of [nodes.first, nodes.second, nodes.first].entries()) {
      const { store, placement } = node.cluster;
      await placement.enter("s1");
      for (let n = 0; n < seq; n++) expect(store.log.answer("s1", "p1", `c${n}`)).toEqual({ result: n });
      expect(store.log.answer("s1", "p1", `c${seq}`)).toBeUndefined();
      store.log.batch(() => store.log.append("s1", entry(seq + 2), { id: `c${seq}`, answer: { result: seq } }));
      placement.leave("s1");
      await store.confirm();
      await until(() => placement.epochOf("s1") === undefined);
    }
  });

  test("a node that was replaced as home can write nothing, and its copy is as if it had not tried", async () => {
    await using nodes = await twoNodes();
    await newSession(nodes.first, "s1");
    const { node } = nodes.second.cluster;
    await runSql(nodes.url, `UPDATE lectern.homes SET epoch = epoch + 1, node = '${node}' WHERE place = 's1'`);
    const { store } = nodes.first.cluster;
    store.log.batch(() => store.log.append("s1", entry(2)));
    const cause = await Promise.resolve(store.confirm()).catch((cause) => cause);
    expect(cause).toBeInstanceOf(Fault);
    expect(cause.code).toBe("unavailable");
    expect(nodes.first.lost).toEqual(["s1"]);
    expect(nodes.first.cluster.commits.counts.undone).toBe(1);
    expect(store.log.since("s1", 0, 10)).toHaveLength(1);
    await nodes.second.cluster.placement.enter("s1");
    const other = nodes.second.cluster.store;
    other.log.batch(() => other.log.append("s1", entry(2, { text: "b" })));
    await other.confirm();
    await nodes.first.cluster.catchUp();
    expect(store.log.since("s1", 0, 10).map(({ data }) => data)).toEqual([entry(1).data, { text: "b" }]);
  });

  test("while another program has locked a node's copy, it applies and undoes nothing; it continues afterwards", async () => {
    await using nodes = await twoNodes();
    await newSession(nodes.first, "s1");
    await nodes.second.cluster.catchUp();
    await newSession(nodes.second, "s2");
    await runSql(nodes.url, "UPDATE lectern.homes SET epoch = epoch + 1, node = 'other' WHERE place = 's2'");
    const { store, commits, failure, catchUp } = nodes.second.cluster;
    const { log } = nodes.first.cluster.store;
    store.log.batch(() => store.log.append("s2", entry(2)));
    using locking = new Database(nodes.second.file);
    locking.run("BEGIN IMMEDIATE");
    const rejected = Promise.resolve(store.confirm()).catch((cause) => cause);
    log.batch(() => log.append("s1", entry(2)));
    await nodes.first.cluster.store.confirm();
    await expect(catchUp()).rejects.toMatchObject({ code: "unavailable" });
    await Bun.sleep(300);
    expect([commits.counts.undone, failure.reason]).toEqual([0, undefined]);
    locking.run("ROLLBACK");
    expect(await rejected).toMatchObject({ code: "unavailable" });
    await catchUp();
    expect([store.log.since("s1", 0, 10).length, store.log.since("s2", 0, 10).length]).toEqual([2, 1]);
  });

  test("guests on two nodes get different ids", async () => {
    await using nodes = await twoNodes();
    const ids = [nodes.first, nodes.second].flatMap(({ cluster }) =>
      Array.from({ length: 50 }, () => cluster.store.users.addGuest("Ada").id),
    );
    await Promise.all([nodes.first.cluster.store.confirm(), nodes.second.cluster.store.confirm()]);
    expect(new Set(ids).size).toBe(100);
  });

  test("while PostgreSQL is away, a commit is repeated; it is there once", async () => {
    await using nodes = await twoNodes();
    await newSession(nodes.first, "s1");
    await server.stop();
    const { store } = nodes.first.cluster;
    store.log.batch(() => store.log.append("s1", entry(2)));
    const confirmed = store.confirm();
    await until(() => nodes.first.cluster.commits.counts.retries > 0);
    await server.start();
    await confirmed;
    await nodes.second.cluster.catchUp();
    expect(nodes.second.cluster.store.log.since("s1", 0, 10)).toHaveLength(2);
  }, 30_000);
});
