/** What axe-core finds on a page. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type axe from "axe-core";
import type { Page } from "playwright-core";

// Without the `undefined`, Playwright would copy what the script returns: the whole of axe.
const source = `${readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8")}; undefined`;

/** Runs axe-core on a page as it is now; returns every violation, of any severity. */
export async function runAxe(page: Page): Promise<axe.Result[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  return page.evaluate(async () => {
    // Style sheets and media are loaded in advance for one rule, about media that play by themselves: no page has any.
    const options: axe.RunOptions = { resultTypes: ["violations"], preload: false };
    return (await (window as unknown as { axe: typeof axe }).axe.run(options)).violations;
  });
}

/** Every violation with the first elements that have it, as text. */
export async function violationsOf(page: Page): Promise<string[]> {
  return (await runAxe(page)).map(({ id, impact, nodes }) => {
    const html = nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} [${node.any[0]?.message ?? ""}]`);
    return `${id} (${impact}): ${html.join(" | ")}`;
  });
}
