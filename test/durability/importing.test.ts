import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { databaseFile } from "../../src/store/open.ts";
import { openTestServer, temporaryFolder } from "../support/class.ts";
import { openServerProcess } from "../support/process.ts";

setDefaultTimeout(120_000);

const lines = 20_000;

test("D1 kill -9 while a table is imported: nothing of it is there, and it can be sent again", async () => {
  using folder = temporaryFolder();
  const teacher = await (async () => {
    await using server = await openTestServer({ data: folder.path });
    const token = await server.teacher();
    await server.call("POST", "/api/spc/products", token, { code: "BOLT", name: "Bolt", lsl: 0, usl: 20 });
    await server.call("POST", "/api/spc/measurements", token, { product: 1, measurement_value: 10 });
    return token;
  })();
  const headers = { Authorization: `Bearer ${teacher}` };
  const send = (url: string, key = "table") =>
    fetch(`${url}/api/spc/products/1/measurements.csv`, {
      method: "POST",
      headers: { ...headers, "Idempotency-Key": key, "Content-Type": "text/csv" },
      body: `measurement_value\n${Array.from({ length: lines }, (_, n) => n % 30).join("\n")}`,
    });
  const rows = () => {
    using sqlite = new Database(join(folder.path, databaseFile), { readonly: true });
    return sqlite.query<{ n: number }, []>("SELECT count(*) AS n FROM measurements").get()?.n ?? 0;
  };
  {
    await using server = await openServerProcess(folder.path);
    const sent = send(server.url).catch(() => "cut");
    // In the middle of it: some rows are on disk, and not all.
    while (rows() < 1000) await Bun.sleep(1);
    await server.kill();
    expect([await sent, rows() >= 1000, rows() < lines]).toEqual(["cut", true, true]);
  }
  await using server = await openServerProcess(folder.path);
  const get = async (path: string) => (await fetch(`${server.url}/api/spc${path}`, { headers })).json();
  expect((await get("/products/1")).measurements).toBe(1);
  expect([await get("/measurements"), await get("/alerts"), rows()]).toEqual([[expect.anything()], [], 1]);
  const again = await send(server.url);
  expect([again.status, await again.json()]).toEqual([201, { created: lines }]);
  expect((await get("/products/1/chart?last=1")).points_total).toBe(lines + 1);

  // SIGTERM in the middle of one: what was answered is there, what was not is not.
  const sent = send(server.url, "another").then(
    ({ status }) => status,
    () => 0,
  );
  while (rows() < lines + 1000) await Bun.sleep(1);
  expect(await server.stop()).toBe(0);
  await using last = await openServerProcess(folder.path);
  const { points_total } = await (await fetch(`${last.url}/api/spc/products/1/chart?last=1`, { headers })).json();
  expect(points_total).toBe((await sent) === 201 ? 2 * lines + 1 : lines + 1);
});
