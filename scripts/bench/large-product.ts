/** Writes a product with a million values into a data folder: directly, because measuring them would take minutes. */
import { Database } from "bun:sqlite";
import { join } from "node:path";
import { add, emptyMoments } from "../../src/domain/spc/moments.ts";
import { emptyProcess } from "../../src/domain/spc/process.ts";
import { ProductInput } from "../../src/domain/spc/product.ts";
import { maxSpan } from "../../src/domain/spc/rules.ts";
import { databaseFile, openStore } from "../../src/store/open.ts";

/** The times of two values are so many milliseconds apart. */
const intervalMs = 10_000;

/** Values of a process that drifts slowly, with a value beyond the limits now and then. */
const valueAt = (n: number): number =>
  10 + Math.sin(n / 40_000) * 0.05 + ((n * 7919) % 1009) / 1009 / 5 + (n % 9973 === 0 ? 0.5 : 0);

/** Makes product 1 with `count` single values and frozen limits; returns nothing: the server reads it. */
export function writeLargeProduct(data: string, count: number): void {
  {
    using store = openStore(data);
    store.products.add(
      ProductInput.parse({ code: "LARGE", name: "Large", lsl: 9.5, usl: 10.8 }),
      store.users.ownerAccount().id,
    );
  }
  using sqlite = new Database(join(data, databaseFile), { strict: true });
  const measurement = sqlite.prepare(
    `INSERT INTO measurements (product_id, subgroup_number, sample_number, value, is_within_spec, is_within_control, measured_at)
      VALUES (1, ?, ?, ?, 1, ?, ?)`,
  );
  const point = sqlite.prepare(
    `INSERT INTO points (product_id, subgroup_number, value, secondary, violations, is_within_control, limits_version, measured_at)
      VALUES (1, ?, ?, ?, ?, ?, 0, ?)`,
  );
  let [values, dispersion] = [emptyMoments, emptyMoments];
  const start = Date.now() - count * intervalMs;
  sqlite.transaction(() => {
    for (let n = 1; n <= count; n++) {
      const [value, at] = [valueAt(n), start + n * intervalMs];
      const secondary = n === 1 ? null : Math.abs(value - valueAt(n - 1));
      const within = n % 9973 === 0 ? 0 : 1;
      measurement.run(n, n, value, within, at);
      point.run(n, value, secondary, within ? "[]" : "[1]", within, at);
      values = add(values, value);
      if (secondary !== null) dispersion = add(dispersion, secondary);
    }
    const numbers = Array.from({ length: maxSpan }, (_, n) => count - maxSpan + n + 1);
    const recent = numbers.map((subgroup_number) => ({ subgroup_number, value: valueAt(subgroup_number) }));
    const process = {
      ...{ ...emptyProcess, values, location: values, dispersion, recent },
      ...{ last_subgroup: count, last_sample: count, block: null },
    };
    sqlite.run("UPDATE products SET process = ? WHERE id = 1", [JSON.stringify(process)]);
  })();
}
