/**
 * Whole journeys of a teacher and a student with the keyboard alone. Each control that gets the focus shows it, and the
 * focus is never lost: not after a dialog closes, nor if the focused item of a list disappears.
 */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout } from "bun:test";
import type { Page } from "playwright-core";
import { teacherKey } from "../support/class.ts";
import { sees } from "./page.ts";
import { openPlay } from "./play.ts";
import { chromiumPath, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let teacher: Seat;
let student: Seat;
let code = "";
let token = "";

/** The name of the focused control, and whether it is visible with its focus; `undefined` if nothing has the focus. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    if (!(one instanceof HTMLElement) || one === document.body) return undefined;
    const label = "labels" in one ? (one.labels as NodeListOf<HTMLElement> | null)?.[0]?.textContent : undefined;
    const name = (one.getAttribute("aria-label") ?? label ?? one.textContent).replace(/\s+/g, " ").trim();
    const { width, height, top, bottom } = one.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    const inSight = width > 0 && height > 0 && bottom > 0 && top < innerHeight;
    return { name, role: one.tagName, visible: inSight && outlineStyle !== "none" && outlineWidth !== "0px" };
  });

/** Presses Tab until a control with this name has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const matches = (found: string) => (typeof name === "string" ? found === name : name.test(found));
  const passed: string[] = [];
  for (let n = 0; n < 120; n++) {
    const now = await focused(page);
    // The main part of a page and a dialog get the focus from the page itself.
    const isControl = now && now.role !== "MAIN" && now.role !== "DIALOG";
    if (isControl) expect(now).toMatchObject({ visible: true });
    if (isControl && matches(now.name)) return;
    passed.push(now?.name ?? "nothing");
    await page.keyboard.press("Tab");
  }
  throw new Error(`the focus did not reach ${name}: ${passed.join(" | ")}`);
}

/** Waits until the page shows what a key has changed, and sends nothing: a person looks before the next key. */
const settled = async (page: Page) => {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
};

/** Goes to a control with Tab and presses it, as soon as it reacts: Next ignores presses until the last one is confirmed. */
async function press(page: Page, name: string | RegExp, key = "Enter"): Promise<void> {
  await settled(page);
  await tabTo(page, name);
  await page.waitForFunction(() => document.activeElement?.ariaDisabled !== "true");
  await page.keyboard.press(key);
  await settled(page);
}

/** Waits until the page has noticed that its dialog closed: the browser gives the focus back before it tells the page. */
const isClosed = (page: Page) => page.locator("dialog").first().waitFor({ state: "detached" });

/** Waits until a control has the focus again. */
const keepsFocus = (page: Page, name?: string | RegExp) =>
  page.waitForFunction(
    ([source]) => {
      const one = document.activeElement;
      if (!(one instanceof HTMLElement) || one === document.body || one.matches(":disabled")) return false;
      return new RegExp(source ?? "").test((one.getAttribute("aria-label") ?? one.textContent).replace(/\s+/g, " "));
    },
    [name instanceof RegExp ? name.source : name] as const,
  );

const call = async (path: string, body: unknown = {}) => {
  const answer = await stage.at.call("POST", `/api/sessions/${code}${path}`, token, body);
  expect([path, answer.status < 300]).toEqual([path, true]);
};

const scene = openPlay();

describe.skipIf(chromiumPath === undefined)("with the keyboard alone,", () => {
  beforeAll(async () => {
    stage = await openStage();
    const title = "A paper plane";
    const subtasks = [{ title: "Fold in half" }, { title: "Let it fly" }];
    const lesson = { title, subtasks };
    await stage.at.call("POST", "/api/lessons", await stage.at.teacher(), lesson);
    teacher = await stage.seat();
    student = await stage.seat(phone);
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });

  scene("a teacher signs in and opens a class with a lesson", async () => {
    const { page } = teacher;
    await page.goto(`${stage.origin}/teach`);
    await sees(page, "Teacher key");
    await tabTo(page, "Teacher key");
    await page.keyboard.type(teacherKey);
    await page.keyboard.press("Enter");
    await sees(page, "My classes");
    await press(page, "Choose title and lesson");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await isClosed(page);
    await keepsFocus(page, /Choose title and lesson/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await press(page, "Cancel");
    await keepsFocus(page, /Choose title and lesson/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await tabTo(page, "Title");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("Keyboard class");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/teach\/[A-Z0-9]{4,12}$/);
    code = new URL(page.url()).pathname.split("/")[2] ?? "";
  });

  scene("a student joins", async () => {
    const { page } = student;
    await page.goto(stage.origin);
    await tabTo(page, "Class code");
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/j\//);
    await page.locator("#nickname").waitFor();
    await tabTo(page, "Your name");
    await page.keyboard.type("Mina");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/s\//);
    token = (await student.context.cookies()).find(({ name }) => name === "lectern_session")?.value ?? "";
  });

  scene("the teacher begins, and goes to the next step once the student is done", async () => {
    const { page } = teacher;
    await press(page, /^Begin/);
    for (const one of [student.page, page]) await one.getByRole("heading", { name: "Fold in half" }).waitFor();
    await keepsFocus(page);
    // Whoever is done follows the class; the page of anybody else reports at a random moment that it stays with its step.
    await press(student.page, "Done");
    await sees(page, "1 of 1");
    await press(page, /^Next/, "Space");
    await sees(student.page, "Let it fly");
    await keepsFocus(page);
  });

  scene("the student is done, calls for help, asks and writes", async () => {
    const { page } = student;
    await press(page, "Done");
    await sees(teacher.page, "1 of 1");
    await keepsFocus(page);
    await press(page, "Hard", "Space");
    await sees(teacher.page, "1 hard");
    await press(page, "I'm stuck");
    await sees(page, "The teacher knows that you are stuck");
    await keepsFocus(page);
    await press(page, "It works now");
    await sees(page, "I'm stuck");
    await keepsFocus(page);
    await press(page, "Call with a line of text");
    await page.locator("#stuck-line").waitFor();
    await tabTo(page, /One line helps/);
    await page.keyboard.type("Which side?");
    await page.keyboard.press("Enter");
    await sees(page, "The teacher knows that you are stuck");
    await keepsFocus(page);
    await press(page, /^Questions/);
    await tabTo(page, "Your question");
    await page.keyboard.type("Why paper?");
    await page.keyboard.press("Enter");
    await sees(page, "Why paper?");
    await press(page, /^Chat/);
    await tabTo(page, "Your message");
    await page.keyboard.type("Hello");
    await page.keyboard.press("Enter");
    await sees(page, "Hello");
    await keepsFocus(page, "Your message");
  });

  scene("the teacher answers a question and helps; each card that disappears hands the focus on", async () => {
    const { page } = teacher;
    await call("/questions", { text: "Which way round?" });
    await sees(page, "Which way round?");
    await sees(page, "Which side?");
    await press(page, /^Reply.*Why paper/);
    await page.getByRole("dialog").waitFor();
    await tabTo(page, "Answer");
    await page.keyboard.type("It is light.");
    await press(page, "Send the answer");
    await sees(page, "It is light.");
    await keepsFocus(page);
    await press(page, /^Answered.*Which way round/);
    await page.getByRole("button", { name: /^Answered.*Which way round/ }).waitFor({ state: "detached" });
    await keepsFocus(page);
    await press(page, /^Helped/);
    await page.getByText("Which side?").first().waitFor({ state: "detached" });
    await keepsFocus(page);
  });

  scene("the teacher ends the class and reads its report; the student leaves", async () => {
    const { page } = teacher;
    await press(page, "End class");
    await page.getByRole("dialog").waitFor();
    await press(page, "Cancel");
    await keepsFocus(page, "End class");
    await page.keyboard.press("Enter");
    await press(page, /^Yes/);
    await sees(page, "The class has ended");
    await press(page, /^Report/);
    await page.getByRole("heading", { name: "Attendance" }).waitFor();
    await tabTo(page, /^Tables/);
    await press(page, "Back to my classes");
    await sees(page, "My classes");
    await sees(student.page, "The class has ended");
    await press(student.page, /start page|Lectern/);
    await tabTo(student.page, "Class code");
  });
});
