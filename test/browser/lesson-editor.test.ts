/** The lesson editor: undo, two tabs, and what follows after saving. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { sees } from "./page.ts";
import { chromiumPath, openStage, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let teacher: Seat;

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

describe.skipIf(chromiumPath === undefined)("the lesson editor", () => {
  beforeAll(async () => {
    stage = await openStage();
    teacher = await stage.teacher();
    await teacher.page.getByRole("heading", { name: "My classes" }).waitFor();
    await teacher.page.goto(`${stage.origin}/teach/lessons/new`);
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });

  test("takes back edits one after the other, also after saving", async () => {
    const { page } = teacher;
    await field(page, "Title of the lesson").fill("A paper plane");
    await field(page, "Step 1").fill("Fold in half");
    await press(page, "Add a step");
    await field(page, "Step 2").fill("Fly");
    await press(page, "Save");
    await sees(page, /^Saved$/);
    await page.getByRole("button", { name: "Delete step 1" }).click();
    await press(page, "Undo the last change");
    expect(await field(page, "Step 1").inputValue()).toBe("Fold in half");
    await press(page, "Undo the last change");
    expect(await field(page, "Step 2").inputValue()).toBe("");
    await press(page, "Save");
    await sees(page, /^Saved$/);
    await page.reload();
    expect(await field(page, "Step 1").inputValue()).toBe("Fold in half");
    expect(await field(page, "Step 2").count()).toBe(0);
  });

  test("is edited in one tab at a time: another one follows, and can take over with everything that was typed", async () => {
    const { page } = teacher;
    const other = await page.context().newPage();
    await other.goto(page.url());
    await sees(other, "This lesson is open in another tab.");
    expect(await field(other, "Step 1").isDisabled()).toBe(true);
    await field(page, "Step 1").fill("Typed here");
    await other.waitForFunction(() =>
      [...document.querySelectorAll("textarea")].some(({ value }) => value === "Typed here"),
    );

    await press(other, "Edit it here");
    await sees(page, "This lesson is open in another tab.");
    expect(await field(other, "Step 1").inputValue()).toBe("Typed here");
    await field(other, "Step 1").fill("Typed there");
    await press(other, "Save");
    await sees(other, /^Saved$/);
    await page.waitForFunction(() =>
      [...document.querySelectorAll("textarea")].some(({ value }) => value === "Typed there"),
    );
    await other.close();
    await press(page, "Edit it here");
    await sees(page, /^Saved$/);
    expect(await field(page, "Step 1").isDisabled()).toBe(false);
  });

  test("asks with both versions before it replaces what another device has saved", async () => {
    const { page } = teacher;
    const device = await stage.teacher();
    await device.page.getByRole("heading", { name: "My classes" }).waitFor();
    const saveElsewhere = async (title: string) => {
      await device.page.goto(page.url());
      await field(device.page, "Step 1").fill(title);
      await press(device.page, "Save");
      await sees(device.page, /^Saved$/);
    };
    const dialog = page.getByRole("dialog", { name: "Two versions of this lesson" });

    await saveElsewhere("From the other device");
    await field(page, "Step 1").fill("From this tab");
    await press(page, "Save");
    await dialog.getByText("From this tab").waitFor();
    await dialog.getByText("From the other device").waitFor();
    await press(page, "Save mine");
    await sees(page, /^Saved$/);

    await saveElsewhere("From the other device again");
    await field(page, "Step 1").fill("Not this one");
    await press(page, "Save");
    await press(page, "Use the other one");
    expect(await field(page, "Step 1").inputValue()).toBe("From the other device again");
    await device.context.close();
    await page.reload();
    expect(await field(page, "Step 1").inputValue()).toBe("From the other device again");
  });

  test("puts the focus into a guide text, and keeps it there if pasted text is deleted", async () => {
    const { page } = teacher;
    await page.getByRole("button", { name: /^Guide text/ }).click();
    const guide = field(page, "Guide text for step 1");
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Guide text for step 1");
    await page.keyboard.type("Along");
    expect(await guide.inputValue()).toBe("Along");
    await page.reload();
    await field(page, "Step 1").fill("");
    await guide.fill("");
    await field(page, "Step 1").evaluate((title) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text", "Fold\n  Along the long side");
      title.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    await page.waitForFunction(() => document.querySelector("[aria-label='Guide text for step 1']") !== null);
    expect(await guide.inputValue()).toBe("Along the long side");
    await guide.fill("");
    expect(await guide.evaluate((text) => document.activeElement === text)).toBe(true);
    await press(page, "Save");
    await sees(page, /^Saved$/);
  });

  test("does not warn of unsaved changes once they are saved, if the browser stores nothing", async () => {
    const { page } = teacher;
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    const closes = () => page.evaluate(() => dispatchEvent(new Event("beforeunload", { cancelable: true })));
    await field(page, "Step 1").fill("Fold it");
    await sees(page, /save before you leave/);
    expect(await closes()).toBe(false);
    await press(page, "Save");
    await sees(page, /^Saved$/);
    expect(await closes()).toBe(true);
    await page.reload();
  });

  test("shows a long title of a step whole on a phone, as one line of text", async () => {
    const { page } = teacher;
    const before = page.viewportSize() ?? { width: 1440, height: 900 };
    await page.setViewportSize({ width: 390, height: 844 });
    const long = "Compare your circuit with your neighbour's and note what is different";
    await field(page, "Step 1").fill(`${long}\nand why`);
    expect(await field(page, "Step 1").inputValue()).toBe(`${long} and why`);
    const hidden = await field(page, "Step 1").evaluate((title) => title.scrollHeight - title.clientHeight);
    expect(hidden).toBeLessThanOrEqual(0);
    await field(page, "Step 1").press("Shift+Enter");
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Step 2");
    await page.setViewportSize(before);
  });

  test("offers to open a class with the lesson once it is saved", async () => {
    const { page } = teacher;
    await field(page, "Step 1").fill("Fold in half");
    expect(await page.getByRole("button", { name: "Open a class with it" }).count()).toBe(0);
    await press(page, "Save");
    await press(page, "Open a class with it");
    await sees(page, "A paper plane");
    await sees(page, "Fold in half");
    expect(page.url()).toMatch(/\/teach\/[A-Z0-9]{4,12}$/);
  });

  test("imports the questions of a workbook at a step, edits one, and saves and restores them with the lesson", async () => {
    const { page } = teacher;
    await page.goto(`${stage.origin}/teach/lessons/new`);
    await field(page, "Title of the lesson").fill("Rivers");
    await field(page, "Step 1").fill("Quiz");
    await page.getByRole("button", { name: /^Import questions/ }).click();
    const workbook = join(import.meta.dir, "../domain/quiz/workbooks/exceljs.xlsx");
    await page.locator("dialog").getByLabel("Choose a file").setInputFiles(workbook);
    await sees(page, "2 questions found");
    await sees(page, "The right answer is an option that is empty.");
    await press(page, "Import 2 questions");
    await page.getByRole("button", { name: /^가장 긴 강은/ }).click();
    await page.getByRole("dialog").getByLabel("Question", { exact: true }).fill("The longest river?");
    // Enter keeps the poll, and does not save the lesson around it.
    await page.getByRole("dialog").getByLabel("Question", { exact: true }).press("Enter");
    expect(await page.getByText(/^Saved$/).count()).toBe(0);
    await press(page, "Save");
    await sees(page, /^Saved$/);
    await page.reload();
    const polls = page.getByRole("list", { name: "Polls of step 1" });
    await polls.waitFor();
    expect((await polls.getByRole("listitem").allInnerTexts()).map((text) => text.split("\n"))).toEqual([
      ["The longest river?", "Choice · quiz · 100 points · 20 s"],
      ['Primes "2" & 3?', "Choice · quiz · 100 points · 90 s"],
    ]);
    await page.getByRole("button", { name: "Remove “The longest river?”" }).click();
    await press(page, "Undo the last change");
    expect(await polls.getByRole("listitem").count()).toBe(2);
  });
});
