/** A lesson and its classes over time: copy, edit, restore, teach, end, reopen, again, compare, and what a student keeps. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout } from "bun:test";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { heading, press, sees } from "./page.ts";
import { openPlay } from "./play.ts";
import { chromiumPath, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let teacher: Seat;
let mina: Seat;
/** The code of the first class, and of the one that repeats it. */
const codes: string[] = [];

const follow = (page: Page, name: string | RegExp) => page.getByRole("link", { name }).first().click();
const codeIn = (page: Page) => new URL(page.url()).pathname.split("/")[2] ?? "";
const more = async (page: Page, title: string, action: string) => {
  await page.locator("li", { hasText: title }).locator("summary.menu-button").first().click();
  await page.locator("li", { hasText: title }).getByRole("button", { name: action, exact: true }).first().click();
};

describe.skipIf(chromiumPath === undefined)("a lesson and its classes", () => {
  const scene = openPlay();
  beforeAll(async () => {
    stage = await openStage();
    const token = await stage.at.teacher();
    const subtasks = [
      { title: "Fold in half", content: "Along the **long** side" },
      { title: "Fold the wings", guide_text: "Both of them" },
    ];
    await stage.at.call("POST", "/api/lessons", token, { title: "A paper plane", subtasks });
    teacher = await stage.teacher();
    await heading(teacher.page, "My classes");
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });

  scene("a lesson is copied, tagged and archived, and found again", async () => {
    const { page } = teacher;
    await more(page, "A paper plane", "Copy");
    await sees(page, "A paper plane (copy)");
    await more(page, "A paper plane (copy)", "Edit tags");
    await page.getByRole("textbox", { name: "Tags" }).fill("paper, grade 5");
    await press(page, "Save tags");
    await page.getByLabel("Tag", { exact: true }).selectOption("grade 5");
    await page.getByText("2 steps").nth(1).waitFor({ state: "detached" });
    await page.getByLabel("Tag", { exact: true }).selectOption("");
    await page.getByRole("searchbox").fill("WINGS copy");
    await page.getByText("2 steps").nth(1).waitFor({ state: "detached" });
    await more(page, "A paper plane (copy)", "Archive");
    await sees(page, "No lesson found.");
    await page.getByRole("searchbox").fill("");
    await sees(page, "A paper plane");
    expect(await page.getByText("A paper plane (copy)").count()).toBe(0);
    await press(page, "Archive");
    await sees(page, "A paper plane (copy)");
    await press(page, "Archive");
  });

  scene("an edit is seen in the versions, and taken back", async () => {
    const { page } = teacher;
    await page.getByText("A paper plane (copy)", { exact: true }).waitFor({ state: "detached" });
    await follow(page, /^Edit : A paper plane$/);
    await page.getByLabel("Step 1", { exact: true }).fill("Tear it in half");
    await press(page, "Save");
    await page.getByText("Saved", { exact: true }).waitFor();
    await press(page, "Versions");
    await press(page, /Version 1/);
    const dialog = page.getByRole("dialog");
    await dialog.getByText("1. Tear it in half").waitFor();
    await dialog.getByText("1. Fold in half").waitFor();
    // Both versions of the text are shown as the students see it.
    await dialog.locator("strong", { hasText: "long" }).nth(1).waitFor();
    await press(page, "Restore this version");
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByLabel("Step 1", { exact: true }).inputValue()).toBe("Fold in half");
    await press(page, "Open a class with it");
    await heading(page, "Not started yet");
    codes.push(codeIn(page));
  });

  scene("a class that was ended by mistake is reopened, and its students are in again", async () => {
    const { page } = teacher;
    mina = await stage.seat(phone);
    await mina.page.goto(`${stage.origin}/j/${codes[0]}`);
    await mina.page.getByLabel("Your name").fill("Mina");
    await press(mina.page, "Join");
    await heading(mina.page, "You are in, Mina");
    await press(page, /^Begin/);
    await press(mina.page, "Done");
    await sees(mina.page, "Done!");
    await press(page, "End class");
    await press(page, "Yes, end it");
    await heading(mina.page, "The class has ended");
    await press(page, "Reopen the class");
    await press(page, "Yes, reopen it");
    await press(page, /^Next/);
    await mina.page.reload();
    await heading(mina.page, "Fold the wings");
  });

  scene("a changed lesson is taken over by a press, and progress stays", async () => {
    const { page } = teacher;
    const token = await stage.at.teacher();
    const { body } = await stage.at.call("GET", "/api/lessons/1", token);
    const kept = body.subtasks.map(({ id, title, guide_text }: Record<string, unknown>) => ({ id, title, guide_text }));
    const subtasks = [...kept, { title: "Let it fly" }];
    await stage.at.call("PUT", "/api/lessons/1", token, { title: body.title, subtasks });
    await page.reload();
    await press(page, "Use the new version");
    await sees(page, "Let it fly");
    await press(mina.page, "Done");
    await press(page, "End class");
    await press(page, "Yes, end it");
    await sees(mina.page, "You did 2 of 3 steps.");
  });

  scene("a student keeps what they did, as one file, too", async () => {
    const { page } = mina;
    const downloading = page.waitForEvent("download");
    await press(page, "Download");
    const file = await (await downloading).path();
    expect(readFileSync(file, "utf8")).toContain("## 2. Fold the wings\n\nBoth of them\n\n*Done*");
    await page.goto(`${stage.origin}/j/${codes[0]}`);
    await heading(page, "The class has ended, Mina");
    await follow(page, "Open my notes");
    await sees(page, "You did 2 of 3 steps.");
  });

  scene("the class is replayed moment by moment", async () => {
    const { page } = teacher;
    await follow(page, "Replay");
    await heading(page, "Replay: A paper plane");
    const status = page.getByRole("status");
    expect(await status.textContent()).toBe("Step 1: Fold in half");
    await page.getByLabel("Progress").check();
    await press(page, "Next");
    await page.getByText("Mina did step 1").first().waitFor();
    await page.locator("li.tile", { hasText: "Mina" }).getByText("Done").waitFor();
    await page.getByRole("slider").press("End");
    await page.getByText("The class ended").first().waitFor();
  });

  scene("the same class again knows its people, and the two are compared", async () => {
    const { page } = teacher;
    await follow(page, "To the report");
    await press(page, "Start again with the same people");
    await heading(page, "Not started yet");
    codes.push(codeIn(page));
    await sees(page, "Expected and not here yet: 1");
    await mina.page.goto(`${stage.origin}/j/${codes[1]}`);
    await sees(mina.page, "Welcome back, Mina");
    await press(mina.page, "Go to my seat");
    await heading(mina.page, "You are in, Mina");
    await page.getByText("Expected and not here yet: 1").waitFor({ state: "detached" });
    await press(page, /^Begin/);
    await press(page, "End class");
    await press(page, "Yes, end it");
    await follow(page, "Compare");
    await press(page, /A paper plane/);
    await heading(page, "Step by step");
    await page.getByRole("row", { name: /^Students 1 1/ }).waitFor();
    // A page that is opened after the end learns of it from the refused connection.
    expect(stage.complaints.filter((words) => !words.includes("response code: 409"))).toEqual([]);
  });
});
