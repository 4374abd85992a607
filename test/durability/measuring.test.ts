import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { databaseFile } from "../../src/store/open.ts";
import { openTestServer, temporaryFolder } from "../support/class.ts";
import { openServerProcess } from "../support/process.ts";
import { scaled } from "../support/proof.ts";

setDefaultTimeout(300_000);

const rounds = scaled(5, 20);
/** How many measurements are on their way at a time. */
const window = 20;

describe("D1 kill -9 while a device measures", () => {
  test(`${rounds} times: no answered value is lost, none is stored twice, and the chart continues`, async () => {
    using folder = temporaryFolder();
    const teacher = await (async () => {
      await using server = await openTestServer({ data: folder.path });
      const token = await server.teacher();
      await server.call("POST", "/api/spc/products", token, { code: "BOLT", name: "Bolt", lsl: 0, usl: 20 });
      return token;
    })();
    const headers = { Authorization: `Bearer ${teacher}`, "Content-Type": "application/json" };
    const answered = new Set<number>();
    let sample = 0;
    const open: number[] = [];
    let cut = 0;
    for (let round = 0; round < rounds; round++) {
      await using server = await openServerProcess(folder.path);
      const busy = Promise.withResolvers<void>();
      const enough = answered.size + 40 + Math.floor(Math.random() * 100);
      /** Measures until the server is gone; what was not answered is sent again in the next round, under its key. */
      const device = async () => {
        for (;;) {
          const sample_number = open.shift() ?? ++sample;
          const body = JSON.stringify({ product: 1, measurement_value: 10 + (sample_number % 3), sample_number });
          const key = { ...headers, "Idempotency-Key": `${sample_number}` };
          try {
            const response = await fetch(`${server.url}/api/spc/measurements`, { method: "POST", headers: key, body });
            if (response.status !== 201) throw new Error(await response.text());
            answered.add((await response.json()).sample_number);
            if (answered.size >= enough) busy.resolve();
          } catch (cause) {
            if (!(cause instanceof Error) || !("code" in cause)) throw cause;
            cut += 1;
            open.push(sample_number);
            return;
          }
        }
      };
      const devices = Array.from({ length: window }, device);
      // In the middle of work, wherever that is.
      await busy.promise;
      await server.kill();
      await Promise.all(devices);

      using sqlite = new Database(join(folder.path, databaseFile));
      expect(sqlite.query("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
      const samples = sqlite
        .query<{ n: number }, []>("SELECT sample_number AS n FROM measurements ORDER BY id")
        .all()
        .map(({ n }) => n);
      const kept = new Set(samples);
      expect(samples.length).toBe(kept.size);
      expect([...answered].filter((n) => !kept.has(n))).toEqual([]);
    }
    expect(cut).toBe(rounds * window);

    await using server = await openServerProcess(folder.path);
    const get = async (path: string) => (await fetch(server.url + path, { headers })).json();
    const { measurements } = await get("/api/spc/products/1");
    const { points_total } = await get("/api/spc/products/1/chart?last=1");
    expect(points_total).toBe(measurements);
  });
});
