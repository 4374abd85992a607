/** Gauge studies of the quality board, and the export of a product. */
import type { Page } from "playwright-core";
import { heading, opens, press, sees } from "../../../test/browser/page.ts";
import { aiag } from "../../../test/domain/spc/gauge-examples.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

/** Creates a study, of which `repeats` repeats are measured, and opens a page of it. */
async function study(world: World, repeats: number, path = "gauge"): Promise<Page> {
  const { product } = await world.shaft();
  const token = await world.teacher();
  const api = `/api/spc/products/${product.id}/gauge-studies`;
  const { id } = await world.call("POST", api, token, {
    name: world.text("Digital calliper", "디지털 캘리퍼스"),
    operators: [world.text("Ann Miller", "김민지"), world.text("Ben", "이준호"), world.text("Clara", "박서연")],
    parts: Array.from({ length: 10 }, (_, n) => String(n + 1)),
    repeats: 3,
    tolerance: 8,
  });
  const values = aiag.flatMap((part, p) =>
    part.flatMap((cells, o) =>
      cells.slice(0, repeats).map((value, r) => ({ operator: o + 1, part: p + 1, repeat: r + 1, value })),
    ),
  );
  if (values.length > 0) await world.call("PUT", `${api}/${id}/values`, token, { values });
  return world.visit(`/spc/${product.id}/${path}/${id}`, { token });
}

export const gaugeStates: readonly PageState[] = [
  {
    name: "board-export-menu",
    async go(world) {
      const { product } = await world.shaft();
      const page = await world.visit(`/spc/${product.id}`, { token: await world.teacher() });
      await sees(page, "Cpk");
      await page.locator("summary").filter({ hasText: "Export" }).click();
      await page.getByRole("link", { name: "All measurements (CSV)" }).waitFor();
      return page;
    },
  },
  {
    name: "gauge-studies",
    async go(world) {
      await study(world, 3);
      const page = await world.visit("/spc/gauge", { token: await world.teacher() });
      await sees(page, /of 90 measured/);
      return page;
    },
  },
  {
    name: "gauge-new-study-dialog",
    async go(world) {
      await world.shaft();
      const page = await world.visit("/spc/gauge", { token: await world.teacher() });
      return opens(page, "New gauge study");
    },
  },
  {
    name: "gauge-study",
    async go(world) {
      const page = await study(world, 3);
      await sees(page, "May be acceptable");
      await page.getByText("Analysis of variance").click();
      return page;
    },
  },
  {
    name: "gauge-paste-dialog",
    async go(world) {
      const page = await study(world, 1);
      await heading(page, "Values");
      await opens(page, "Paste a table");
      await page.getByLabel("Table", { exact: true }).fill("operator,part,value\n2,1,0.3\n2,2,abc\n3,4,0.22");
      await sees(page, /2 values found/);
      return page;
    },
  },
  {
    name: "gauge-entry",
    async go(world) {
      const page = await study(world, 0, "gauge-entry");
      await sees(page, "Who measures?");
      await press(page, /^(Ben|이준호)/);
      await sees(page, "Measure this part");
      for (const key of "10.03") await press(page, key === "." ? "Decimal point" : new RegExp(`^${key}$`));
      await press(page, "Save");
      await sees(page, /^Saved/);
      return page;
    },
  },
];
