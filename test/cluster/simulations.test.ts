/** Simulations of the quality board, if PostgreSQL fails for a moment and if the board moves to another node. */
import { describe, expect, test } from "bun:test";
import { SQL } from "bun";
import { findPostgres } from "../../scripts/prepare.ts";
import { valuesOf } from "../../src/domain/simulation/process.ts";
import { openTestServer } from "../support/class.ts";
import { metric } from "../support/prometheus.ts";
import { usePostgres } from "../support/use-postgres.ts";

describe.skipIf(!findPostgres())("a simulation", () => {
  const postgres = usePostgres();

  test("continues if its values cannot be stored for a moment, and at the node that takes the board over", async () => {
    const database = await postgres.newDatabase();
    await using first = await openTestServer({ database });
    await using second = await openTestServer({ database });
    const teacher = await first.teacher();
    const simulation = { process: "shift", name: "Simulated", seed: 42, values: 12, per_second: 10 };
    const made = await first.call("POST", "/api/spc/simulations", teacher, simulation);
    expect(made.status).toBe(201);
    const id = made.body.id;

    async function until(isTrue: (of: { done: number; running: boolean }) => boolean) {
      for (const deadline = performance.now() + 10_000; ; await Bun.sleep(20)) {
        const { status, body } = await second.call("GET", `/api/spc/products/${id}`, teacher);
        if (status === 200 && isTrue(body.simulation)) return;
        if (performance.now() > deadline) throw new Error(`it did not become true: ${JSON.stringify(body)}`);
      }
    }

    await until(({ done }) => done >= 2);
    await using sql = new SQL(database, { max: 1 });
    await sql`ALTER TABLE lectern.measurements RENAME TO away`;
    // A request during which a commit is undone is answered 503.
    const undone = () => metric(first.url, teacher, "lectern_node_undone_commits_total").catch(() => 0);
    while ((await undone()) === 0) await Bun.sleep(20);
    await sql`ALTER TABLE lectern.away RENAME TO measurements`;
    await until(({ done, running }) => done >= 5 && running);

    await first.stop();
    await until(({ done, running }) => done === 12 && !running);
    const rows = await sql`SELECT value FROM lectern.measurements WHERE product_id = ${id} ORDER BY id`;
    const values = valuesOf({ process: "shift", funnel_rule: 1, seed: 42 }, 12);
    expect(rows.map(({ value }: { value: number }) => value)).toEqual(values);
  }, 20_000);
});
