/** Puts a page into a width and a theme, and waits until it stands still. */
import type { Page } from "playwright-core";

export const widths = [390, 820, 1440, 1920] as const;
export const themes = ["light", "dark"] as const;
export type Width = (typeof widths)[number];
export type Theme = (typeof themes)[number];

const heights: Readonly<Record<Width, number>> = { 390: 844, 820: 1180, 1440: 900, 1920: 1080 };
/** A picture ends after so many px; documents are longer. */
const maxHeight = 3000;

export async function arrange(page: Page, width: Width, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.setViewportSize({ width, height: heights[width] });
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await document.fonts.ready;
    for (let n = 0; n < 3; n++) await frame();
    await Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
        .map((one) => one.finished.catch(() => {})),
    );
    await frame();
  });
}

/** Writes a PNG of the page from its top, at most `maxHeight` px of it. */
export async function shoot(page: Page, path: string, width: Width): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width, height: Math.min(maxHeight, Math.max(height, heights[width])) };
  await page.screenshot({ path, fullPage: true, clip });
}

/** What of the page goes beyond its layout: wider than the screen, or empty space below. */
export const overflowOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    const height = document.body.getBoundingClientRect().height;
    return [
      ...(scrollWidth > clientWidth ? ["wider than the screen"] : []),
      ...(scrollHeight > Math.max(clientHeight, height) + 1 ? ["scrolls to empty space below"] : []),
    ];
  });
