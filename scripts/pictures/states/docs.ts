/** The pages for developers. */
import { heading, sees } from "../../../test/browser/page.ts";
import type { PageState } from "./state.ts";

const guides = ["", "mobilegpt", "inthon", "chatroom", "spc", "virtutune", "lectern", "compatibility"];

/** A page of the guide in the world's language. */
const guide = (name: string, path: string): PageState => ({
  name,
  async go(world) {
    const page = await world.visit(`/docs/guide/${world.language}${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    return page;
  },
});

export const docsStates: readonly PageState[] = [
  {
    name: "docs",
    async go(world) {
      const page = await world.visit("/docs");
      await heading(page, "HTTP calls");
      return page;
    },
  },
  {
    name: "docs-call",
    async go(world) {
      const page = await world.visit("/docs");
      await page.getByLabel("Filter").fill("join");
      await sees(page, /found/);
      await page.locator("#http li button, #http li summary").first().click();
      return page;
    },
  },
  {
    name: "docs-nothing-found",
    async go(world) {
      const page = await world.visit("/docs");
      await page.getByLabel("Filter").fill("xylophone");
      await sees(page, "Nothing matches.");
      return page;
    },
  },
  guide("guide-page", "/first-class"),
  guide("guide-search", "/search?q=QR"),
  guide("guide-reference", "/reference/INSTALL"),
  ...guides.map(
    (name): PageState => ({
      name: `docs-connect${name && `-${name}`}`,
      async go(world) {
        const page = await world.visit(`/docs/connect${name && `/${name}`}`);
        await page.getByRole("main").getByRole("heading").first().waitFor();
        return page;
      },
    }),
  ),
];
