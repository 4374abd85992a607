/** The quality board: tags, strata, causes and other rules. */
import type { Page } from "playwright-core";
import { type Lathe, openLathe } from "../../../test/browser/lathe.ts";
import { opens, press, sees } from "../../../test/browser/page.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

const lathes = new WeakMap<World, Promise<Lathe>>();

/** The product with tags, made once. */
function lathe(world: World): Promise<Lathe> {
  const made = lathes.get(world) ?? openLathe(world.stage.at);
  lathes.set(world, made);
  return made;
}

async function chart(world: World): Promise<Page> {
  const { product } = await lathe(world);
  const page = await world.visit(`/spc/${product.id}`, { token: await world.teacher() });
  await page.locator("canvas").first().waitFor();
  return page;
}

async function unfolded(world: World, title: string): Promise<Page> {
  const page = await chart(world);
  await page.getByRole("heading", { name: title }).click();
  return page;
}

export const strataStates: readonly PageState[] = [
  {
    name: "board-pad-tags",
    async go(world) {
      const { link } = await lathe(world);
      const page = await world.visit(link.replace(/^http:\/\/[^/]+/, world.stage.origin), { touch: true });
      await press(page, /Operator/);
      await press(page, "Lee");
      await press(page, /Machine/);
      await page.getByRole("dialog").waitFor();
      return page;
    },
  },
  {
    name: "board-tags-dialog",
    async go(world) {
      const page = await chart(world);
      await page.getByText("Manage").click();
      await opens(page, "Tags");
      await page.getByLabel("Another tag").waitFor();
      return page;
    },
  },
  {
    name: "board-correct-tags",
    async go(world) {
      const page = await chart(world);
      await page.getByText("Manage").click();
      await opens(page, "Correct values");
      await page
        .getByRole("button", { name: /^Correct / })
        .first()
        .click();
      await page.getByLabel("Machine", { exact: true }).last().waitFor();
      return page;
    },
  },
  {
    name: "board-strata-filter",
    async go(world) {
      const page = await chart(world);
      await page.getByLabel("Colour by").selectOption("operator");
      await opens(page, "Filter");
      await page.getByRole("group", { name: "Machine" }).getByLabel("2").check();
      await press(page, "Show these");
      await sees(page, /^Filtered – Machine: 2/);
      return page;
    },
  },
  {
    name: "board-strata-compared",
    async go(world) {
      const page = await unfolded(world, "Compare strata");
      await page.getByLabel("Compare by").selectOption("machine");
      await page.getByRole("row", { name: /^2 48/ }).waitFor();
      return page;
    },
  },
  {
    name: "board-pareto",
    async go(world) {
      const page = await unfolded(world, "Pareto of causes");
      await press(page, "1. Tool worn");
      await page.getByRole("button", { name: "80", exact: true }).waitFor();
      return page;
    },
  },
  {
    name: "board-other-rules",
    async go(world) {
      const page = await unfolded(world, "What would other rules say?");
      await page.getByLabel(/^Limits/).selectOption("own");
      await page
        .getByText(/^4 rules$/)
        .first()
        .click();
      await page.getByRole("switch", { name: /^8\./ }).check();
      await page.getByRole("switch", { name: /^4\./ }).check();
      await sees(page, /judged differently/);
      return page;
    },
  },
];
