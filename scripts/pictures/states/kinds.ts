/** The quality board: charts of counts, moving averages and sums, and the form that chooses a chart. */
import type { Page } from "playwright-core";
import { opens, sees } from "../../../test/browser/page.ts";
import { cusumValues, dyedCloth, purchaseOrders, shifted } from "../../../test/domain/spc/count-examples.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

type Row = readonly [value: number, size: number];

interface Charted {
  readonly code: string;
  readonly name: readonly [en: string, ko: string];
  readonly chart: string;
  readonly options?: object;
  readonly rows: readonly (number | Row)[];
  /** Limits to freeze before the values are measured. */
  readonly known?: { readonly center: number; readonly sigma: number };
}

const charted = {
  p: { code: "ORDERS", name: ["Purchase orders", "구매 주문서"], chart: "p", rows: purchaseOrders },
  u: { code: "CLOTH", name: ["Dyed cloth", "염색한 천"], chart: "u", rows: dyedCloth },
  cusum: {
    ...{ code: "CUSUM", name: ["Wafer thickness", "웨이퍼 두께"], chart: "cusum" },
    ...{ rows: cusumValues, known: { center: 325, sigma: 0.635 } },
  },
  ewma: {
    ...{ code: "EWMA", name: ["Etching depth", "식각 깊이"], chart: "ewma" },
    ...{ options: { lambda: 0.1, width: 2.7 }, rows: shifted, known: { center: 10, sigma: 1 } },
  },
} as const satisfies Record<string, Charted>;

const made = new WeakMap<World, Map<string, Promise<number>>>();

/** The product of an example, made once. */
function productOf(world: World, which: keyof typeof charted): Promise<number> {
  const all = made.get(world) ?? new Map<string, Promise<number>>();
  made.set(world, all);
  const found = all.get(which) ?? make(world, charted[which]);
  all.set(which, found);
  return found;
}

async function make(world: World, { code, name, chart, options = {}, rows, known }: Charted): Promise<number> {
  const teacher = await world.teacher();
  const call = (path: string, body: unknown) => world.call("POST", `/api/spc${path}`, teacher, body);
  const product = { code, name: world.text(...name), chart, options };
  const { id } = (await call("/products", product)) as { id: number };
  if (known) await call(`/products/${id}/limits`, known);
  const values = rows.map((row) => (typeof row === "number" ? [row] : row));
  await call(
    "/measurements",
    values.map(([value, size]) => ({ product: id, measurement_value: value, ...(size && { sample_size: size }) })),
  );
  return id;
}

async function chart(world: World, which: keyof typeof charted): Promise<Page> {
  const id = await productOf(world, which);
  const page = await world.visit(`/spc/${id}`, { token: await world.teacher() });
  await page.locator("canvas").first().waitFor();
  await sees(page, /^(Subgroups|부분군) \d/);
  return page;
}

export const kindStates: readonly PageState[] = [
  { name: "board-kind-p", go: (world) => chart(world, "p") },
  { name: "board-kind-u", go: (world) => chart(world, "u") },
  { name: "board-kind-cusum", go: (world) => chart(world, "cusum") },
  { name: "board-kind-ewma", go: (world) => chart(world, "ewma") },
  {
    name: "board-kind-pad",
    async go(world) {
      const id = await productOf(world, "p");
      const page = await world.visit(`/spc/${id}/enter`, { token: await world.teacher(), touch: true });
      await page.getByLabel("Sample size").fill("100");
      await page.getByRole("button", { name: "7", exact: true }).click();
      return page;
    },
  },
  {
    name: "board-kind-form",
    async go(world) {
      const page = await world.visit("/spc", { token: await world.teacher() });
      await opens(page, "New product");
      await page.getByText("Defective items").click();
      return page;
    },
  },
];
