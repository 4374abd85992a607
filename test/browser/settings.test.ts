/** The settings of a class: a change takes effect at once, also for connected students. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { TestSocket } from "../support/socket.ts";
import { obstacles } from "./barriers.ts";
import { type Classroom, openClassroom } from "./classroom.ts";
import { chromiumPath, laptop, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let room: Classroom;
let teacher: Seat;
const held = async () =>
  (await stage.at.call("GET", `/api/sessions/${room.session.code}`, await stage.at.teacher())).body;

describe.skipIf(chromiumPath === undefined)("the settings of a class", () => {
  beforeAll(async () => {
    stage = await openStage();
    room = await openClassroom(stage.at, 3);
    teacher = await stage.teacher();
    await teacher.page.getByRole("button", { name: `Settings: ${room.session.title}` }).click();
    await teacher.page.getByRole("dialog").waitFor();
  });
  afterAll(async () => {
    await room?.[Symbol.asyncDispose]();
    await stage?.[Symbol.asyncDispose]();
  });

  test("are accessible and not wider than the window", async () => {
    const { page } = teacher;
    for (const { viewport } of [phone, laptop]) {
      await page.setViewportSize(viewport);
      expect(await obstacles(page)).toEqual([]);
    }
  });

  test("a feature switched off is off for a student who is connected", async () => {
    const { page } = teacher;
    await using student = await TestSocket.open(
      `${stage.at.url}/ws/live/${room.session.code}`,
      room.students[0]?.token ?? "",
    );
    await student.until("welcome");
    await page.getByRole("switch", { name: /^Chat/ }).click();
    const { data } = await student.until("session.updated");
    expect(data.features).toEqual(["steps", "help", "feedback", "questions", "polls", "hands"]);
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.getByRole("switch", { name: /^Chat/ }).click();
    await student.until("session.updated");
    expect((await held()).features).toContain("chat");
  });

  test("many fast presses end in the state of the last ones", async () => {
    const { page } = teacher;
    await page.getByLabel("Only the teacher sees them").click();
    await page.getByRole("switch", { name: /^Without names/ }).click();
    await page.getByRole("switch", { name: /^Guests/ }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    expect((await held()).settings).toMatchObject({
      questions_visibility: "host",
      anonymous_questions: true,
      guests: false,
    });
  });

  test("a locked class lets nobody new join, and the join page says so", async () => {
    const { page } = teacher;
    await page.getByRole("switch", { name: /^Guests/ }).click();
    await page.getByRole("switch", { name: /^Lock the class/ }).click();
    await page.getByLabel(/^Seats/).fill("40");
    await page.getByLabel(/^Seats/).press("Enter");
    await page.getByText("Saved", { exact: true }).waitFor();
    expect((await held()).settings).toMatchObject({ locked: true, max_participants: 40 });
    const newcomer = await stage.seat(phone);
    await newcomer.page.goto(`${stage.origin}/j/${room.session.code}`);
    await newcomer.page.getByLabel("Your name").fill("Zoe");
    await newcomer.page.getByRole("button", { name: "Join" }).click();
    await newcomer.page.getByText("The class is locked").waitFor();
    await page.getByRole("switch", { name: /^Lock the class/ }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
  });

  test("a title is saved by its button and appears in the list", async () => {
    const { page } = teacher;
    await page.getByLabel("Title", { exact: true }).fill("Breadboards, second hour");
    await page.getByRole("button", { name: "Save title" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await page.getByRole("link", { name: /^Breadboards, second hour/ }).waitFor();
  });

  test("a rejected change is reverted and says why", async () => {
    const { page } = teacher;
    await page.getByRole("button", { name: "Settings: Breadboards, second hour" }).click();
    const token = await stage.at.teacher();
    await page.route("**/api/sessions/*", (route) => route.abort(), { times: 1 });
    await page.getByRole("switch", { name: /^Help/ }).click();
    await page.getByText(/^Not saved\./).waitFor();
    expect(await page.getByRole("switch", { name: /^Help/ }).isChecked()).toBe(true);
    expect((await stage.at.call("GET", `/api/sessions/${room.session.code}`, token)).body.features).toContain("help");
    // The browser itself writes to its console that this call failed, and that a locked class let nobody in.
    expect(stage.complaints.filter((said) => !/ERR_FAILED|403 \(Forbidden\)/.test(said))).toEqual([]);
  });

  test("deleting asks for confirmation and says what is deleted", async () => {
    const { page } = teacher;
    await page.getByRole("button", { name: "Delete class" }).click();
    await page.getByText(/This deletes everything in the class/).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    expect((await held()).code).toBe(room.session.code);
    await page.getByRole("button", { name: "Delete class" }).click();
    await page.getByRole("button", { name: "Yes, delete" }).click();
    await page.getByText("No class is running.").waitFor();
    expect((await stage.at.call("GET", `/api/join/${room.session.code}`)).status).toBe(404);
  });

  test("a new class has the chosen code and features, and the dialog says if the code is taken", async () => {
    const { page } = teacher;
    const open = async (code: string) => {
      await page.getByRole("button", { name: "Choose title and lesson" }).click();
      await page.getByText("Code and features").click();
      await page.getByLabel("Your own class code").fill(code);
      await page.getByRole("switch", { name: /^Chat/ }).click();
      await page.getByRole("button", { name: "Open the class" }).click();
    };
    await open("robots");
    await page.waitForURL("**/teach/ROBOTS");
    const { body } = await stage.at.call("GET", "/api/join/ROBOTS");
    expect(body.features).toEqual(["steps", "help", "feedback", "questions", "polls", "hands"]);
    await page.goto(`${stage.origin}/teach`);
    await open("ROBOTS");
    await page
      .getByRole("dialog")
      .getByText(/^Another class has this code/)
      .waitFor();
  });
});
