/** Regressions of defects that a full day of teaching with the pages revealed. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { openClass } from "../support/class.ts";
import { openClassroom } from "./classroom.ts";
import { heading, press } from "./page.ts";
import { chromiumPath, laptop, openStage, phone, type Seat, type Stage } from "./stage.ts";
import { openWifi } from "./wifi.ts";

setDefaultTimeout(60_000);

/** The server's clock, in ms ahead: people wait for minutes. */
let ahead = 0;
const pass = (minutes: number) => {
  ahead += minutes * 60_000;
};
let stage: Stage;
let teacher: Seat;

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
    await follow(page, "Back to my classes");
    await heading(page, "My classes");
    expect(await page.getByText("Unsaved changes").count()).toBe(0);
  });

  test("the search of past classes can be cleared after a class that it found was deleted", async () => {
    const token = await stage.at.teacher();
    for (const title of ["Algebra", "Botany", "Chemistry", "Drawing", "English", "French"]) {
      const { session } = await openClass({ server: stage.at, title, lesson_id: null });
      await stage.at.call("POST", `/api/sessions/${session.code}/start`, token);
      await stage.at.call("POST", `/api/sessions/${session.code}/end`, token);
    }
    const { page } = teacher;
    await page.goto(`${stage.origin}/teach`);
    const search = page.getByRole("searchbox", { name: "Find by title, code or lesson" });
    await search.fill("Chemistry");
    await page.getByRole("link", { name: /^Botany/ }).waitFor({ state: "detached" });
    await press(page, "Settings: Chemistry");
    await press(page, /^Delete/);
    await press(page, /^Yes, delete/);
    await page.getByText("No class found.").waitFor();
    await search.fill("");
    await page.getByRole("link", { name: /^Botany/ }).waitFor();
  });

  test("the first help request is visible, whatever other panels are open", async () => {
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

  test("a status on the board is not broken within a word, and rows keep their height", async () => {
    await using room = await openClassroom(stage.at, 20, { pass });
    const { page } = teacher;
    for (const { viewport } of [laptop, phone]) {
      await page.setViewportSize(viewport);
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
    await page.setViewportSize(laptop.viewport);
  });

  test("the space bar starts the class after the code was full-screen, and the end links to the report", async () => {
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

  test("the space bar starts a class without a lesson, and the class offers no lesson if there is none", async () => {
    const room = await openClass({ server: stage.at, title: "Discussion", lesson_id: null });
    const { page } = teacher;
    await page.route(/\/api\/lessons\/cards/, (route) => route.fulfill({ json: [] }));
    await page.goto(`${stage.origin}/teach/${room.session.code}`);
    await page.getByText("Write the steps now, or begin without steps.").waitFor();
    await page.unroute(/\/api\/lessons\/cards/);
    await page.getByRole("button", { name: /^Begin.*Space bar/ }).waitFor();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: /^Begin/ }).waitFor({ state: "detached" });
  });

  test("a student reads who sees the name and how many students are here, and finds the way back", async () => {
    const room = await openClass({ server: stage.at, title: "How plants drink" });
    const { code } = room.session;
    await teacher.page.goto(`${stage.origin}/teach/${code}`);
    await teacher.page.getByText("0 of 0 here").waitFor();
    const { context, page } = await stage.seat(phone);
    await page.goto(stage.origin);
    await page.getByLabel("Class code").fill(code);
    await press(page, "Enter");
    await page.getByText("Everyone in this class can see this name.").waitFor();
    await page.getByLabel("Your name").fill("Mina");
    await press(page, "Join");
    await page.getByText("1 student is here").waitFor();
    await page.goBack();
    await page.getByLabel("Class code").waitFor();
    await follow(page, "Back to “How plants drink”");
    await heading(page, "You are in, Mina");

    await stage.at.call("POST", `/api/sessions/${code}/end`, room.teacher, {});
    await heading(page, "The class has ended");
    await follow(page, "Go to the start page");
    await page.getByLabel("Class code").waitFor();
    await page.reload();
    await page.getByLabel("Class code").waitFor();
    expect(await page.getByRole("link", { name: /^Back to/ }).count()).toBe(0);
    await context.close();
  });

  test("Hard is released on the phone when it no longer counts for the teacher", async () => {
    const room = await openClass({ server: stage.at, title: "How plants drink" });
    const { context, page } = await stage.seat(phone);
    await page.clock.install();
    await context.addCookies([{ name: "lectern_session", value: (await room.join("Mina")).token, url: stage.origin }]);
    await stage.at.call("POST", `/api/sessions/${room.session.code}/start`, room.teacher, {});
    await page.goto(`${stage.origin}/s/${room.session.code}`);
    const hard = page.getByRole("button", { name: "Hard", exact: true });
    await hard.click();
    await page.locator("button[aria-pressed=true] svg + svg").waitFor();
    await page.clock.fastForward((room.session.settings.hard_alert.window_s + 2) * 1000);
    await page.locator("button[aria-pressed=true]").waitFor({ state: "detached" });
    await hard.click();
    await page.locator("button[aria-pressed=true] svg + svg").waitFor();
    await context.close();
  });

  test("an important note leaves the step and the way to the class's step readable", async () => {
    const room = await openClass({ server: stage.at, title: "How plants drink", steps: 4 });
    const path = `/api/sessions/${room.session.code}`;
    const [first, second] = room.lesson.subtasks.map(({ id }) => id);
    const { token } = await room.join("Mina");
    await stage.at.call("POST", `${path}/steps/${first}/start`, room.teacher, {});
    await stage.at.call("POST", `${path}/steps/${first}/progress`, token, { status: "started" });
    await stage.at.call("POST", `${path}/steps/${second}/start`, room.teacher, {});
    const { context, page } = await stage.seat(phone);
    await context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
    await page.goto(`${stage.origin}/s/${room.session.code}`);
    await page.getByRole("button", { name: "Go to step 2" }).waitFor();
    await stage.at.call("POST", `${path}/important`, room.teacher, { note: "Water goes up against gravity." });
    await page.getByText("Water goes up against gravity.").waitFor();
    expect(await pressable(page, "article h1, main .btn-neutral")).toEqual([true, true]);
    await press(page, "Dismiss");
    await context.close();
  });

  test("how long the connection is lost is counted by the device's clock, not by the server's", async () => {
    pass(60);
    const room = await openClass({ server: stage.at, title: "How plants drink" });
    const address = new URL(stage.origin).hostname;
    using wifi = openWifi(address, stage.at.server.port);
    const origin = `http://${address}:${wifi.port}`;
    const { context, page } = await stage.seat(phone);
    await context.addCookies([{ name: "lectern_session", value: (await room.join("Mina")).token, url: origin }]);
    await page.goto(`${origin}/s/${room.session.code}`);
    await page.getByText("Live", { exact: true }).waitFor();
    wifi.cut();
    await page.getByText(/Reconnecting · \d+ s/).waitFor();
    await context.close();
  });

  test("a malformed address shows the page for an unknown code or page", async () => {
    const { context, page } = await stage.seat(phone);
    for (const path of ["/j/%E0%A4%A", "/s/%E0%A4%A", "/practice/%E0%A4%A", "/j/%F0%9F%8E%B8"]) {
      await page.goto(stage.origin + path);
      await heading(page, "No class has this code");
    }
    for (const path of ["/docs/%E0%A4%A", "/teach/lessons/new/%E0%A4%A"]) {
      await page.goto(stage.origin + path);
      await heading(page, "This page does not exist. Check the address.");
    }
    await page.goto(`${stage.origin}/docs#%E0%A4%A`);
    await heading(page, "HTTP calls");
    await context.close();
    await teacher.page.goto(`${stage.origin}/teach/%E0%A4%A`);
    await heading(teacher.page, "This page does not exist. Check the address.");
  });

  test("a page that throws says so, offers to reload, and has details to copy", async () => {
    const { page } = teacher;
    const lessons = /\/api\/lessons\/cards/;
    await page.route(lessons, (route) => route.fulfill({ json: [{ id: 1, title: "No steps" }] }));
    await page.goto(`${stage.origin}/teach`);
    await heading(page, "Something went wrong on this page");
    await page.getByText("Details for the person who runs this server").click();
    expect(await page.getByRole("textbox").inputValue()).toMatch(/^\/teach\nTypeError: Cannot read/);
    await page.unroute(lessons);
    await press(page, "Reload the page");
    await heading(page, "My classes");
  });

  test("a long name keeps its words whole on a large tile", async () => {
    const room = await openClass({ server: stage.at, title: "Names" });
    await room.join("Maximilian Abendroth");
    const { page } = teacher;
    for (const { viewport } of [laptop, phone]) {
      await page.setViewportSize(viewport);
      await page.goto(`${stage.origin}/teach/${room.session.code}`);
      await page.locator(".tile-name").waitFor();
      const lines = await page.locator(".tile-name").evaluate((name) => {
        const range = document.createRange();
        const node = name.firstChild ?? name;
        return Array.from((node.textContent ?? "").matchAll(/\S+/g), ({ 0: word, index }) => {
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          return range.getClientRects().length;
        });
      });
      expect(lines).toEqual([1, 1]);
    }
    await page.setViewportSize(laptop.viewport);
  });

  test("the preview of a long step ends above its buttons", async () => {
    const { page } = teacher;
    await page.goto(`${stage.origin}/teach/lessons/new`);
    await page.getByLabel("Step 1", { exact: true }).fill("Compare your circuit with your neighbour's. ".repeat(4));
    const preview = page.getByRole("region", { name: "As a student sees it" });
    const text = await preview.boundingBox();
    const button = await page.locator("aside .btn-primary").boundingBox();
    expect((text?.y ?? 0) + (text?.height ?? 0) + 8).toBeLessThanOrEqual(button?.y ?? 0);
    expect(await preview.evaluate((one) => getComputedStyle(one).overflowY)).toBe("auto");
    await page.getByLabel("Step 1", { exact: true }).fill("");
  });

  test("a phone's header keeps a margin in two rows, and chat is one word in Korean", async () => {
    const title = "How plants drink, and why the tallest trees on earth do not run dry";
    const features = ["steps", "practice", "chat"] as const;
    const room = await openClass({ server: stage.at, title, features: [...features] });
    const path = `/api/sessions/${room.session.code}`;
    await stage.at.call("POST", `${path}/steps/${room.lesson.subtasks[0]?.id}/start`, room.teacher, {});
    const { context, page } = await stage.seat({ ...phone, locale: "ko-KR" });
    await context.addCookies([{ name: "lectern_session", value: (await room.join("Mina")).token, url: stage.origin }]);
    await page.goto(`${stage.origin}/s/${room.session.code}`);
    await page.getByRole("button", { name: "채팅" }).waitFor();
    expect((await page.getByText(title).boundingBox())?.y).toBeGreaterThanOrEqual(6);
    expect(await page.getByText("대화").count()).toBe(0);
    await context.close();
  });

  test("an address in a guide text can be followed", async () => {
    const token = await stage.at.teacher();
    const guide_text = "Open https://example.org/notebook, then type `print(1)` <b>here</b>.";
    const subtasks = [{ title: "Begin", guide_text }];
    const lesson = (await stage.at.call("POST", "/api/lessons", token, { title: "Python", subtasks })).body;
    const room = await openClass({ server: stage.at, title: "Python", lesson_id: lesson.id });
    const path = `/api/sessions/${room.session.code}`;
    await stage.at.call("POST", `${path}/steps/${lesson.subtasks[0].id}/start`, token, {});
    const { context, page } = await stage.seat(phone);
    await context.addCookies([{ name: "lectern_session", value: (await room.join("Mina")).token, url: stage.origin }]);
    await page.goto(`${stage.origin}/s/${room.session.code}`);
    const link = page.getByRole("link", { name: "https://example.org/notebook", exact: true });
    expect(await link.getAttribute("href")).toBe("https://example.org/notebook");
    expect(await link.getAttribute("rel")).toContain("noopener");
    expect(await page.locator("article code").textContent()).toBe("print(1)");
    await page.getByText("<b>here</b>").waitFor();
    await context.close();
  });
});
