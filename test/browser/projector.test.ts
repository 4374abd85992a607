/** The projector beside the room: opened from it, steered from it, readable from 8 metres, and back after a restart. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { openClass, openTestServer, type TestClass, type TestServer } from "../support/class.ts";
import { chromiumPath, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(30_000);

let stage: Stage;
let room: TestClass;
let teacher: Seat;
let mina: Seat;
let projector: Page;
let restarted: TestServer | undefined;

const shows = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const view = (name: string) => projector.locator(`[data-view=${name}]`).waitFor();
const choose = (name: string) =>
  teacher.page.getByRole("group", { name: "Projector shows" }).getByRole("button", { name, exact: true }).click();

/** Counts the tones that a page plays, so that no loudspeaker is needed. */
function countTones(): void {
  const { prototype } = OscillatorNode;
  const { start } = prototype;
  Object.assign(window, { tones: 0 });
  prototype.start = function (this: OscillatorNode, when?: number) {
    (window as any).tones += 1;
    return start.call(this, when);
  };
}
const tonesOf = (page: Page): Promise<number> => page.evaluate(() => (window as any).tones);

/** Texts of the projector that are smaller than 1/30 of the window's height; what is for the person at it does not count. */
const tooSmall = () =>
  projector.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: parent, textContent: text } = walker.currentNode;
      if (!parent || !text?.trim() || parent.closest(".sr-only, .projector-buttons")) continue;
      if (parent.getClientRects().length === 0) continue;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      if (size < innerHeight / 30) found.push(`${text}: ${size} of ${innerHeight}`);
    }
    return found;
  });

describe.skipIf(chromiumPath === undefined)("a projector beside the room", () => {
  beforeAll(async () => {
    stage = await openStage();
    const { call } = stage.at;
    const token = await stage.at.teacher();
    const content = "Connect the **long leg** to row 10.\n\n- Red is plus\n- Blue is minus\n\n```python\nled.on()\n```";
    const subtasks = [{ title: "Put in the LED", content }, { title: "Make it blink" }];
    const lesson = (await call("POST", "/api/lessons", token, { title: "Breadboard", subtasks })).body;
    room = await openClass({ server: stage.at, title: "First steps with a breadboard", lesson_id: lesson.id });
    teacher = await stage.teacher();
    await teacher.context.addInitScript(countTones);
    await teacher.page.getByRole("heading", { name: "My classes" }).waitFor();
    await teacher.page.goto(`${stage.origin}/teach/${room.session.code}`);
    await shows(teacher.page, "Nobody is here yet");
  });
  afterAll(async () => {
    const unexpected = (stage?.complaints ?? []).filter((text) => !/WebSocket connection|ERR_/.test(text));
    expect(unexpected).toEqual([]);
    await restarted?.[Symbol.asyncDispose]();
    await stage?.[Symbol.asyncDispose]();
  });

  test("one press in the room opens it, and it shows the code", async () => {
    await teacher.page.getByRole("button", { name: "Projector", exact: true }).click();
    const opened = teacher.context.waitForEvent("page");
    await teacher.page.getByRole("button", { name: "Open the projector window" }).click();
    projector = await opened;
    await projector.setViewportSize({ width: 1920, height: 1080 });
    await view("code");
    await projector.getByRole("img", { name: "QR code for joining" }).waitFor();
    await shows(projector, "Nobody is here yet");
    await teacher.page.getByRole("group", { name: "Projector shows" }).waitFor();
    await teacher.page.getByRole("dialog").waitFor({ state: "detached" });
  });

  test("who joins appears with their name, and the projector is no person", async () => {
    // The phone's clock is an hour slow.
    mina = await stage.seat(phone);
    await mina.context.addInitScript(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() - 3_600_000;
    });
    await mina.page.goto(`${stage.origin}/j/${room.session.code}`);
    await mina.page.getByRole("textbox").fill("Mina");
    await mina.page.getByRole("button", { name: "Join" }).click();
    await projector.getByRole("list", { name: "Students who joined" }).getByText("Mina").waitFor();
    await shows(projector, "1 here");
    await shows(teacher.page, "1 of 1 here");
    // Many names: only whole ones are shown, the newest first.
    for (let n = 1; n <= 30; n++) await room.join(`Student ${n}`);
    const list = projector.getByRole("list", { name: "Students who joined" });
    await list.getByText("Student 30").waitFor();
    const { first, seen, whole } = await list.evaluate((list) => {
      const box = list.getBoundingClientRect();
      const items = Array.from(list.children, (item) => ({ text: item.textContent, at: item.getBoundingClientRect() }));
      const seen = items.filter(({ at }) => at.left < box.right && at.top < box.bottom);
      const whole = seen.filter(({ at }) => at.height > 20 && at.right <= box.right + 1 && at.bottom <= box.bottom + 1);
      return { first: seen[0]?.text, seen: seen.length, whole: whole.length };
    });
    expect([first, whole]).toEqual(["Student 30", seen]);
    expect(whole).toBeGreaterThanOrEqual(6);
  });

  test("it follows the class, shows what the teacher chooses, and nothing of who is stuck", async () => {
    await teacher.page.locator("body").press("Space");
    await view("step");
    await projector.getByRole("heading", { name: "Put in the LED" }).waitFor();
    await projector.locator(".step-text code").first().waitFor();
    await shows(projector, "0 of 1 done");
    await mina.page.getByRole("button", { name: "I'm stuck" }).click();
    await teacher.page.getByText("1 asks").or(teacher.page.getByText("Mina").first()).first().waitFor();
    await mina.page.getByRole("button", { name: "Done" }).click();
    await shows(projector, "1 of 1 done");
    expect(await projector.getByText("Mina").count()).toBe(0);
    for (const [button, name, text] of [
      ["Understanding", "feedback", "Nobody has pressed yet"],
      ["Questions", "questions", "No questions yet"],
      ["Blank", "blank", room.session.code],
      ["Code", "code", "Mina"],
    ] as const) {
      await choose(button);
      await view(name);
      await shows(projector, text);
      await projector.getByRole("img", { name: "QR code for joining" }).waitFor();
    }
    // With the keyboard alone.
    const auto = teacher.page.getByRole("button", { name: "Automatic" });
    await auto.focus();
    await teacher.page.keyboard.press("Enter");
    await view("step");
    await teacher.page.getByRole("button", { name: "Automatic", pressed: true }).waitFor();
  });

  test("a countdown is the same everywhere, and rings at its end unless the sound is off", async () => {
    const start = async (minutes: string) => {
      await teacher.page.getByRole("button", { name: "Timer", exact: true }).click();
      await teacher.page.getByLabel("Label (optional)").fill("Group work");
      await teacher.page.getByLabel("Other time (minutes)").fill(minutes);
      await teacher.page.getByRole("button", { name: "Start", exact: true }).click();
    };
    await start("10");
    for (const page of [teacher.page, projector, mina.page]) {
      await shows(page, "Group work");
      await shows(page, /^(10:00|9:5\d)$/);
    }
    await mina.page.reload();
    await shows(mina.page, /^9:5\d$/);
    await teacher.page.getByRole("button", { name: "+1 min" }).click();
    await shows(projector, /^10:5\d$/);
    await teacher.page.getByRole("button", { name: "Stop the timer" }).getByText("Stop").waitFor();
    await start("0.03");
    for (const page of [teacher.page, projector, mina.page]) await shows(page, "Time is up");
    for (const page of [teacher.page, projector]) await page.waitForFunction(() => (window as any).tones === 3);
    await teacher.page.getByRole("button", { name: "Hide the timer" }).getByText("Hide").click();
    for (const page of [projector, mina.page])
      await page.getByText("Time is up").first().waitFor({ state: "detached" });

    // Muted once, in both windows of the browser and after a reload.
    await start("10");
    await teacher.page.getByRole("button", { name: "Sound on" }).click();
    await start("0.03");
    for (const page of [teacher.page, projector]) await shows(page, "Time is up");
    expect([await tonesOf(teacher.page), await tonesOf(projector)]).toEqual([3, 3]);
    await teacher.page.reload();
    await teacher.page.getByRole("button", { name: "Sound off" }).waitFor();
    await teacher.page.getByRole("button", { name: "Hide the timer" }).click();
  });

  test("its letters are at least 1/30 of its height on every display, in every view", async () => {
    const { call } = stage.at;
    const [token = ""] = [(await mina.context.cookies()).find(({ name }) => name === "lectern_session")?.value];
    await call("POST", `/api/sessions/${room.session.code}/questions`, token, { text: "Why? ".repeat(60) });
    await call("POST", `/api/sessions/${room.session.code}/feedback`, token, { feedback_type: "OK" });
    const asked = { kind: "words", question: "What was new today?", max_choices: 3, results: "live" };
    const { poll_id } = (await call("POST", `/api/sessions/${room.session.code}/polls`, room.teacher, asked)).body;
    await call("POST", `/api/sessions/${room.session.code}/polls/${poll_id}/open`, room.teacher);
    const vote = { words: ["LED", "Resistor"] };
    await call("PUT", `/api/sessions/${room.session.code}/polls/${poll_id}/vote`, token, vote);
    for (const [button, name] of [
      ["Poll", "poll"],
      ["Step", "step"],
      ["Understanding", "feedback"],
      ["Questions", "questions"],
      ["Code", "code"],
    ] as const) {
      await choose(button);
      await view(name);
      for (const [width, height] of [
        [1280, 720],
        [1920, 1080],
        [3840, 2160],
      ] as const) {
        await projector.setViewportSize({ width, height });
        expect([name, width, await tooSmall()]).toEqual([name, width, []]);
        const size = () => projector.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        const [content = 0, window = 0] = await size();
        expect([name, content <= window]).toEqual([name, true]);
      }
    }
  });

  test("after a restart of the server it comes back by itself, and shows what it showed", async () => {
    await projector.setViewportSize({ width: 1280, height: 720 });
    const { data, server } = stage.at;
    await server.stop();
    await projector.locator(".projector-link").waitFor();
    await shows(projector, "Mina");
    // What the teacher chooses meanwhile is marked once the class has it.
    const classSees = teacher.page.getByRole("region", { name: "What the class sees" });
    await choose("Blank");
    await classSees.getByText("Not sent yet, will be sent again").waitFor();
    await classSees.getByRole("button", { name: "Blank", pressed: false }).waitFor();
    restarted = await openTestServer({ data, port: server.port, host: "0.0.0.0" });
    await projector.locator(".projector-link").waitFor({ state: "detached" });
    await classSees.getByRole("button", { name: "Blank", pressed: true }).waitFor();
    await view("blank");
    await choose("Code");
    await view("code");
    await shows(teacher.page, /1 of \d+ here/);
    await projector.reload();
    await view("code");
  });

  test("another device becomes a projector by the number, until the teacher disconnects it", async () => {
    const device = (await stage.seat({ viewport: { width: 1280, height: 720 } })).page;
    await device.goto(`${stage.origin}/screen`);
    await teacher.page.getByRole("button", { name: "Projector", exact: true }).click();
    await teacher.page.getByRole("button", { name: "Another device" }).click();
    const number = await teacher.page.getByText(/^\d{6}$/).textContent();
    await device.getByLabel("Six-digit number").fill(number ?? "");
    await device.keyboard.press("Enter");
    await device.locator("[data-view=code]").waitFor();
    expect(new URL(device.url()).pathname).toBe(`/screen/${room.session.code}`);
    await shows(teacher.page, "2 projectors connected");
    await teacher.page.getByRole("button", { name: "Disconnect all" }).click();
    await shows(device, "The teacher disconnected this projector.");
    await shows(teacher.page, "No projector is connected");
  });
});
