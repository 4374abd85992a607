/** Nodes whose clocks differ understand each other, and old or changed requests are refused like any other. */
import { afterEach, describe, expect, setSystemTime, test } from "bun:test";
import { SQL } from "bun";
import { findPostgres } from "../../scripts/prepare.ts";
import { createForwardedHeaders } from "../../src/cluster/forwarded-headers.ts";
import { createSharedClock } from "../../src/cluster/shared-clock.ts";
import { openTestServer } from "../support/class.ts";
import { openNode } from "../support/nodes.ts";
import { usePostgres } from "../support/use-postgres.ts";

afterEach(() => void setSystemTime());

test("the shared clock runs on from the time that it was set to, half way between question and answer", () => {
  const clock = createSharedClock();
  clock.set(5_000_000, performance.now() - 2000);
  expect(Math.abs(clock.now() - 5_001_000)).toBeLessThan(500);
});

describe.skipIf(!findPostgres())("nodes", () => {
  const postgres = usePostgres();

  test("a node whose clock is an hour ahead has the time of PostgreSQL", async () => {
    const url = await postgres.newDatabase();
    const time = Date.now();
    setSystemTime(time + 3_600_000);
    await using node = await openNode(url);
    expect(Math.abs(node.cluster.clock.now() - time)).toBeLessThan(60_000);
  });

  test("a forwarded request that is too old or has another body is rejected with an id, and never answered", async () => {
    const database = await postgres.newDatabase();
    await using node = await openTestServer({ database });
    await using sql = new SQL(database, { max: 1 });
    const [{ value }] = await sql`SELECT value FROM lectern.facts WHERE key = 'secret nodes'`;
    const url = `${node.url}/internal/tickets`;
    const question = JSON.stringify({ ask: "hasValidNumber", args: ["screen"] });
    async function post(skewMs: number, body: string) {
      const headers = new Headers({ "Content-Type": "application/json" });
      const signed = new TextEncoder().encode(question).buffer;
      const { sign } = createForwardedHeaders(value, () => Date.now() + skewMs);
      const origin = { address: "10.0.0.7", https: false, host: "localhost", id: "request-7", hops: 1 };
      sign({ method: "POST", url, headers, body: signed }, origin);
      const response = await fetch(url, { method: "POST", headers, body });
      const names = ["x-request-id", "x-content-type-options"];
      return [response.status, ...names.map((name) => response.headers.get(name))];
    }
    expect(await post(0, question)).toEqual([200, "request-7", "nosniff"]);
    const other = JSON.stringify({ ask: "issue", args: ["socket", { hash: "h" }, null] });
    expect(await post(0, other)).toEqual([400, "request-7", "nosniff"]);
    expect(await post(60_000, question)).toEqual([503, "request-7", "nosniff"]);
  });
});
