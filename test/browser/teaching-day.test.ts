/** A teacher's real day: what went wrong when the pages were tried end to end. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { chromiumPath, openStage, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let teacher: Seat;

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name }).first().waitFor();
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const follow = (page: Page, name: string | RegExp) => page.getByRole("link", { name }).first().click();

describe.skipIf(chromiumPath === undefined)("a teacher's day", () => {
  beforeAll(async () => {
    stage = await openStage();
    teacher = await stage.teacher();
    await heading(teacher.page, "My classes");
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });

  test("unsaved changes of a lesson survive a reload and leaving the editor", async () => {
    const { page } = teacher;
    await page.goto(`${stage.origin}/teach/lessons/new`);
    await page.getByLabel("Title of the lesson").fill("A paper plane");
    await page.getByLabel("Step 1", { exact: true }).fill("Fold in half");
    await page.reload();
    await page.getByText("Your unsaved changes from last time are here.").waitFor();
    expect(await page.getByLabel("Step 1", { exact: true }).inputValue()).toBe("Fold in half");
    await press(page, "Save");
    await page.getByText("Saved", { exact: true }).waitFor();

    await page.getByLabel("Step 1", { exact: true }).fill("Fold it twice");
    await follow(page, "Lectern");
    await page.getByText("Unsaved changes").waitFor();
    await follow(page, "Edit : A paper plane");
    await page.getByText("Your unsaved changes from last time are here.").waitFor();
    expect(await page.getByLabel("Step 1", { exact: true }).inputValue()).toBe("Fold it twice");
    await press(page, "Discard the changes");
    expect(await page.getByLabel("Step 1", { exact: true }).inputValue()).toBe("Fold in half");
    await follow(page, "To my classes");
    await heading(page, "My classes");
    expect(await page.getByText("Unsaved changes").count()).toBe(0);
  });
});
