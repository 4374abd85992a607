/** What a product's page prints and saves: one sheet of A4, a picture of the chart, tables. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { readFile } from "node:fs/promises";
import type { Download, Page } from "playwright-core";
import { openShaft } from "./shaft.ts";
import { chromiumPath, openStage, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let seat: Seat;
const ids: Record<"shaft" | "long" | "empty", number> = { shaft: 0, long: 0, empty: 0 };

/** What of the sheet does not fit: its height and width, and texts that reach over its edges. */
const overflowOf = (page: Page) =>
  page.evaluate(async () => {
    dispatchEvent(new Event("beforeprint"));
    // The charts are drawn in microtasks, which the browser runs before it prints.
    await new Promise((resolve) => setTimeout(resolve));
    const sheet = document.querySelector(".print-sheet");
    if (!sheet) throw new Error("no sheet");
    const { right, bottom } = sheet.getBoundingClientRect();
    const wide = Array.from(sheet.querySelectorAll("p, li, dd, dt, h1, h2, canvas, svg"))
      .filter((one) => one.getBoundingClientRect().right > right + 1 || one.getBoundingClientRect().bottom > bottom + 1)
      .map((one) => one.textContent || one.tagName);
    const shown = {
      fits: sheet.scrollHeight <= sheet.clientHeight && sheet.scrollWidth <= sheet.clientWidth,
      wide,
      buttons: sheet.querySelectorAll("button, a, input").length,
      charts: sheet.querySelectorAll("canvas").length,
      text: sheet.textContent ?? "",
    };
    dispatchEvent(new Event("afterprint"));
    return shown;
  });

async function open(product: number, { dark = false, korean = false } = {}): Promise<Page> {
  const { page } = seat;
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  await page.goto(`${stage.origin}/spc/${product}`);
  const menu = page.locator("summary").filter({ hasText: /^(Export|내보내기)$/ });
  await menu.waitFor();
  if ((await page.evaluate(() => document.documentElement.lang)) !== (korean ? "ko" : "en")) {
    await page.evaluate(() => document.querySelector<HTMLButtonElement>("header button[lang]")?.click());
  }
  return page;
}

describe.skipIf(chromiumPath === undefined)("a product's page", () => {
  beforeAll(async () => {
    stage = await openStage();
    const token = await stage.at.teacher();
    ids.shaft = (await openShaft(stage.at, () => {})).product.id;
    const make = async (body: object) => (await stage.at.call("POST", "/api/spc/products", token, body)).body.id;
    const named = { code: `${"CODE-".repeat(7)}12345`, name: "A product with a very long name ".repeat(6).trim() };
    ids.long = await make({ ...named, lsl: 0, usl: 100, unit: "mm" });
    const values = Array.from({ length: 60 }, (_, n) => ({
      product: ids.long,
      measurement_value: 50 + ((n * 37) % 11),
    }));
    await stage.at.call("POST", "/api/spc/measurements", token, [
      ...values.slice(0, 59),
      { ...values[59], measurement_value: 250 },
    ]);
    for (const subgroup of [3, 7, 12, 20, 31, 44]) {
      const change = {
        excluded: true,
        cause: "the tool was worn and nobody noticed it for a long time ".repeat(3).trim(),
      };
      await stage.at.call("PATCH", `/api/spc/products/${ids.long}/points/${subgroup}`, token, change);
    }
    ids.empty = await make({ code: "EMPTY", name: "Nothing yet", lsl: 0, usl: 1 });
    seat = await stage.teacher();
    await seat.page.getByRole("link", { name: "Quality board" }).waitFor();
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());

  for (const [name, dark, korean] of [
    ["shaft", true, false],
    ["shaft", false, true],
    ["long", false, false],
    ["long", true, true],
    ["empty", false, false],
  ] as const) {
    test(`prints one sheet: ${name}, ${dark ? "dark" : "light"}, ${korean ? "Korean" : "English"}`, async () => {
      const page = await open(ids[name], { dark, korean });
      if (name !== "empty") await page.locator(".uplot canvas").first().waitFor();
      if (name !== "empty")
        await page
          .getByText(/^(Cpk)$/)
          .first()
          .waitFor();
      const pdf = new TextDecoder("latin1").decode(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
      const charts = name === "empty" ? 0 : 2;
      expect(pdf.match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length).toBe(1);
      expect(pdf.match(/\/Subtype\s*\/Image/g)?.length ?? 0).toBeGreaterThanOrEqual(charts);
      const { text, ...sheet } = await overflowOf(page);
      expect(sheet).toEqual({ fits: true, wide: [], buttons: 0, charts });
      for (const word of name === "empty"
        ? ["No points yet"]
        : korean
          ? ["최근 알림", "수업", "UCL"]
          : ["Last alerts", "Class", "UCL"])
        expect(text).toContain(word);
      // The page itself is back afterwards.
      expect(await page.locator(".print-sheet, .prints-sheet").count()).toBe(0);
    });
  }

  test("exports a picture on white in dark mode, and tables, by keyboard alone", async () => {
    const page = await open(ids.shaft, { dark: true });
    await page.locator(".uplot canvas").first().waitFor();
    const menu = page.locator("summary").filter({ hasText: "Export" });
    const choose = async (item: number): Promise<Download> => {
      await menu.focus();
      await page.keyboard.press("Enter");
      for (let n = 0; n <= item; n++) await page.keyboard.press("Tab");
      const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
      return download;
    };
    const picture = await choose(1);
    expect(picture.suggestedFilename()).toMatch(/chart\.png$/);
    const png = await readFile(await picture.path());
    const pixels = await page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = canvas.getContext("2d");
      context?.drawImage(image, 0, 0);
      const data = context?.getImageData(0, 0, image.width, image.height).data ?? [];
      let white = 0;
      let dark = 0;
      for (let n = 0; n < data.length; n += 4) {
        const sum = (data[n] ?? 0) + (data[n + 1] ?? 0) + (data[n + 2] ?? 0);
        if (sum > 740) white += 1;
        if (sum < 120) dark += 1;
      }
      return { width: image.width, white: (4 * white) / data.length, dark: (4 * dark) / data.length };
    }, png.toString("base64"));
    expect(pixels.width).toBeGreaterThanOrEqual(1400);
    expect(pixels.white).toBeGreaterThan(0.5);
    expect(pixels.dark).toBeGreaterThan(0.002);
    expect(pixels.dark).toBeLessThan(0.2);
    expect((await choose(2)).suggestedFilename()).toMatch(/measurements\.csv$/);
    expect((await choose(3)).suggestedFilename()).toMatch(/points\.csv$/);
    await menu.click();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("link", { name: "All points of the chart (CSV)" }).isVisible()).toBe(false);
    expect(stage.complaints).toEqual([]);
  });
});
