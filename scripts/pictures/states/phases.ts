/** The quality board: phases, points that are chosen for limits, and the history of a product. */
import type { Page } from "playwright-core";
import { opens, press, sees } from "../../../test/browser/page.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

/** Values whose level changes after a third of them. */
const values = Array.from(
  { length: 180 },
  (_, n) => 10 + ((n * 7) % 11) / 50 + (n >= 60 ? 0.3 : 0) + (n === 100 ? 0.4 : 0),
);

/** The page of a product with two phases; made once. */
const made = new WeakMap<World, Promise<number>>();
async function phased(world: World): Promise<number> {
  const token = await world.teacher();
  const product = await world.call("POST", "/api/spc/products", token, {
    code: `PHASE-${world.language}`,
    name: world.text("Bearing seat", "베어링 자리"),
    unit: "mm",
    lsl: 9.7,
    usl: 10.8,
  });
  const { id } = product;
  const inputs = values.map((measurement_value) => ({ product: id, measurement_value }));
  await world.call("POST", "/api/spc/measurements", token, inputs);
  const freeze = (body: object) => world.call("POST", `/api/spc/products/${id}/limits`, token, body);
  await freeze({ from_subgroup: 1, to_subgroup: 25, starts_at: 26 });
  await freeze({
    ...{ from_subgroup: 61, to_subgroup: 90, starts_at: 61 },
    name: world.text("after new tool", "공구를 바꾼 뒤"),
  });
  return id;
}

async function chart(world: World, width = 200): Promise<Page> {
  const id = made.get(world) ?? phased(world);
  made.set(world, id);
  const page = await world.visit(`/spc/${await id}`, { token: await world.teacher() });
  await page.locator("select", { hasText: "Last 200" }).selectOption(String(width));
  await sees(page, "Compare phases");
  await page.locator("canvas").first().waitFor();
  return page;
}

export const phaseStates: readonly PageState[] = [
  { name: "board-phases", go: (world) => chart(world) },
  {
    name: "board-phases-history",
    async go(world) {
      const page = await chart(world, 50);
      await page.getByRole("slider", { name: "Visible range" }).press("Home");
      await press(page, "Go to…");
      await page.getByRole("button", { name: "Go to the newest" }).waitFor();
      return page;
    },
  },
  {
    name: "board-phases-compare",
    async go(world) {
      const page = await chart(world);
      await page.getByText("Compare phases").click();
      await page.getByRole("row", { name: /^Cpk .*\d/ }).waitFor();
      return page;
    },
  },
  {
    name: "board-phases-pick",
    async go(world) {
      const page = await chart(world, 50);
      await page.getByText("Manage").click();
      await press(page, "Choose points for limits");
      const box = await page.locator(".u-over").first().boundingBox();
      if (!box) throw new Error("there is no chart");
      await page.mouse.move(box.x + box.width * 0.2, box.y + 40);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.5, box.y + 60, { steps: 4 });
      await page.mouse.up();
      await sees(page, /\d+ points chosen/);
      return page;
    },
  },
  {
    name: "board-phases-preview-dialog",
    async go(world) {
      const page = await chart(world, 50);
      await page.getByText("Manage").click();
      await press(page, "Choose points for limits");
      await page.getByText("As a table").click();
      for (const subgroup of [180, 178, 177, 176, 172]) {
        await page.getByTitle(`Point of subgroup ${subgroup}`, { exact: true }).click();
      }
      await opens(page, "Preview the limits");
      await sees(page, "No point is beyond these limits.");
      return page;
    },
  },
];
