/** What teacher and students see of each other during a class, also after a reload. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { openClass, type TestClass } from "../support/class.ts";
import { chromiumPath, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let teacher: Seat;

const sees = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();

/** A running class. */
async function running(input: Parameters<typeof openClass>[0] = {}) {
  const room = await openClass({ server: stage.at, ...input });
  const post = (path: string, body: object = {}, token = room.teacher) =>
    room.call("POST", `/api/sessions/${room.session.code}${path}`, token, body);
  await post("/start");
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
});
