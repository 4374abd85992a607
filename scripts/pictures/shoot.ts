/** Gives a page a width and a theme, and waits until nothing on it moves. */
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

/** Headings, buttons and labels with a Latin word that is broken over two lines without a hyphen. */
const brokenWordsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const broken: string[] = [];
    for (const one of document.querySelectorAll("h1, h2, h3, button, a, th, label, legend, summary")) {
      const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode as Text;
        const parent = text.parentElement;
        if (!parent || parent.closest(".sr-only, .font-code, code") || getComputedStyle(parent).hyphens === "auto")
          continue;
        for (const { 0: word, index } of text.data.matchAll(/[A-Za-z]{4,}/g)) {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          const lines = new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top)));
          if (lines.size > 1) broken.push(`breaks “${word}” in mid-word`);
        }
      }
    }
    return broken;
  });

/** What of the page does not fit: wider than the screen, empty space below, a word broken over two lines. */
export async function overflowOf(page: Page): Promise<string[]> {
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    const height = document.body.getBoundingClientRect().height;
    return [
      ...(scrollWidth > clientWidth ? ["wider than the screen"] : []),
      ...(scrollHeight > Math.max(clientHeight, height) + 1 ? ["scrolls to empty space below"] : []),
    ];
  });
  return [...overflow, ...(await brokenWordsOf(page))];
}
