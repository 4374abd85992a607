/** What axe finds on a page that is serious or critical. */
import type { Page } from "playwright-core";
import { runAxe } from "../../scripts/pictures/axe.ts";

export async function axeBarriers(page: Page): Promise<string[]> {
  return (await runAxe(page))
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => {
      const html = nodes.slice(0, 3).map(({ html }) => html);
      return `${id}: ${html.join(" ").slice(0, 400)}`;
    });
}
