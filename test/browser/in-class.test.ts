/** What teacher and students see of each other during a class, also after a reload. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { openClass, type TestClass } from "../support/class.ts";
import { press, sees } from "./page.ts";
import { chromiumPath, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let teacher: Seat;

/** A running class, on its first step. */
async function running(input: Parameters<typeof openClass>[0] = {}) {
  const room = await openClass({ server: stage.at, ...input });
  const post = (path: string, body: object = {}, token = room.teacher) =>
    room.call("POST", `/api/sessions/${room.session.code}${path}`, token, body);
  await post(`/steps/${room.lesson.subtasks[0]?.id}/start`);
  return { room, post };
}

/** The phone of a student of the class. */
async function studentOf(room: TestClass, name: string): Promise<Seat> {
  const seat = await stage.seat(phone);
  const { token } = await room.join(name);
  await seat.context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
  await seat.page.goto(`${stage.origin}/s/${room.session.code}`);
  return seat;
}

describe.skipIf(chromiumPath === undefined)("in class", () => {
  beforeAll(async () => {
    stage = await openStage();
    teacher = await stage.teacher();
    await teacher.page.getByRole("heading", { name: "My classes" }).waitFor();
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });

  test("a student who asked for help sees their place, their own text, and that the teacher is coming", async () => {
    const { room, post } = await running();
    await post("/help", {}, (await room.join("Jun")).token);
    const { context, page } = await studentOf(room, "Mina");
    await press(page, "Call with a line of text");
    await page.getByLabel(/One line helps/).fill("Which side?");
    await press(page, "Call the teacher");
    const waits = async () => {
      await sees(page, "You are 2nd in the queue");
      await sees(page, "Which side?");
    };
    await waits();
    await page.reload();
    await waits();
    await teacher.page.goto(`${stage.origin}/teach/${room.session.code}`);
    await press(teacher.page, "Helped : Jun");
    await sees(page, "You are next in the queue");
    await press(teacher.page, "I'm coming : Mina");
    await sees(page, "The teacher is coming");
    await teacher.page.locator(".tile", { hasText: "Mina" }).filter({ hasText: "Coming" }).waitFor();
    await Promise.all([page.reload(), teacher.page.reload()]);
    await sees(page, "The teacher is coming");
    await sees(page, "Which side?");
    await sees(teacher.page, "On your way");
    await press(teacher.page, "Helped : Mina");
    await sees(page, "The teacher has helped with your request.");
    expect(await page.getByText("in the queue").count()).toBe(0);
    await context.close();
  });

  test("a phone shows the whole title of the class in the same place in both languages, also beside a countdown", async () => {
    const { room, post } = await running({ title: "Fractions with a chocolate bar" });
    const { context, page } = await studentOf(room, "Mina");
    const title = page.getByText(room.session.title);
    await page.getByRole("button", { name: "Hand" }).waitFor();
    const look = async () => ({
      box: await title.boundingBox(),
      // By less than a line, letters are higher than the line.
      cut: await title.evaluate((box) => box.scrollHeight - box.clientHeight > 12),
    });
    const english = await look();
    expect(english.cut).toBe(false);
    await press(page, "한국어");
    await page.getByRole("button", { name: "손들기" }).waitFor();
    expect(await look()).toEqual(english);
    await post("/timer", { seconds: 300, label: "Group work" });
    await sees(page, "Group work");
    const { box, cut } = await look();
    expect([cut, box?.x]).toEqual([false, english.box?.x]);
    expect((await page.getByText("Group work").boundingBox())?.y).toBeLessThan((box?.y ?? 0) + (box?.height ?? 0));
    await context.close();
  });

  test("a phone that reports by itself that it shows a step does not undo a Done of the same moment", async () => {
    const { room } = await running();
    const seat = await stage.seat(phone);
    const { token } = await room.join("Mina");
    await seat.context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
    // The report is due after 875 ms, as no other timer of the page is: the test decides when.
    await seat.page.addInitScript(() => {
      Math.random = () => 0.4375;
      const later = window.setTimeout;
      const set = (call: () => void, ms?: number) =>
        ms === 875 ? Number(Object.assign(window, { report: call }) && 0) : later(call, ms);
      Object.assign(window, { setTimeout: set });
    });
    const sent: string[] = [];
    seat.page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => sent.push(String(payload))));
    await seat.page.goto(`${stage.origin}/s/${room.session.code}`);
    await seat.page.waitForFunction(() => "report" in window);
    await seat.page.getByRole("button", { name: "Done", exact: true }).evaluate((button: HTMLElement) => {
      button.click();
      (window as unknown as { report: () => void }).report();
    });
    await seat.page.getByRole("button", { name: "I'm not done yet" }).waitFor();
    expect(sent.filter((frame) => frame.includes('"step.complete"')).length).toBe(1);
    expect(sent.filter((frame) => frame.includes('"progress.update"'))).toEqual([]);
    await seat.context.close();
  });

  test("a student sees the last important note after a reload, until it is dismissed", async () => {
    const { room, post } = await running();
    await post("/important", { note: "The first note" });
    await post("/important", { note: "The exam is on Friday" });
    const { context, page } = await studentOf(room, "Mina");
    await sees(page, "The exam is on Friday");
    expect(await page.getByText("The first note").count()).toBe(0);
    await page.reload();
    await sees(page, "The exam is on Friday");
    await press(page, "Dismiss");
    await page.getByText("The exam is on Friday").waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("button", { name: "Done", exact: true }).waitFor();
    expect(await page.getByText("The exam is on Friday").count()).toBe(0);
    await post("/important", { note: "Bring a pencil" });
    await sees(page, "Bring a pencil");
    expect(await page.getByText("1 more").count()).toBe(0);
    await context.close();
  });

  test("a first visit, a wrong code and a class that is over log no error in the browser's console", async () => {
    const { room } = await running({ features: ["steps", "practice"] as never });
    const { room: over, post } = await running({ title: "Over" });
    const mina = await over.join("Mina");
    await post("/end");
    const before = stage.complaints.length;
    const paths: [string, string | RegExp][] = [
      ["/", "Class code"],
      ["/teach", /Teacher key|Key/],
      ["/j/NOSUCH", "No class has this code"],
      ["/practice/NOSUCH", "No class has this code"],
      [`/practice/${room.session.code}`, "Your name"],
      ["/s/%E0%A4%A", "No class has this code"],
      [`/s/${room.session.code}`, "Your name"],
      ["/spc", "Join or sign in first"],
      [`/s/${over.session.code}`, "The class has ended"],
    ];
    for (const [path, words] of paths) {
      const { context, page } = await stage.seat(phone);
      if (path.endsWith(over.session.code)) {
        await context.addCookies([{ name: "lectern_session", value: mina.token, url: stage.origin }]);
      }
      await page.goto(stage.origin + path);
      await sees(page, words);
      expect([path, stage.complaints.slice(before)]).toEqual([path, []]);
      await context.close();
    }
  });

  test("a remote of a student-paced class lets all wait, and a co-teacher's other browser is told what to do", async () => {
    const polls = [
      { kind: "choice", question: "Which pin?", options: [{ text: "1" }, { text: "2" }], results: "closed" },
    ];
    const subtasks = [{ title: "Wire" }, { title: "Check", polls }];
    const key = await stage.at.teacher();
    const { id } = (await stage.at.call("POST", "/api/lessons", key, { title: "Pins", subtasks })).body;
    const { room } = await running({ settings: { pace: "student" }, lesson_id: id });
    const { page } = teacher;
    await page.goto(`${stage.origin}/remote/${room.session.code}`);
    // A prepared poll of a later step: asked, closed and revealed on the phone.
    await press(page, /^Begin/);
    await sees(page, "step 2");
    await press(page, /^Ask now/);
    await press(page, /^Close the poll/);
    await press(page, /^Reveal the results/);
    await page.getByText("Which pin?").first().waitFor({ state: "detached" });
    await press(page, "Wait for all here");
    await press(page, "Let them go on");
    await page.getByRole("button", { name: "Wait for all here" }).waitFor();
    const { context, page: elsewhere } = await stage.seat(phone);
    await elsewhere.goto(`${stage.origin}/teach/${room.session.code}`);
    await sees(elsewhere, "Were you invited to teach class");
    await context.close();
  });

  test("the list of classes says how many students took part", async () => {
    const { room, post } = await running({ title: "Counted class" });
    for (const name of ["Jun", "Mina"]) await room.join(name);
    await post("/end");
    await teacher.page.goto(`${stage.origin}/teach`);
    await teacher.page.getByRole("link", { name: /^Counted class.*2 students/ }).waitFor();
  });

  test("settings changed in the room apply at once, and a feature turned on shows what happened before", async () => {
    const { room, post } = await running();
    const { code } = room.session;
    const jun = await room.join("Jun");
    await post("/messages", { content: "Leaves drink, too" }, jun.token);
    await post("/questions", { text: "Why at night?" }, jun.token);
    await room.call("PATCH", `/api/sessions/${code}`, room.teacher, { features: ["steps"] });
    const { context, page } = await studentOf(room, "Mina");
    await page.getByRole("button", { name: "Done", exact: true }).waitFor();
    await teacher.page.goto(`${stage.origin}/teach/${code}`);
    await press(teacher.page, "Settings");
    for (const name of [/^Chat/, /^Questions/]) await teacher.page.getByRole("switch", { name }).click();
    await teacher.page.getByRole("switch", { name: /^Lock the class/ }).click();
    await teacher.page.getByText("Saved", { exact: true }).waitFor();
    await press(teacher.page, "Close");

    await page.getByRole("button", { name: "Chat" }).click();
    await sees(page, "Leaves drink, too");
    await page.getByRole("button", { name: "Questions" }).click();
    await sees(page, "Why at night?");
    await sees(teacher.page, "Why at night?");
    const chat = teacher.page.getByRole("button", { name: /^Chat/ });
    if ((await chat.getAttribute("aria-expanded")) === "false") await chat.click();
    await sees(teacher.page, "Leaves drink, too");
    const stranger = await room.call("POST", `/api/sessions/${code}/join`, undefined, { nickname: "Late" });
    expect(stranger.body.code).toBe("session_locked");

    await press(teacher.page, "Settings");
    await teacher.page.getByRole("switch", { name: /^Chat/ }).click();
    await page.getByRole("button", { name: "Chat" }).waitFor({ state: "detached" });
    await context.close();
  });
});
