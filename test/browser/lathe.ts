/** A product whose values have tags, made over the wire: two machines, one of which is set higher, and two shifts. */
import type { Product } from "../../src/domain/spc/product.ts";
import type { TestServer } from "../support/class.ts";

export interface Lathe {
  readonly product: Product;
  /** Where a phone enters its values. */
  readonly link: string;
}

const values = 96;
/** Named causes by subgroup. */
const causes: readonly [subgroup: number, cause: string][] = [
  ...[12, 30, 31, 57, 80].map((subgroup) => [subgroup, "Tool worn"] as const),
  ...[18, 44, 71].map((subgroup) => [subgroup, "Chip in the chuck"] as const),
  ...[63].map((subgroup) => [subgroup, "Gauge dropped"] as const),
] as [number, string][];

export async function openLathe(at: TestServer): Promise<Lathe> {
  const teacher = await at.teacher();
  const call = async (method: string, path: string, body: unknown) => {
    const { status, body: answer } = await at.call(method, `/api/spc${path}`, teacher, body);
    if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const named = { code: "LATHE-4", name: "Bushing, 24 mm", lsl: 23.8, usl: 24.2, target: 24, unit: "mm" };
  const product: Product = await call("POST", "/products", named);
  const path = `/products/${product.id}`;
  await call("PUT", `${path}/tags`, [
    { name: "operator", values: ["Kim", "Lee", "Park"] },
    { name: "machine", values: ["1", "2"] },
    { name: "lot" },
  ]);
  const measured = Array.from({ length: values }, (_, n) => {
    const machine = 1 + (n % 2);
    // Steps of two primes spread over -1 to 1 without chance.
    const noise = ((n * 37) % 41) / 20 - 1 + (((n * 17) % 23) / 11 - 1) / 2;
    return {
      product: product.id,
      measurement_value: Math.round((23.97 + (machine === 2 ? 0.07 : 0) + 0.035 * noise) * 1000) / 1000,
      tags: {
        operator: ["Kim", "Lee", "Park"][Math.floor(n / 8) % 3] ?? "",
        machine: String(machine),
        lot: `A-${17 + Math.floor(n / 32)}`,
      },
    };
  });
  await call("POST", "/measurements", measured);
  for (const [subgroup, cause] of causes) await call("PATCH", `${path}/points/${subgroup}`, { cause });
  const { url } = await call("POST", "/devices", { name: "Phone", product_id: product.id });
  return { product, link: url };
}
