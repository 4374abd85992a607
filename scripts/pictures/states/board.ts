/** The quality board. */
import type { Page } from "playwright-core";
import { heading, opens, press, sees } from "../../../test/browser/page.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

/** The page of the product with measurements. */
async function product(world: World, path = ""): Promise<Page> {
  const { product } = await world.shaft();
  return world.visit(`/spc/${product.id}${path}`, { token: await world.teacher() });
}

async function chart(world: World): Promise<Page> {
  const page = await product(world);
  await sees(page, /^(Capable|Marginal|Not capable|Not stable|Too few values)$/);
  await page.locator("canvas").first().waitFor();
  return page;
}

/** A dialog of the menu. */
const managed = (name: string, item: string): PageState => ({
  name: `board-${name}-dialog`,
  async go(world) {
    const page = await chart(world);
    await page.getByText("Manage").click();
    return opens(page, item);
  },
});

async function csv(world: World, text: string): Promise<Page> {
  const page = await product(world, "/import");
  await page.getByLabel("Or paste rows here").fill(text);
  await sees(page, /^Preview/);
  return page;
}

const rows = Array.from({ length: 12 }, (_, n) => (10 + (n % 5) * 0.01).toFixed(2));

export const boardStates: readonly PageState[] = [
  {
    name: "board-empty",
    async go(world) {
      const page = await world.visit("/", { token: await world.teacher() });
      await page.route(/\/api\/spc\/(products|folders|charts|alerts)/, (route) => route.fulfill({ json: [] }));
      await page.goto(`${world.stage.origin}/spc`);
      await sees(page, /The quality board draws/);
      return page;
    },
  },
  {
    name: "board-stranger",
    async go(world) {
      const page = await world.visit("/spc");
      await heading(page, "Join or sign in first");
      return page;
    },
  },
  {
    name: "board-overview",
    async go(world) {
      await world.shaft();
      const page = await world.visit("/spc", { token: await world.teacher() });
      await heading(page, "Open alerts");
      return page;
    },
  },
  {
    name: "board-new-product-dialog",
    async go(world) {
      const page = await world.visit("/spc", { token: await world.teacher() });
      await opens(page, "New product");
      await page.getByLabel("Name").fill(world.text("Bore", "구멍"));
      await page.getByLabel("Lower, LSL").fill("10.2");
      await page.getByLabel("Upper, USL").fill("9.8");
      await page.getByLabel("Code").fill("BORE");
      await press(page, "Make product");
      return page;
    },
  },
  {
    name: "board-preferences-dialog",
    async go(world) {
      await world.shaft();
      return opens(await world.visit("/spc", { token: await world.teacher() }), "Notifications");
    },
  },
  { name: "board-product", go: chart },
  {
    name: "board-product-table",
    async go(world) {
      const page = await chart(world);
      await page.getByText("As a table").click();
      await page.getByRole("table").first().waitFor();
      return page;
    },
  },
  {
    name: "board-menu",
    async go(world) {
      const page = await chart(world);
      await page.getByText("Manage").click();
      await page.getByRole("button", { name: "Freeze limits", exact: true }).waitFor();
      return page;
    },
  },
  { name: "board-chart-large", go: async (world) => opens(await chart(world), "Large") },
  managed("freeze", "Freeze limits"),
  managed("raise", "Raise an alert"),
  managed("values", "Correct values"),
  managed("edit", "Edit product"),
  managed("sharing", "Who can see and measure?"),
  managed("delete", "Delete product"),
  { name: "board-phone-dialog", go: async (world) => opens(await chart(world), "Enter by phone") },
  {
    name: "board-phone-code",
    async go(world) {
      const page = await opens(await chart(world), "Enter by phone");
      await press(page, "Make the QR code");
      await page.getByRole("img", { name: "QR code for entering values" }).waitFor();
      return page;
    },
  },
  {
    name: "board-product-new",
    async go(world) {
      const named = { code: `NEW-${Date.now() % 1e6}`, name: world.text("Bore", "구멍"), lsl: 9.8, usl: 10.2 };
      const made = await world.call("POST", "/api/spc/products", await world.teacher(), named);
      const page = await world.visit(`/spc/${made.id}`, { token: await world.teacher() });
      await sees(page, "No points yet");
      return page;
    },
  },
  {
    name: "board-product-missing",
    async go(world) {
      const page = await world.visit("/spc/999999", { token: await world.teacher() });
      await page.getByRole("link", { name: "Go to the quality board" }).waitFor();
      return page;
    },
  },
  {
    name: "board-alert-toast",
    async go(world) {
      const { product: made } = await world.shaft();
      const page = await chart(world);
      await world.call("POST", "/api/spc/alerts", await world.teacher(), {
        product: made.id,
        title: world.text("Tool worn", "공구 마모"),
        message: world.text("Change it before the next shaft.", "다음 축 전에 바꾸세요."),
        priority: 4,
      });
      await page.getByText(/Dismiss \d+ alert/).waitFor();
      return page;
    },
  },
  {
    name: "board-import",
    async go(world) {
      const page = await product(world, "/import");
      await page.getByLabel("Or paste rows here").waitFor();
      return page;
    },
  },
  {
    name: "board-import-preview",
    go: (world) => csv(world, ["measurement_value,sample_number", ...rows.map((row, n) => `${row},X-${n}`)].join("\n")),
  },
  {
    name: "board-import-errors",
    async go(world) {
      const page = await csv(world, ["measurement_value", ...rows.with(4, "ten").with(7, "")].join("\n"));
      await page.getByRole("listitem").filter({ hasText: "ten" }).first().waitFor();
      return page;
    },
  },
  {
    name: "board-pad",
    async go(world) {
      const { link } = await world.shaft();
      const page = await world.visit(link.replace(/^http:\/\/[^/]+/, world.stage.origin), { touch: true });
      for (const key of "10.03") await press(page, key === "." ? "Decimal point" : new RegExp(`^${key}$`));
      await press(page, "Save");
      await sees(page, /in specification/);
      await press(page, /^1$/);
      return page;
    },
  },
  {
    name: "board-pad-link-ended",
    async go(world) {
      const { product: made } = await world.shaft();
      const page = await world.visit(`/spc/${made.id}/enter#device=gone`, { touch: true });
      await page.getByRole("main").getByRole("heading").waitFor();
      return page;
    },
  },
  {
    name: "board-statistics",
    async go(world) {
      await world.shaft();
      const page = await world.visit("/spc/statistics", { token: await world.teacher() });
      await sees(page, "By day");
      return page;
    },
  },
];
