/** What axe-core finds on a page. */
import axe from "axe-core";
import type { Page } from "playwright-core";

/** Every violation, of any severity, with the elements that have it. */
export async function violationsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
      resultTypes: ["violations"],
    } as never);
    return violations.map(({ id, impact, nodes }) => {
      const html = nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} [${node.any[0]?.message ?? ""}]`);
      return `${id} (${impact}): ${html.join(" | ")}`;
    });
  });
}
