/** A whole class in real browsers: a teacher and two students, one of whom loses the network in the middle. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout } from "bun:test";
import type { Page } from "playwright-core";
import { heading, press, sees, untilStarted } from "./page.ts";
import { openPlay } from "./play.ts";
import { chromiumPath, lanAddress, openStage, phone, type Seat, type Stage } from "./stage.ts";
import { openWifi, type Wifi } from "./wifi.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let wifi: Wifi;
let teacher: Seat;
let secondTab: Page;
let mina: Seat;
let jun: Seat;
let code = "";

/** The tile of the board that contains all of these texts. */
const tile = (page: Page, ...words: string[]) =>
  page
    .locator(".tile")
    .filter({ hasText: new RegExp(words.map((word) => `(?=.*${word})`).join(""), "s") })
    .waitFor();

const scene = openPlay();

describe.skipIf(chromiumPath === undefined)("a whole class", () => {
  beforeAll(async () => {
    stage = await openStage();
    wifi = openWifi(lanAddress ?? "127.0.0.1", stage.at.server.port);
  });
  afterAll(async () => {
    wifi?.[Symbol.dispose]();
    await stage?.[Symbol.asyncDispose]();
  });

  scene("the teacher signs in by link, and the key is removed from the address", async () => {
    teacher = await stage.teacher();
    await heading(teacher.page, "My classes");
    expect(new URL(teacher.page.url()).hash).toBe("");
    // Phones reach the teacher's laptop at such an address, which is not a secure context: some browser APIs are missing.
    expect(await teacher.page.evaluate(() => isSecureContext)).toBe(lanAddress === undefined);
  });

  scene("the teacher writes a lesson: typed, pasted, moved by keyboard, saved", async () => {
    const { page } = teacher;
    await page.getByRole("link", { name: "New lesson" }).click();
    await page.getByLabel("Title of the lesson").fill("A paper plane");
    await page.getByLabel("Step 1", { exact: true }).fill("Fold in half");
    await page.keyboard.press("Enter");
    await page.locator(":focus[aria-label='Step 2']").waitFor();
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text", "1. Fold the wings\n2. Fold the corners\n3. Let it fly");
      document.activeElement?.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
      );
    });
    // The editor goes on to the last of the pasted steps.
    await page.locator(":focus[aria-label='Step 4']").waitFor();
    await page.getByLabel("Step 3", { exact: true }).focus();
    await page.keyboard.press("Alt+ArrowUp");
    await page.getByRole("button", { name: "Guide text : 1" }).click();
    await page.getByLabel("Guide text for step 1").fill("Long side to long side.");
    await sees(page, "Not saved yet");
    await press(page, "Save");
    await page.getByText("Saved", { exact: true }).waitFor();
    const titles = await page
      .locator("li[data-step] textarea[aria-label^='Step ']")
      .evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value));
    expect(titles).toEqual(["Fold in half", "Fold the corners", "Fold the wings", "Let it fly"]);
  });

  scene("one press opens a class with it, and shows code and QR", async () => {
    const { page } = teacher;
    await page.getByRole("link", { name: "Lectern" }).click();
    await press(page, /Open a class with it/);
    await sees(page, "Nobody is here yet");
    code = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await page.getByRole("img", { name: "QR code for joining" }).first().waitFor();
    // A window of its own: a tab in the background is drawn once a second, which each press would wait for.
    const opening = teacher.context.waitForEvent("page");
    await page.evaluate(() => void open(location.href, "", "popup,noopener"));
    secondTab = await opening;
    await sees(secondTab, "Nobody is here yet");
  });

  scene("students join: one types the code, one opens the link", async () => {
    mina = await stage.seat(phone);
    await mina.page.goto(`http://${lanAddress ?? "127.0.0.1"}:${wifi.port}/`);
    await mina.page.getByLabel("Class code").fill(code.toLowerCase());
    await press(mina.page, "Enter");
    await heading(mina.page, "A paper plane");
    await mina.page.getByLabel("Your name").fill("Mina");
    await press(mina.page, "Join");
    await heading(mina.page, "You are in, Mina");

    jun = await stage.seat(phone);
    const requests: string[] = [];
    jun.page.on("request", (request) => {
      if (["fetch", "xhr"].includes(request.resourceType())) requests.push(`${request.method()} ${request.url()}`);
    });
    await jun.page.goto(`${stage.origin}/j/${code}`);
    await jun.page.getByLabel("Your name").fill("Jun");
    await press(jun.page, "Join");
    await heading(jun.page, "You are in, Jun");
    // What the page shows comes with the welcome: nothing else is read.
    const api = `${stage.origin}/api`;
    expect(requests.splice(0)).toEqual([`GET ${api}/join?code=${code}`, `POST ${api}/sessions/${code}/join`]);
    await jun.page.reload();
    await heading(jun.page, "You are in, Jun");
    expect(requests).toEqual([]);
    await sees(mina.page, "2 students are here");

    for (const page of [teacher.page, secondTab]) {
      await sees(page, "2 of 2 here");
      await tile(page, "Mina", "Here");
      await tile(page, "Jun", "Here");
    }
  });

  scene("the space bar starts the class, and everyone sees the first step", async () => {
    await teacher.page.locator("body").press("Space");
    for (const { page } of [mina, jun]) await heading(page, "Fold in half");
    await sees(jun.page, "Long side to long side.");
    for (const page of [teacher.page, secondTab]) await tile(page, "Mina", "1", "Working");
  });

  scene("Done is shown as done once the teacher's board shows it", async () => {
    await press(mina.page, "Done");
    await sees(mina.page, "Sent");
    await sees(mina.page, "Done!");
    for (const page of [teacher.page, secondTab]) await tile(page, "Mina", "Done");
  });

  scene("a stuck student writes a line, comes first on the board, reads their own line, and is answered", async () => {
    await jun.page.getByRole("button", { name: "Call with a line of text" }).click();
    await jun.page.getByLabel(/One line helps/).fill("Which side?");
    await press(jun.page, "Call the teacher");
    await sees(jun.page, "The teacher knows that you are stuck");
    await sees(jun.page, "Which side?");
    await sees(teacher.page, "Which side?");
    expect(await teacher.page.locator(".tile").first().textContent()).toContain("Jun");
    await teacher.page.getByRole("button", { name: /Helped/ }).click();
    await sees(jun.page, "The teacher has helped with your request.");
    await sees(secondTab, "Nobody is stuck.");
  });

  scene("one press calls the teacher, and the student can take it back", async () => {
    await press(jun.page, "I'm stuck");
    await tile(teacher.page, "Jun", "Stuck");
    await press(jun.page, "It works now");
    await sees(teacher.page, "Nobody is stuck.");
    await jun.page.getByRole("button", { name: "I'm stuck" }).waitFor();
    await press(jun.page, "Done");
    await tile(teacher.page, "Jun", "Done");
  });

  scene("a press without a network waits, and arrives once after reconnecting", async () => {
    await press(teacher.page, /^Next/);
    for (const { page } of [mina, jun]) await heading(page, "Fold the corners");
    for (const name of ["Mina", "Jun"]) await tile(teacher.page, name, "2", "Working");
    const before = stage.complaints.length;
    wifi.lose();
    await mina.context.setOffline(true);
    await sees(mina.page, /No network/);
    await press(mina.page, "Done");
    await sees(mina.page, "Not sent yet, will be sent again");
    await mina.context.setOffline(false);
    wifi.find();
    await sees(mina.page, "Live");
    await sees(mina.page, "Done!");
    await tile(teacher.page, "Mina", "Done");
    const cut = (stage.complaints as string[]).splice(before);
    expect(cut.filter((words) => !/WebSocket connection|ERR_|Failed to load/.test(words))).toEqual([]);
    expect(await completions("Mina", "Fold the corners")).toBe(1);
  });

  scene("a student's step stays open when the class moves on, also after a reload", async () => {
    await untilStarted(stage.at, code, await stage.at.teacher());
    await press(teacher.page, /^Next/);
    await heading(mina.page, "Fold the wings");
    await sees(jun.page, "The class is on step 3 now.");
    await tile(teacher.page, "Jun", "2", "Behind");
    await jun.page.reload();
    await heading(jun.page, "Fold the corners");
    await sees(jun.page, "The class is on step 3 now.");
    await press(jun.page, "Go to step 3");
    await heading(jun.page, "Fold the wings");
    await tile(teacher.page, "Jun", "3", "Working");
  });

  scene("a returning student is greeted by name and reaches their seat with one tap", async () => {
    await jun.page.goto(`${stage.origin}/j/${code}`);
    await sees(jun.page, "Welcome back, Jun");
    expect(await jun.page.getByText("You can still join").count()).toBe(0);
    await press(jun.page, "Go to my seat");
    await heading(jun.page, "Fold the wings");
    await sees(teacher.page, "2 of 2 here");
  });

  scene("pause and resume reach everyone", async () => {
    await press(teacher.page, "Pause");
    for (const { page } of [mina, jun]) await sees(page, /The class is paused/);
    expect(await jun.page.getByRole("button", { name: "Done", exact: true }).isDisabled()).toBe(true);
    await press(secondTab, "Resume");
    await jun.page.getByText(/The class is paused/).waitFor({ state: "detached" });
    await press(jun.page, "Done");
    await tile(teacher.page, "Jun", "Done");
  });

  scene("the teacher's reload changes nothing", async () => {
    await teacher.page.reload();
    await heading(teacher.page, "Fold the wings");
    await tile(teacher.page, "Jun", "Done");
    await sees(jun.page, "Done!");
    expect(await jun.page.getByText("Live").count()).toBe(1);
  });

  scene("the end asks for confirmation once, and everyone sees it", async () => {
    await press(teacher.page, "End class");
    await sees(teacher.page, "End the class?");
    await press(teacher.page, "Yes, end it");
    for (const page of [jun.page, teacher.page, secondTab, mina.page]) await heading(page, "The class has ended");
    await sees(mina.page, "You did 2 of 4 steps.");
    await teacher.page.getByRole("link", { name: "Back to my classes" }).click();
    await heading(teacher.page, "Past");
    await sees(teacher.page, "A paper plane");
  });

  scene("no page logged a policy violation or an exception", () => {
    expect(stage.complaints).toEqual([]);
  });

  scene("someone who opens the page after the end sees that, and how many steps they did", async () => {
    await jun.page.reload();
    await heading(jun.page, "The class has ended");
    await sees(jun.page, "You did 2 of 4 steps.");
    await teacher.page
      .getByRole("link", { name: /^A paper plane/ })
      .first()
      .click();
    await heading(teacher.page, "The class has ended");
    await tile(teacher.page, "Jun", "2 of 4 steps");
  });
});

/** How many times the log contains that this person completed this step. */
async function completions(nickname: string, title: string): Promise<number> {
  const token = await stage.at.teacher();
  const { body } = await stage.at.call("GET", `/api/sessions/${code}`, token);
  const step = body.lesson.subtasks.find((one: { title: string }) => one.title === title).id;
  const events: { type: string; data: Record<string, unknown> }[] = [];
  for (let path: string | undefined = `/api/sessions/${code}/events`; path; ) {
    const page = await stage.at.call("GET", path, token);
    events.push(...page.body);
    path = /<([^>]*)>/.exec(page.headers.get("Link") ?? "")?.[1];
  }
  return events.filter(
    ({ type, data }) =>
      type === "progress.updated" &&
      data.user_name === nickname &&
      data.subtask_id === step &&
      data.status === "completed",
  ).length;
}
