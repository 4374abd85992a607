/** The report of a class: it has what happened, it prints, and nothing in it is markup. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { fromZip } from "../../src/domain/zip.ts";
import { obstacles } from "./barriers.ts";
import { type Classroom, openClassroom } from "./classroom.ts";
import { chromiumPath, laptop, openStage, phone, type Seat, type Stage } from "./stage.ts";
import { talk } from "./talk.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let room: Classroom;
let teacher: Seat;
let ahead = 0;
const pass = (minutes: number) => {
  ahead += minutes * 60_000;
};

describe.skipIf(chromiumPath === undefined)("the report", () => {
  beforeAll(async () => {
    stage = await openStage({ now: () => Date.now() + ahead });
    room = await openClassroom(stage.at, 12, { pass });
    await talk(stage.at, room, pass);
    const [path, token] = [`/api/sessions/${room.session.code}`, await stage.at.teacher()];
    await stage.at.call("POST", `${path}/important`, token, { note: "The long leg is plus." });
    const troll = (await stage.at.call("POST", `${path}/join`, undefined, { nickname: "Troll" })).body.participant;
    await stage.at.call("POST", `${path}/participants/${troll.id}/remove`, token, {});
    teacher = await stage.teacher();
    await teacher.page.getByRole("heading", { name: "My classes" }).waitFor();
  });
  afterAll(async () => {
    await room?.[Symbol.asyncDispose]();
    await stage?.[Symbol.asyncDispose]();
  });

  test("opens from the list with one press, and says what happened", async () => {
    const { page } = teacher;
    await page.getByRole("link", { name: `Report: ${room.session.title}` }).click();
    await page.getByRole("heading", { level: 1, name: room.session.title }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/teach/${room.session.code}/report`);
    const sheet = page.locator(".sheet");
    const said = ((await sheet.textContent()) ?? "").replace(/\s+/g, " ");
    expect(said).toContain("12 students");
    expect(said).toContain("12 of 12");
    expect(said).toContain("The class is still running.");
    expect(said).toContain("Is red always plus?");
    expect(said).toContain("2 likes");
    expect(said).toContain("The long leg is plus.");
    expect(await sheet.getByRole("row", { name: /Troll · removed/ }).count()).toBe(1);
    expect(said).toContain("Nearly always.");
    expect(said).toContain("My LED has two long legs");
    expect(await sheet.getByRole("row", { name: /Amara/ }).count()).toBe(1);
    expect(await sheet.getByRole("table", { name: "Understood or hard" }).getByRole("row").count()).toBeGreaterThan(2);
    // The table of the chart is for screen readers only: its rows take no space.
    const hidden = sheet.locator("figure .sr-only").filter({ hasText: "Minute" });
    expect((await hidden.boundingBox())?.height).toBe(1);
    expect(await sheet.locator("img").count()).toBe(0);
    expect(await sheet.getByText("<img src=x onerror=alert(1)>").isVisible()).toBe(false);
    await sheet.getByRole("button", { name: /Show \d+ messages/ }).click();
    expect(await sheet.getByText("<img src=x onerror=alert(1)>").isVisible()).toBe(true);
    await sheet.getByRole("button", { name: "Hide" }).click();
  });

  test("it has no accessibility violations and is not wider than the window", async () => {
    const { page } = teacher;
    for (const { viewport } of [phone, laptop]) {
      await page.setViewportSize(viewport);
      expect(await obstacles(page)).toEqual([]);
    }
  });

  test("prints black on white, without anything to press, the chat at the end", async () => {
    const { page } = teacher;
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.locator("button:visible, header:visible, a.btn:visible").count()).toBe(0);
    expect(await page.getByText("<img src=x onerror=alert(1)>").isVisible()).toBe(true);
    const colours = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor];
    });
    expect(colours).toEqual(["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
    await page.emulateMedia({ media: "screen", colorScheme: "light" });
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });

  test("can be downloaded as tables in the page's language, with the browser's times", async () => {
    const { page } = teacher;
    const coming = page.waitForEvent("download");
    await page.getByRole("link", { name: /Tables \(CSV\)/ }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(`lectern-${room.session.code}.zip`);
    const files = fromZip(await Bun.file(await download.path()).bytes(), { maxFiles: 20, maxBytes: 1_000_000 });
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const attendance = new TextDecoder().decode(files.get("Attendance.csv"));
    expect(attendance).toContain(`"Joined (${timeZone})"`);
    expect(attendance).toContain('"Amara","Student"');
  });

  test("says so if nothing happened in a class", async () => {
    const { page } = teacher;
    const token = await stage.at.teacher();
    const subtasks = [{ title: "Put in the LED", content: "The **long leg** is plus.\n\n- Red\n- Blue" }];
    const lesson = (await stage.at.call("POST", "/api/lessons", token, { title: "Breadboard", subtasks })).body;
    const { body } = await stage.at.call("POST", "/api/sessions", token, { title: "Empty", lesson_id: lesson.id });
    await page.goto(`${stage.origin}/teach/${body.code}/report`);
    await page.getByText("This class was never started.").waitFor();
    await page.getByText("No student joined.").waitFor();
    await page.getByText("Nobody asked a question.").waitFor();
    // What was to be taught is printed as the students see it.
    const contents = page.locator(".sheet-part", { hasText: "Text of the steps" });
    await contents.locator("strong", { hasText: "long leg" }).waitFor();
    expect(await contents.getByRole("listitem").allTextContents()).toContain("Blue");
  });

  test("lists a question without a name as anonymous, as in class", async () => {
    const { page } = teacher;
    const { at } = stage;
    const settings = { anonymous_questions: true };
    const { code } = (await at.call("POST", "/api/sessions", await at.teacher(), { title: "Shy", settings })).body;
    const { token } = (await at.call("POST", `/api/sessions/${code}/join`, undefined, { nickname: "Ann" })).body;
    await at.call("POST", `/api/sessions/${code}/questions`, token, { text: "Is it safe?" });
    await page.goto(`${stage.origin}/teach/${code}/report`);
    const question = page.getByRole("listitem").filter({ hasText: "Is it safe?" });
    await question.getByText("Anonymous").waitFor();
  });

  test("links back to the class while it runs, and to the classes after its end", async () => {
    const { page } = teacher;
    const { at } = stage;
    const token = await at.teacher();
    const { code } = (await at.call("POST", "/api/sessions", token, { title: "Short" })).body;
    await page.goto(`${stage.origin}/teach/${code}/report`);
    await page.getByRole("link", { name: "Back to the class" }).waitFor();
    for (const command of ["start", "end"]) await at.call("POST", `/api/sessions/${code}/${command}`, token);
    await page.goto(`${stage.origin}/teach/${code}/report`);
    await page.getByRole("link", { name: "Back to my classes" }).click();
    await page.waitForURL(`${stage.origin}/teach`);
  });

  test("logs no errors or warnings on any page", () => {
    expect(stage.complaints).toEqual([]);
  });
});
