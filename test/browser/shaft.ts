/** A product with a morning's measurements, made over the wire: in control, a shift, and one subgroup far out. */
import type { Product } from "../../src/domain/spc/product.ts";
import type { TestServer } from "../support/class.ts";

export interface Shaft {
  readonly product: Product;
  /** Where a phone enters its values. */
  readonly link: string;
}

const size = 5;
/** How many subgroups the limits are of, and how many there are in all. */
const base = 25;
const subgroups = 58;

/** A number around 0 with sigma 1 (Box and Muller, 1958), the same ones each time. */
function openChance(seed: number): () => number {
  let state = seed;
  const next = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** `pass` advances the time in minutes, if the server uses the test's clock. */
export async function openShaft(at: TestServer, pass: (minutes: number) => void): Promise<Shaft> {
  const teacher = await at.teacher();
  const chance = openChance(7);
  const post = async (path: string, body: unknown) => {
    const { status, body: answer } = await at.call("POST", `/api/spc${path}`, teacher, body);
    if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const named = { code: "SHAFT-10", name: "Shaft diameter, 10 mm", lsl: 9.75, usl: 10.25, target: 10 };
  const product: Product = await post("/products", { ...named, subgroup_size: size });
  for (let subgroup = 1; subgroup <= subgroups; subgroup++) {
    const shift = subgroup >= 36 && subgroup <= 45 ? 0.032 : subgroup === 54 ? 0.085 : 0;
    const values = Array.from({ length: size }, () => ({
      product: product.id,
      measurement_value: Math.round((10.004 + shift + 0.045 * chance()) * 1000) / 1000,
    }));
    await post("/measurements", values);
    pass(3);
    if (subgroup === base) await post(`/products/${product.id}/limits`, {});
  }
  const { url } = await post("/devices", { name: "Phone", product_id: product.id });
  return { product, link: url };
}
