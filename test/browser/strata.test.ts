/** Tags in a real browser: chosen on the phone's pad, imported, and used to colour, filter and compare the chart. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout } from "bun:test";
import type { Page } from "playwright-core";
import { type Lathe, openLathe } from "./lathe.ts";
import { openPlay } from "./play.ts";
import { chromiumPath, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let lathe: Lathe;
let teacher: Seat;
let token = "";

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const sees = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const newest = async () =>
  (await stage.at.call("GET", `/api/spc/measurements?product=${lathe.product.id}&limit=1`, token)).body[0];

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
    await page.getByLabel(/^Limits/).selectOption({ label: "of the product" });
    await sees(page, /The limits are those of the product/);
    await press(page, "Show all");
    await legend.getByText("1", { exact: true }).waitFor();
  });

  scene("no page logged an error", async () => {
    expect(stage.complaints).toEqual([]);
  });
});
