/** A gauge study in a real browser: created, measured by phone and in the table, pasted, and evaluated live. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout } from "bun:test";
import type { Page } from "playwright-core";
import type { GaugeStudyDetails } from "../../src/domain/spc/gauge/schema.ts";
import { aiag } from "../domain/spc/gauge-examples.ts";
import { sees } from "./page.ts";
import { openPlay } from "./play.ts";
import { chromiumPath, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let teacher: Seat;

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).first().click();

const scene = openPlay();

describe.skipIf(chromiumPath === undefined)("a gauge study", () => {
  beforeAll(async () => {
    stage = await openStage();
    const token = await stage.at.teacher();
    const product = { code: "PIN", name: "Pin", lsl: -4, usl: 4, unit: "mm" };
    await stage.at.call("POST", "/api/spc/products", token, product);
    teacher = await stage.teacher();
    await teacher.page.getByRole("link", { name: "Quality board" }).waitFor();
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());

  scene("the teacher creates a study, and a mistake in it is named", async () => {
    const { page } = teacher;
    await page.goto(`${stage.origin}/spc/1/gauge`);
    await sees(page, "No gauge studies yet.");
    await press(page, "New gauge study");
    await page.getByLabel("Operators").fill("Ann");
    await press(page, "Create the study");
    await sees(page, /Enter 2 to 10 different operators/);
    await page.getByLabel("Operators").fill("Ann\nBen\nClara");
    expect(await page.getByLabel(/^Tolerance/).inputValue()).toBe("8");
    await press(page, "Create the study");
    await sees(page, "0 of 90 measured");
  });

  scene("a phone is told the next part, sees no other values, and the teacher's table fills", async () => {
    const { page } = teacher;
    await press(page, "Measure by phone");
    await press(page, "Make the QR code");
    const link = await page.getByRole("link", { name: /gauge-entry/ }).getAttribute("href");
    await press(page, "Close");
    const hand = await stage.seat(phone);
    await hand.page.goto(`${stage.origin}/spc/1/gauge-entry/1${new URL(link ?? "").hash}`);
    await press(hand.page, /^Ben/);
    await sees(hand.page, "Ben · repeat 1 of 3");
    for (const key of ["1", "Decimal point", "5"]) await press(hand.page, key);
    await press(hand.page, "Save");
    await sees(hand.page, /^Saved: part \d+ = 1.5$/);
    await sees(page, "1 of 90 measured");
    await press(hand.page, "Correct");
    await sees(hand.page, "Correct this part");
    await press(hand.page, "7");
    await press(hand.page, "Cancel");
    await sees(hand.page, "Measure this part");
    await press(hand.page, "Correct");
    await sees(hand.page, "Correct this part");
    await press(hand.page, "2");
    await press(hand.page, "Save");
    await page.waitForFunction(() =>
      Array.from(document.querySelectorAll("input"), ({ value }) => value).includes("2"),
    );
    expect(await hand.page.getByText("Ann").count()).toBe(0);
    // Somebody measures the part for which a number is being typed.
    const token = await stage.at.teacher();
    const path = "/api/spc/products/1/gauge-studies/1";
    const study = (await stage.at.call("GET", path, token)).body;
    const next = study.runs.find((run: GaugeStudyDetails["runs"][number]) => run.operator === 2 && run.value === null);
    await press(hand.page, "7");
    await stage.at.call("PUT", `${path}/values`, token, { values: [{ ...next, value: 3 }] });
    await sees(hand.page, `Part ${next.part} got a value meanwhile.`);
    expect(await hand.page.getByLabel("The value being typed").textContent()).toBe("0");
    await stage.at.call("PUT", `${path}/values`, token, { values: [{ ...next, value: null }] });
    await sees(page, "1 of 90 measured");
  });

  scene("cells are typed one after the other by keyboard, and what is not a number is marked", async () => {
    const { page } = teacher;
    const first = page.getByLabel("Ann, part 1, repeat 1", { exact: true });
    await first.fill("0,29");
    await first.press("Enter");
    await page.keyboard.type("x");
    await page.keyboard.press("Enter");
    await sees(page, "2 of 90 measured");
    expect(await first.inputValue()).toBe("0.29");
    const wrong = page.getByLabel("Ann, part 2, repeat 1: Enter a number.");
    await wrong.waitFor();
    await wrong.fill("");
    await wrong.press("Enter");
    await page.getByLabel("Ann, part 2, repeat 1", { exact: true }).waitFor();
  });

  scene("AIAG's values are pasted, and evaluated by both methods", async () => {
    const { page } = teacher;
    // Cells that are pasted over values ask first, and change nothing if the answer is no.
    const pasteInto = (name: string, text: string) =>
      page.getByLabel(name, { exact: true }).evaluate((cell, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      }, text);
    const has = (name: string, value: string) =>
      page.waitForFunction(
        ([name, value]) => document.querySelector<HTMLInputElement>(`[aria-label="${name}"]`)?.value === value,
        [name, value],
      );
    const cell = page.getByLabel("Clara, part 9, repeat 1", { exact: true });
    await pasteInto("Clara, part 9, repeat 1", "0.5\t0.6\n0.7\t0.8");
    await has("Clara, part 10, repeat 2", "0.8");
    await pasteInto("Clara, part 9, repeat 1", "9\t9");
    await sees(page, /that the study already has will be replaced/);
    await press(page, "Cancel");
    expect(await cell.inputValue()).toBe("0.5");
    await pasteInto("Clara, part 9, repeat 1", "9\t9");
    await press(page, "Enter the values");
    await has("Clara, part 9, repeat 2", "9");
    await press(page, "Paste a table");
    const table = aiag.map((part) => part.flat().join("\t")).join("\n");
    await page.getByLabel("Table", { exact: true }).fill(table);
    await sees(page, "90 values found. This study has 90 cells.");
    await press(page, "Enter the values");
    await sees(page, "90 of 90 measured");
    await sees(page, "May be acceptable");
    await sees(page, /The spread of measuring is 27\.9 % of the total spread/);
    await sees(page, "The gauge distinguishes only 4 categories of parts; 5 or more are needed.");
    await page.getByLabel("Average and range").check();
    await sees(page, /The spread of measuring is 26\.7 % of the total spread/);
    await sees(page, "The gauge distinguishes 5 categories of parts; 5 or more are needed.");
    await page.getByRole("img", { name: "Means by operator (X-bar), 30 points" }).waitFor();
  });
});
