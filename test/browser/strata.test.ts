/** Tags in a real browser: chosen on the phone's pad, imported, and used to colour, filter and compare the chart. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout } from "bun:test";
import type { Page } from "playwright-core";
import { type Lathe, openLathe } from "./lathe.ts";
import { press } from "./page.ts";
import { openPlay } from "./play.ts";
import { chromiumPath, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let lathe: Lathe;
let teacher: Seat;
let token = "";

const sees = (page: Page, words: string | RegExp) => page.getByText(words).filter({ visible: true }).first().waitFor();
const newest = async () =>
  (await stage.at.call("GET", `/api/spc/measurements?product=${lathe.product.id}&limit=1`, token)).body[0];

/** Saves the picture of the chart; also returns the texts that were written into pictures meanwhile. */
async function savePicture(page: Page): Promise<{ file: string; written: string[] }> {
  await page.evaluate(() => {
    const { prototype } = CanvasRenderingContext2D;
    const { fillText } = prototype;
    const written: string[] = [];
    Object.assign(window, { written });
    prototype.fillText = function (this: CanvasRenderingContext2D, text: string, ...at: [number, number]) {
      written.push(text);
      fillText.call(this, text, ...at);
    };
  });
  await page.locator("summary").filter({ hasText: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Picture of the chart (PNG)" }).click(),
  ]);
  return {
    file: download.suggestedFilename(),
    written: await page.evaluate(() => (window as unknown as { written: string[] }).written),
  };
}

const scene = openPlay();

describe.skipIf(chromiumPath === undefined)("tags", () => {
  beforeAll(async () => {
    stage = await openStage();
    token = await stage.at.teacher();
    lathe = await openLathe(stage.at);
    teacher = await stage.teacher();
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });

  scene("are chosen once on the pad and stay for the next values, also after a reload", async () => {
    const { page } = await stage.seat(phone);
    await page.goto(lathe.link.replace(/^http:\/\/[^/]+/, stage.origin));
    await press(page, /^Operator/);
    await press(page, "Lee");
    await press(page, /^Lot/);
    await page.getByLabel("Another value").fill("A-99");
    // Digits that are typed into a field are not a measurement.
    expect(await page.getByLabel("The value being typed").textContent()).toBe("0");
    await press(page, "Use");
    for (const key of ["2", "4"]) await press(page, new RegExp(`^${key}$`));
    await press(page, /^Save/);
    await sees(page, /in specification/);
    expect((await newest()).tags).toEqual({ lot: "A-99", operator: "Lee" });
    await page.reload();
    await page.getByRole("button", { name: "Operator Lee" }).waitFor();
    await page.context().close();
  });

  scene("of a table are recognized by the names of its columns, and any column can be a tag", async () => {
    const { page } = teacher;
    await page.goto(`${stage.origin}/spc/${lathe.product.id}/import`);
    await page.getByLabel("Or paste rows here").fill("value,machine,cavity\n24.01,2,left\n24.02,1,right\n");
    expect(await page.getByLabel("Content of the column machine").inputValue()).toBe("tag:machine");
    await page.getByLabel("Content of the column cavity").selectOption("cavity");
    await press(page, /^Import$/);
    await sees(page, "2 values imported");
    expect((await newest()).tags).toEqual({ cavity: "right", machine: "1" });
  });

  scene("colour the chart, and filter it, which it says with the limits that apply", async () => {
    const { page } = teacher;
    await page.goto(`${stage.origin}/spc/${lathe.product.id}`);
    await page.getByLabel("Colour by").selectOption({ label: "Machine" });
    const legend = page.getByRole("list", { name: "Legend of Machine" });
    await legend.getByText("2", { exact: true }).waitFor();
    await press(page, "Filter");
    await page.getByRole("group", { name: "Machine" }).getByLabel("2").check();
    await press(page, "Show these");
    await sees(page, /Filtered – Machine: 2\. 49 points match\. Limits and rules are computed from these points only/);
    expect(await legend.getByRole("listitem").count()).toBe(1);
    // Paper says the same, with the limits that it draws, and what the marks mean.
    const sheet = await page.evaluate(async () => {
      dispatchEvent(new Event("beforeprint"));
      await new Promise((resolve) => setTimeout(resolve));
      const of = (selector: string) => document.querySelector(selector)?.textContent ?? "";
      const texts = { all: of(".print-sheet"), limits: of(".print-limits"), legend: of(".print-legend") };
      dispatchEvent(new Event("afterprint"));
      return texts;
    });
    expect(sheet.all).toContain("Filtered – Machine: 2. 49 points match. Limits: from these points.");
    expect(sheet.legend).toBe("2");
    const evaluated = await stage.at.call("POST", `/api/spc/products/${lathe.product.id}/evaluate`, token, {
      tags: { machine: ["2"] },
      limits: "own",
      last: 200,
    });
    expect(sheet.limits).toContain(`UCL ${evaluated.body.ucl.toFixed(2)}`);
    expect(sheet.limits).toContain("of 49 points");
    const { file, written } = await savePicture(page);
    expect(file).toMatch(/chart\.png$/);
    expect(written.join(" ")).toContain("Filtered – Machine: 2. 49 points match. Limits: from these points.");
    expect(written).toContain(evaluated.body.ucl.toFixed(3));
    await page.getByLabel(/^Limits/).selectOption({ label: "of the product" });
    await sees(page, /The limits are those of the product/);
    await press(page, "Show all");
    await legend.getByText("1", { exact: true }).waitFor();
  });

  scene("are corrected with the values, and the list shows them", async () => {
    const { page } = teacher;
    await page.getByText("Manage").click();
    await press(page, "Correct values");
    const row = page.getByRole("listitem").filter({ hasText: /Cavity: right|cavity: right/ });
    await row.getByRole("button", { name: /^Correct/ }).click();
    await page.getByLabel("Machine", { exact: true }).last().fill("2");
    await page.getByLabel("cavity", { exact: true }).last().fill("");
    await press(page, /^Save$/);
    await page
      .getByRole("listitem")
      .filter({ hasText: /Machine: 2/ })
      .first()
      .waitFor();
    expect((await newest()).tags).toEqual({ machine: "2" });
    await stage.at.call("PATCH", `/api/spc/measurements/${(await newest()).id}`, token, { tags: { machine: "1" } });
    await press(page, "Close");
  });

  scene("compare the machines, whose means differ", async () => {
    const { page } = teacher;
    await page.getByRole("heading", { name: "Compare strata" }).click();
    await page.getByLabel(/^Compare by/).selectOption({ label: "Machine" });
    await page.getByRole("row", { name: /^1 49 23\.9\d+ / }).waitFor();
    await page.getByRole("row", { name: /^2 49 24\.0\d+ / }).waitFor();
    await page.getByRole("heading", { name: "Compare strata" }).click();
  });

  scene("causes are offered, chosen for a point with one press, and counted; a bar lists its points", async () => {
    const { page } = teacher;
    await page.getByText("Manage").click();
    await press(page, "Causes");
    await page.getByLabel(/^Causes to choose from/).fill("Tool worn\nWrong gauge");
    await press(page, /^Save/);
    await page.getByText("As a table").click();
    await page.getByTitle("Point of subgroup 90").click();
    await press(page, "Wrong gauge");
    await press(page, /^Save/);
    await page.getByRole("dialog").getByText("Wrong gauge").nth(1).waitFor();
    await press(page, "Close");
    await page.getByRole("heading", { name: "Pareto of causes" }).click();
    await page.getByRole("row", { name: /1\. Tool worn 5 50 % 50 %/ }).waitFor();
    await press(page, /Wrong gauge/);
    await press(page, /^90$/);
    await page.getByRole("dialog", { name: "Subgroup 90" }).waitFor();
    await press(page, "Close");
  });

  scene("other rules are tried beside what was flagged, and used from now on", async () => {
    const { page } = teacher;
    await page.getByRole("heading", { name: "What would other rules say?" }).click();
    await sees(page, /These rules flag 0 of 99 points/);
    await page.getByText("4 rules", { exact: true }).click();
    await page.getByRole("switch", { name: /^4\./ }).check();
    await sees(page, /At the time 0 were flagged/);
    const different = page.getByRole("table", { name: /judged differently/ });
    await different.getByRole("row", { name: "14 – 14 up and down" }).waitFor();
    await press(page, "Use these rules from now on");
    await sees(page, "These are the rules in use.");
    const { rules } = (await stage.at.call("GET", `/api/spc/products/${lathe.product.id}`, token)).body;
    expect(rules).toEqual([1, 2, 4, 5, 6]);
    await different.getByRole("row", { name: "14 – 14 up and down" }).waitFor();
  });

  scene("no page logged an error", async () => {
    expect(stage.complaints).toEqual([]);
  });
});
