/** 60 and 300 students on the teacher's board: names can be read, who needs help comes first, no word is broken. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { overflowOf } from "../../scripts/pictures/shoot.ts";
import { type Classroom, openClassroom } from "./classroom.ts";
import { chromiumPath, laptop, openStage, phone, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

/** The texts of these elements that are broken over two lines within a word, cut off, or smaller than 15 px. */
const unreadable = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) => {
    const texts = all.flatMap((one) => {
      const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
      const found: [Text, HTMLElement][] = [];
      while (walker.nextNode()) {
        const text = walker.currentNode as Text;
        if (text.parentElement && !text.parentElement.closest(".sr-only")) found.push([text, text.parentElement]);
      }
      return found;
    });
    const isBroken = (text: Text) =>
      Array.from(text.data.matchAll(/\S+/g)).some(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size > 1;
      });
    const isCut = (one: HTMLElement) =>
      one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflow !== "visible";
    const isSmall = (one: HTMLElement) => Number.parseFloat(getComputedStyle(one).fontSize) < 15;
    return texts.flatMap(([text, one]) => (isBroken(text) || isCut(one) || isSmall(one) ? [text.data] : []));
  });

describe.skipIf(chromiumPath === undefined)("a full room", () => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openStage();
    const seat = await stage.seat();
    page = seat.page;
    const url = stage.origin;
    await seat.context.addCookies([{ name: "lectern_session", value: await stage.at.teacher(), url }]);
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });

  test("on a phone, the title of the class is whole", async () => {
    await using room: Classroom = await openClassroom(stage.at, 2);
    await page.setViewportSize(phone.viewport);
    await page.goto(`${stage.origin}/teach/${room.session.code}`);
    await page.locator(".tile").first().waitFor();
    expect(await unreadable(page, "h1")).toEqual([]);
    expect(await overflowOf(page)).toEqual([]);
  });

  for (const [size, lists] of [
    [60, [".tile"]],
    [300, ["[aria-labelledby=attention] li", ".tiles-dense .tile"]],
  ] as const) {
    test(`${size} students, as ${lists.join(" and ")}`, async () => {
      await using room: Classroom = await openClassroom(stage.at, size);
      for (const names of lists) {
        for (const { width, height } of [laptop.viewport, { width: 1920, height: 1080 }]) {
          await page.setViewportSize({ width, height });
          await page.goto(`${stage.origin}/teach/${room.session.code}`);
          await page.getByText("3 ask").waitFor();
          await page.getByRole("button", { name: names.includes("tile") ? "Names" : "Dots" }).click();
          const first = await page.locator(names).allInnerTexts();
          expect(first.slice(0, 3).map((text) => text.split(/\s/)[0])).toEqual(["Chloe", "Hana", "Mina"]);
          expect(await unreadable(page, names)).toEqual([]);
          expect(await overflowOf(page)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height);
        }
      }
    });
  }
});
