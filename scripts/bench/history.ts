/** A product of a million values: how long its chart, its overview and changes of single values take over HTTP. */
import { join } from "node:path";
import { temporaryFolder } from "../../test/support/class.ts";
import { writeLargeProduct } from "./large-product.ts";
import { median, type Row } from "./rounds.ts";
import { openChild, post, teacherOf } from "./servers.ts";

const values = Number(process.env.BENCH_VALUES ?? 1_000_000);

/** Benchmarks each call so many times, at places all over the history. */
export async function history(rounds: number): Promise<Row[]> {
  using folder = temporaryFolder();
  writeLargeProduct(folder.path, values);
  await using lectern = await openChild(join(import.meta.dir, "lectern.ts"), folder.path);
  const token = await teacherOf(lectern.url);
  const ask = async (method: string, path: string, body?: unknown): Promise<any> => {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(`${lectern.url}/api/spc${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : await response.json();
  };
  // The first overview computes the blocks, as after an update.
  while ((await ask("GET", "/products/1/overview")).points_total < values) await Bun.sleep(100);
  await post(lectern.url, "/api/spc/products/1/limits", { from_subgroup: 1, to_subgroup: 200 }, token);
  const at = (n: number) => 1 + Math.floor(((n + 0.5) / rounds) * values * 0.99);
  const added = Array.from({ length: rounds }, () => ({ product: 1, measurement_value: 10.1 }));
  const newest: { id: number }[] = await ask("POST", "/measurements", added);
  const calls: [string, (n: number) => Promise<unknown>][] = [
    ["its newest 200 points", () => ask("GET", "/products/1/chart?last=200")],
    ["200 points anywhere", (n) => ask("GET", `/products/1/chart?last=200&until=${at(n)}`)],
    ["the overview of all points", () => ask("GET", "/products/1/overview")],
    ["a correction", (n) => ask("PATCH", `/measurements/${at(n)}`, { measurement_value: 10.15 })],
    ["an exclusion", (n) => ask("PATCH", `/products/1/points/${at(n)}`, { excluded: true, cause: "tool" })],
    ["an undo of the newest value", (n) => ask("DELETE", `/measurements/${newest.at(-n - 1)?.id}`)],
  ];
  const rows: Row[] = [];
  for (const [name, call] of calls) {
    const times: number[] = [];
    for (let n = 0; n < rounds; n++) {
      const start = performance.now();
      await call(n);
      times.push(performance.now() - start);
    }
    rows.push({
      measured: `a product of ${values.toLocaleString("en")} values: ${name}, median and longest, ms`,
      cells: { lectern: `${median(times).toFixed(1)}, ${Math.max(...times).toFixed(1)}` },
    });
  }
  return rows;
}
