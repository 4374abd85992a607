/** Single pages: their texts in each state, and their sizes on a phone. `axe.test.ts` has their accessibility. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { type Classroom, openClassroom } from "./classroom.ts";
import { chromiumPath, laptop, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let room: Classroom;
let teacher: Seat;

/** The page of a student of the sample class, in that student's state. */
async function seated(n: number, how = phone): Promise<Page> {
  const { context, page } = await stage.seat(how);
  const token = room.students[n]?.token ?? "";
  await context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
  await page.goto(`${stage.origin}/s/${room.session.code}`);
  await page.locator("article").waitFor();
  return page;
}

describe.skipIf(chromiumPath === undefined)("the pages", () => {
  beforeAll(async () => {
    stage = await openStage();
    room = await openClassroom(stage.at, 12);
    teacher = await stage.teacher();
    await teacher.page.getByRole("heading", { name: "My classes" }).waitFor();
  });
  afterAll(async () => {
    await room?.[Symbol.asyncDispose]();
    await stage?.[Symbol.asyncDispose]();
  });

  describe("can be used with a finger", () => {
    test("buttons and inputs are at least 44 pixels high", async () => {
      const page = await seated(0);
      const small = await page.evaluate(() =>
        Array.from(document.querySelectorAll("button, a, input"))
          .filter((one) => one.getBoundingClientRect().height < 44)
          .map((one) => one.outerHTML.slice(0, 120)),
      );
      expect(small).toEqual([]);
      await page.context().close();
    });

    test("fit a phone 320 pixels wide", async () => {
      const narrow = { ...phone, viewport: { width: 320, height: 640 } };
      const page = await seated(4, narrow);
      for (const address of [page.url(), stage.origin, `${stage.origin}/j/${room.session.code}`]) {
        await page.goto(address);
        await page.getByRole("heading").first().waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
      }
      await page.context().close();
    });
  });

  describe("follow the browser's language", () => {
    test("Korean if it is Korean, and the other language at a press, also after a reload", async () => {
      const { context, page } = await stage.seat({ ...phone, locale: "ko-KR" });
      await page.goto(stage.origin);
      await page.getByRole("heading", { name: "교실로 들어가기" }).waitFor();
      expect(await page.locator("html").getAttribute("lang")).toBe("ko");
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("heading", { name: "Enter the classroom" }).waitFor();
      await page.reload();
      await page.getByRole("heading", { name: "Enter the classroom" }).waitFor();
      await context.close();
    });
  });

  test("say that the key of a teacher's link from an earlier start is wrong", async () => {
    const { context, page } = await stage.seat(laptop);
    await page.goto(`${stage.origin}/teach#key=old`);
    await page.getByText("This key is not right.").waitFor();
    expect(page.url()).toBe(`${stage.origin}/teach`);
    await context.close();
  });

  describe("the join page says why one cannot join", () => {
    test("an unknown code", async () => {
      const { context, page } = await stage.seat(phone);
      await page.goto(`${stage.origin}/j/NOPE99`);
      await page.getByRole("heading", { name: "No class has this code" }).waitFor();
      await page.getByRole("link", { name: "Enter another code" }).click();
      await page.getByLabel("Class code").waitFor();
      await context.close();
    });

    test("a class that is paused, one that has ended, and one without guests", async () => {
      const token = await stage.at.teacher();
      const make = async (settings = {}) =>
        (await stage.at.call("POST", "/api/sessions", token, { title: "Other", settings })).body.code as string;
      const { context, page } = await stage.seat(phone);
      const paused = await make();
      await stage.at.call("POST", `/api/sessions/${paused}/pause`, token, {});
      await page.goto(`${stage.origin}/j/${paused}`);
      await page.getByText("The class is paused. You can already join.").waitFor();
      await stage.at.call("POST", `/api/sessions/${paused}/end`, token, {});
      await page.goto(`${stage.origin}/j/${paused}`);
      await page.getByRole("heading", { name: "This class has ended" }).waitFor();
      await page.goto(`${stage.origin}/j/${await make({ guests: false })}`);
      await page.getByLabel("Your name").fill("Mina");
      await page.getByRole("button", { name: "Join" }).click();
      await page.getByRole("heading", { name: "Only people with an account can join this class" }).waitFor();
      await context.close();
    });

    test("a removed student sees that at once and cannot join again", async () => {
      const page = await seated(5);
      const { nickname } = room.students[5]?.participant ?? { nickname: "" };
      await teacher.page.goto(`${stage.origin}/teach/${room.session.code}`);
      await teacher.page.locator(".tile").filter({ hasText: nickname }).click();
      await teacher.page.getByRole("button", { name: "Remove from the class" }).click();
      await teacher.page.getByText("Clearing the browser's data gets around this").waitFor();
      await teacher.page.getByRole("switch", { name: "Lock the class, too" }).check();
      await teacher.page.getByRole("button", { name: "Yes, remove" }).click();
      await page.getByRole("heading", { name: "The teacher removed you from this class" }).waitFor();
      await teacher.page.locator(".tile").filter({ hasText: nickname }).waitFor({ state: "detached" });
      const [path, token] = [`/api/sessions/${room.session.id}`, await stage.at.teacher()];
      expect((await stage.at.call("GET", path, token)).body.settings.locked).toBe(true);
      await stage.at.call("PATCH", path, token, { settings: { locked: false } });
      await page.goto(`${stage.origin}/j/${room.session.code}`);
      await page.getByLabel("Your name").fill("Somebody else");
      expect(await page.getByRole("button", { name: "Go to my seat" }).count()).toBe(0);
      await page.getByRole("button", { name: "Join" }).click();
      await page.getByRole("heading", { name: "The teacher removed you from this class" }).waitFor();
      await page.context().close();
    });
  });

  test("show a name as text, whatever is in it", async () => {
    const nickname = "<img src=x onerror=alert(1)>";
    await stage.at.call("POST", `/api/sessions/${room.session.code}/join`, undefined, { nickname });
    await teacher.page.goto(`${stage.origin}/teach/${room.session.code}`);
    await teacher.page.getByText(nickname).first().waitFor();
    expect(await teacher.page.locator("img").count()).toBe(0);
  });

  test("a class without steps gets a lesson in the room: an existing or a new one", async () => {
    const { page } = teacher;
    await page.goto(`${stage.origin}/teach`);
    await page.getByRole("button", { name: "New class", exact: true }).click();
    await page.getByRole("heading", { name: "This class has no steps" }).waitFor();
    await page.getByRole("link", { name: "Write steps" }).click();
    await page.getByLabel("Title of the lesson").fill("On the spot");
    await page.getByLabel("Step 1", { exact: true }).fill("Look here");
    await page.getByRole("button", { name: "Save and use in the class" }).click();
    await page.getByRole("button", { name: /^Begin/ }).waitFor();
    await page.getByText("1. Look here").waitFor();
  });

  test("the board of more than sixty students shows totals by step first, and marks instead of tiles", async () => {
    await using hall = await openClassroom(stage.at, 80);
    const { page } = teacher;
    await page.goto(`${stage.origin}/teach/${hall.session.code}`);
    await page.getByText("66 on 3").waitFor();
    await page.getByText("13 on 2").waitFor();
    await page.getByText("3 ask").waitFor();
    expect(await page.locator(".tile").count()).toBe(0);
    await page
      .getByRole("button", { name: /Find the power rails/ })
      .last()
      .click();
    await page.getByRole("dialog").getByRole("button", { name: /Elif/ }).first().waitFor();
  });
});
