/** The home of a place: who enters, leaves and loses it. */
import { describe, expect, test } from "bun:test";
import { findPostgres } from "../../scripts/prepare.ts";
import { openNode } from "../support/nodes.ts";
import { runSql } from "../support/postgres.ts";
import { until } from "../support/until.ts";
import { usePostgres } from "../support/use-postgres.ts";

describe.skipIf(!findPostgres())("the home of a place", () => {
  const postgres = usePostgres();

  test("who enters a place that is being left keeps it", async () => {
    await using node = await openNode(await postgres.newDatabase());
    const { placement } = node.cluster;
    await placement.enter("s1");
    placement.leave("s1");
    await placement.enter("s1");
    await node.cluster.store.confirm();
    await node.cluster.catchUp();
    expect(placement.epochOf("s1")).toBeDefined();
  });

  test("if several places were taken, all are given up at the first rejected commit", async () => {
    const url = await postgres.newDatabase();
    await using node = await openNode(url);
    const { store, placement } = node.cluster;
    const teacher = store.users.ownerAccount();
    for (const id of ["s1", "s2"]) {
      await placement.enter(id);
      store.sessions.add({ id, code: id, instructor_id: teacher.id, created_at: 1 });
    }
    await store.confirm();
    await runSql(url, "UPDATE lectern.homes SET epoch = epoch + 1");
    const undone = store.undone();
    store.log.batch(() => {
      for (const id of ["s1", "s2"]) {
        store.log.append(id, { seq: 1, at: 1, type: "x", actor: null, data: {}, card: false });
      }
    });
    await Promise.resolve(store.confirm()).catch(() => {});
    expect(node.lost.toSorted()).toEqual(["s1", "s2"]);
    // Whoever wrote before it was undone, and asks only now, learns of it.
    await expect(Promise.resolve(store.confirm(undone))).rejects.toThrow();
    expect(store.log.since("s1", 0, 10)).toEqual([]);
  });

  test("a node whose lease ended while its clock stood still gives up its places", async () => {
    const url = await postgres.newDatabase();
    await using node = await openNode(url);
    await node.cluster.placement.enter("s1");
    await runSql(url, "UPDATE lectern.nodes SET lease_until = now() - interval '1 second'");
    await until(() => node.lost.length > 0, 15_000);
    expect(node.lost).toEqual(["s1"]);
  }, 20_000);
});
