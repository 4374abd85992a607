/** A student's class in Chromium without the features that Safari 15.4 or Chrome 100 lack. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { violationsOf } from "../../scripts/pictures/axe.ts";
import { openWorld, type World } from "../../scripts/pictures/world.ts";
import { chromiumPath } from "./stage.ts";

setDefaultTimeout(60_000);

/** Removes new JavaScript functions and new CSS from the page. */
async function age(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ["toReversed", "toSorted", "toSpliced"]) {
      Reflect.deleteProperty(Array.prototype, name);
    }
    Reflect.deleteProperty(Map, "groupBy");
    Reflect.deleteProperty(Object, "groupBy");
    Reflect.deleteProperty(Promise, "withResolvers");
    Reflect.deleteProperty(URL, "canParse");
    Reflect.deleteProperty(AbortSignal, "any");
    Reflect.deleteProperty(AbortSignal, "timeout");
    Reflect.deleteProperty(CanvasRenderingContext2D.prototype, "roundRect");
  });
  await page.route(/\.css$/, async (route) => {
    const response = await route.fetch();
    const text = (await response.text())
      .replace(/\b(oklch|oklab|lab|lch|color-mix|light-dark|color)(?=\()/g, "unknown")
      .replace(/(\d)[dsl]v(h|w)\b/g, "$1unknown")
      .replaceAll(":has(", ":unknown(")
      .replace(/@property/g, "@unknown");
    await route.fulfill({ response, body: text });
  });
}

describe.skipIf(chromiumPath === undefined)("in a browser of 2022", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld("en");
  });
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
  });

  test("a student joins, reads a step with a link, presses Done, asks and chats, and every text is readable", async () => {
    const teacher = await world.teacher();
    const guide_text = "Open https://example.org/leaf, then come back.";
    const lesson = await world.call("POST", "/api/lessons", teacher, {
      title: "Leaves",
      subtasks: [{ title: "Look at a leaf", guide_text }, { title: "Draw it" }],
    });
    const room = await world.ownClass({ lesson_id: lesson.id });
    const { code } = room.session;
    const call = (path: string, body: unknown = {}, token = teacher) =>
      world.call("POST", `/api/sessions/${code}${path}`, token, body);
    const page = await world.visit("about:blank", { touch: true });
    const failures: string[] = [];
    page.on("pageerror", (error) => failures.push(String(error)));
    await age(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${world.stage.origin}/j/${code}`);
    await page.getByLabel("Your name").fill("Mina");
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByRole("heading", { name: "You are in, Mina" }).waitFor();
    await call(`/steps/${lesson.subtasks[0].id}/start`);
    await page.getByRole("link", { name: "https://example.org/leaf" }).waitFor();
    // The row of buttons is at the bottom of the screen, not of the text.
    const bar = await page.locator("footer").boundingBox();
    expect(Math.round((bar?.y ?? 0) + (bar?.height ?? 0))).toBe(844);
    const green = page.getByRole("button", { name: "Done" });
    expect(await green.evaluate((one) => getComputedStyle(one).backgroundColor)).not.toMatch(
      /rgba\(.* 0\)|transparent/,
    );
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violationsOf(page)).toEqual([]);
    }
    await green.click();
    await page.getByText("Done!").waitFor();

    await page.getByRole("button", { name: /^Questions/ }).click();
    await page.getByLabel("Your question", { exact: true }).fill("Why is it green?");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.getByRole("listitem").filter({ hasText: "Why is it green?" }).waitFor();
    await page.getByRole("button", { name: /^Chat/ }).click();
    await call("/messages", { content: "Well done, Mina." });
    await page.getByText("Well done, Mina.").waitFor();
    await page.reload();
    await page.getByText("Done!").waitFor();
    expect(failures).toEqual([]);
  });
});
