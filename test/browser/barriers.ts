/** What keeps people from using a page. */
import type { Page } from "playwright-core";
import { runAxe } from "../../scripts/pictures/axe.ts";

/** What axe finds serious or critical. */
export async function axeBarriers(page: Page): Promise<string[]> {
  return (await runAxe(page))
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => {
      const html = nodes.slice(0, 3).map(({ html }) => html);
      return `${id}: ${html.join(" ").slice(0, 400)}`;
    });
}

/** Lists a page's obstacles in light and dark mode: what axe finds serious or critical, and what is too wide. */
export async function obstacles(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const wide = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth > clientWidth;
    });
    const here = [...(await axeBarriers(page)), ...(wide ? ["wider than the screen"] : [])];
    found.push(...here.map((what) => `${colorScheme}: ${what}`));
  }
  return found;
}
