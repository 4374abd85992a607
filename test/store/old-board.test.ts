/** A quality board of an older version gets its phases from the points that were judged by each version of the limits. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/class.ts";
import { makeOldData } from "../support/old-data.ts";

/** The migrations before phases. */
const earlier = 27;

test("migrating an older board finds where its limits applied, and computes the blocks again when they are needed", () => {
  using folder = temporaryFolder();
  makeOldData(folder.path, earlier);
  {
    using sqlite = new Database(join(folder.path, databaseFile));
    const process = JSON.stringify({ last_subgroup: 40, block: { values: {} } });
    for (const [id, limits_version] of [
      [1, 2],
      [2, null],
    ]) {
      sqlite.run(
        `INSERT INTO products (id, code, name, subgroup_size, chart, rules, process, limits_version, created_at)
          VALUES (?, ?, 'x', 1, 'i-mr', '[]', ?, ?, 0)`,
        [id, `P${id}`, process, limits_version] as never,
      );
      sqlite.run("INSERT INTO blocks VALUES (?, 20, '{}')", [id] as never);
    }
    for (const [product, version] of [
      [1, 1],
      [1, 2],
      [2, 1],
    ]) {
      sqlite.run("INSERT INTO limits VALUES (?, ?, 1, 10, 10, '{}', 0)", [product, version] as never);
    }
    // Product 1: version 1 from 11 to 30, then frozen once more before another point. Product 2: unfrozen after 20.
    for (const [product, last] of [
      [1, 30],
      [2, 20],
    ] as const) {
      for (let n = 1; n <= 30; n++) {
        sqlite.run(
          `INSERT INTO points (product_id, subgroup_number, value, violations, is_within_control, limits_version, measured_at)
            VALUES (?, ?, 1, '[]', 1, ?, 0)`,
          [product, n, n > 10 && n <= last ? 1 : 0],
        );
      }
    }
  }
  using store = openStore(folder.path);
  const extents = (id: number) =>
    store.products.versions(id, { limit: 9 }).map(({ version, ...of }) => [version, of.starts_after, of.ended_after]);
  expect(extents(1)).toEqual([
    [2, 30, null],
    [1, 10, 30],
  ]);
  expect(extents(2)).toEqual([[1, 10, 20]]);
  expect(store.products.find(1)?.process).toMatchObject({ last_subgroup: 40, block: null });
  expect(store.blocks.topLevel(1)).toBe(-1);
});
