/** A teacher's real day: what went wrong when the pages were tried end to end. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { openClass } from "../support/class.ts";
import { openClassroom } from "./classroom.ts";
import { chromiumPath, laptop, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

/** The server's clock, in ms ahead: people wait for minutes. */
let ahead = 0;
const pass = (minutes: number) => {
  ahead += minutes * 60_000;
};
let stage: Stage;
let teacher: Seat;

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name }).first().waitFor();
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const follow = (page: Page, name: string | RegExp) => page.getByRole("link", { name }).first().click();

/** Whether the middle of each element can be pressed: it is neither scrolled away nor covered. */
const pressable = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) =>
    all.map((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      return one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    }),
  );

describe.skipIf(chromiumPath === undefined)("a teacher's day", () => {
  beforeAll(async () => {
    stage = await openStage({ now: () => Date.now() + ahead });
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

  test("who called first for help is visible, whatever else is open beside it", async () => {
    await using room = await openClassroom(stage.at, 20, { pass });
    const { page } = teacher;
    await page.goto(`${stage.origin}/teach/${room.session.code}`);
    await page.getByText("3 ask").waitFor();
    const chat = page.getByRole("button", { name: "Chat" });
    if ((await chat.getAttribute("aria-expanded")) === "false") await chat.click();
    await page.getByRole("region", { name: "Chat" }).getByRole("textbox").focus();
    expect((await pressable(page, ".room-fold-first li button")).slice(0, 2)).toEqual([true, true]);
    await chat.click();
  });

  test("a status on the board keeps its word whole, and rows keep their height", async () => {
    await using room = await openClassroom(stage.at, 20, { pass });
    const { page } = teacher;
    for (const { viewport } of [laptop, phone]) {
      await page.setViewportSize(viewport ?? { width: 1440, height: 900 });
      await page.goto(`${stage.origin}/teach/${room.session.code}`);
      await page.getByText("3 ask").waitFor();
      const broken = await page.locator(".tile-state").evaluateAll((all) =>
        all
          .flatMap((one) => Array.from(one.childNodes))
          .filter((node) => {
            if (!node.textContent) return false;
            const range = document.createRange();
            range.selectNodeContents(node);
            return new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size > 1;
          })
          .map((node) => node.textContent),
      );
      const cut = page.locator(".tile-state > .truncate");
      expect(await cut.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length)).toBe(0);
      expect(broken).toEqual([]);
      const heights = await page.locator(".tile").evaluateAll((all) => all.map((one) => one.clientHeight));
      expect(Math.max(...heights) - Math.min(...heights)).toBeLessThanOrEqual(4);
    }
    await page.setViewportSize(laptop.viewport ?? { width: 1440, height: 900 });
  });

  test("after the code was full-screen, the space bar begins the class; at its end is the report", async () => {
    const guide_text = "Look at the whole board first.";
    const title = `Compare ${"your circuit with your neighbour's, and ".repeat(3)}write down each difference`;
    const token = await stage.at.teacher();
    const subtasks = [{ title, guide_text }, { title: "Step 2" }];
    const lesson = (await stage.at.call("POST", "/api/lessons", token, { title: "Circuits", subtasks })).body;
    const room = await openClass({ server: stage.at, title: "Circuits", lesson_id: lesson.id });
    const { page } = teacher;
    await page.goto(`${stage.origin}/teach/${room.session.code}`);
    for (const close of [() => page.keyboard.press("Escape"), () => press(page, "Close")]) {
      await press(page, /Show code full-screen/);
      await page.getByRole("dialog").waitFor();
      await close();
      await page.locator(".btn-next:focus").waitFor();
    }
    await page.keyboard.press("Space");
    await heading(page, title);
    expect(await page.getByRole("dialog").count()).toBe(0);
    const clipped = await page.locator("#now").evaluate((one) => one.scrollHeight > one.clientHeight + 2);
    expect(clipped).toBe(false);
    await page.getByText(guide_text).first().waitFor();

    await press(page, "End class");
    await press(page, "Yes, end it");
    await follow(page, "Report");
    await heading(page, "Circuits");
    expect(new URL(page.url()).pathname).toBe(`/teach/${room.session.code}/report`);
  });

  test("a class without a lesson begins with the space bar, and offers no lesson if there is none", async () => {
    const room = await openClass({ server: stage.at, title: "Discussion", lesson_id: null });
    const { page } = teacher;
    await page.route(/\/api\/lessons(\?|$)/, (route) => route.fulfill({ json: [] }));
    await page.goto(`${stage.origin}/teach/${room.session.code}`);
    await page.getByText("Write the steps now, or begin without steps.").waitFor();
    await page.unroute(/\/api\/lessons(\?|$)/);
    await page.getByRole("button", { name: /^Begin.*Space bar/ }).waitFor();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: /^Begin/ }).waitFor({ state: "detached" });
  });
});
