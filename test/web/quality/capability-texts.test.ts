/** What the capability panel says of an unstable process, and percentages in both languages. */
import { expect, test } from "bun:test";
import { imitateBrowser } from "../../support/imitated-browser.ts";

imitateBrowser();
const { language } = await import("../../../src/web/language.ts");
const { percent } = await import("../../../src/web/quality/numbers.ts");
const { texts } = await import("../../../src/web/quality/product/texts.ts");

test("the expected number of signals is never shown as zero", () => {
  language.value = "en";
  expect(texts.value.unstable(3, 40, 0.02)).toContain(", fewer than 0.1 by chance.");
  expect(texts.value.unstable(3, 40, 2)).toContain(", about 2.0 by chance.");
  language.value = "ko";
  expect(texts.value.unstable(3, 40, 0.02)).toContain("우연이라면 0.1번 미만이에요.");
});

test("without indices, none are mentioned", () => {
  language.value = "en";
  expect(texts.value.unstable(3, 40, 2)).not.toContain("indices");
  language.value = "ko";
  expect(texts.value.unstable(3, 40, 2)).not.toContain("지수");
});

test("a percent sign follows a space in English only", () => {
  language.value = "en";
  expect(percent(27.94, 1)).toBe("27.9 %");
  language.value = "ko";
  expect(percent(27.94, 1)).toBe("27.9%");
});
