/** One class with five clients: a student's web page, three apps of students, and the teacher's page. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { openClass, type TestClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";
import { chromiumPath, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(30_000);

let stage: Stage;
let room: TestClass;
let teacher: Seat;
/** Mina uses the web page, each of the others an app. */
let mina: Seat;
let inthon: TestSocket;
let chatroom: TestSocket;
let mobilegpt: TestSocket;

describe.skipIf(chromiumPath === undefined)("one class in which everybody has another app", () => {
  beforeAll(async () => {
    stage = await openStage();
    room = await openClass({ server: stage.at, title: "How plants drink" });
    const { code } = room.session;
    const [ann, ben, cho, dan] = [
      await room.join("Mina"),
      await room.join("Ben"),
      await room.join("Cho"),
      await room.join("Dan"),
    ];
    const open = (path: string, token: string) => TestSocket.open(`${stage.at.url}${path}`, token);
    inthon = await open(`/ws/session/${code}/student/`, ben.token);
    chatroom = await open(`/ws/${code}/${cho.participant.id}`, cho.token);
    mobilegpt = await open(`/ws/sessions/${code}/`, dan.token);
    teacher = await stage.teacher();
    await teacher.page.getByRole("heading", { name: "My classes" }).waitFor();
    await teacher.page.goto(`${stage.origin}/teach/${code}`);
    await teacher.page.locator(".tile").first().waitFor();
    mina = await stage.seat(phone);
    await mina.context.addCookies([{ name: "lectern_session", value: ann.token, url: stage.origin }]);
    await mina.page.goto(`${stage.origin}/s/${code}`);
    await mina.page.getByText("Live", { exact: true }).waitFor();
  });
  afterAll(async () => {
    for (const socket of [inthon, chatroom, mobilegpt]) socket?.close();
    expect(stage?.complaints ?? []).toEqual([]);
    await stage?.[Symbol.asyncDispose]();
  });

  const teacherSees = (words: string | RegExp) => teacher.page.getByText(words).first().waitFor();

  test("the teacher moves on, and the page and the Android app show the step", async () => {
    await teacher.page.keyboard.press("Space");
    await mina.page.getByRole("heading", { name: "Step 1" }).waitFor();
    expect((await mobilegpt.until("step_changed")).subtask.title).toBe("Step 1");
    const { id } = room.lesson.subtasks[0] ?? {};
    mobilegpt.send({ type: "step_complete", data: { subtask_id: id } });
    await mobilegpt.until("step_complete_confirmed");
    await mina.page.getByRole("button", { name: "Done" }).click();
    await teacherSees("2 done");
  });

  test("a question from the page reaches every app, and one from the chat room the page", async () => {
    await mina.page.getByRole("button", { name: /^Questions/ }).click();
    await mina.page.getByLabel("Your question", { exact: true }).fill("Why do leaves not dry out?");
    await mina.page.getByRole("button", { name: "Ask", exact: true }).click();
    expect((await inthon.until("new_question")).cleaned_text).toBe("Why do leaves not dry out?");
    expect((await chatroom.until("question")).participant_nickname).toBe("Mina");
    await teacherSees("Why do leaves not dry out?");

    chatroom.send({ type: "question", content: "<b>How</b> high can water climb?" });
    expect((await inthon.until("new_question")).cleaned_text).toBe("<b>How</b> high can water climb?");
    const asked = mina.page.getByRole("listitem").filter({ hasText: "<b>How</b> high can water climb?" });
    const shown = mina.page.getByRole("button", { name: "Show 1 new question" });
    await asked.or(shown).first().waitFor();
    if (await shown.isVisible()) await shown.click();
    await asked.getByRole("button", { name: /Me too/ }).click();
    expect(await inthon.until("question_like_update")).toMatchObject({ like_count: 1 });
    await teacherSees("1 person wants to know");
  });

  test("feedback from the page moves the gauge, and an important note reaches page and app", async () => {
    await mina.page.getByRole("button", { name: "Hard", exact: true }).click();
    await teacherSees("1 hard");
    await teacher.page.getByRole("button", { name: "Important" }).first().click();
    await teacher.page.getByLabel("One-line note").fill("Leaves breathe");
    await teacher.page.getByRole("button", { name: "Mark as important" }).click();
    expect((await inthon.until("important")).note).toBe("Leaves breathe");
    await mina.page.getByText("Leaves breathe").waitFor();
    await mina.page.getByRole("button", { name: "Dismiss" }).click();
  });

  test("chat messages and typing go between page and app", async () => {
    await mina.page.getByRole("button", { name: /^Chat/ }).click();
    chatroom.send({ type: "typing", is_typing: true });
    await mina.page.getByText("1 person is typing").waitFor();
    chatroom.send({ type: "chat_message", content: "Hello from the app" });
    await mina.page.getByText("Hello from the app").waitFor();
    const field = mina.page.getByLabel("Your message");
    await field.fill("Hello from the page");
    await field.press("Enter");
    let heard = "";
    while (heard !== "Hello from the page") heard = (await chatroom.until("chat_message")).content;
  });

  test("the end reaches every client in its own protocol", async () => {
    await stage.at.call("POST", `/api/sessions/${room.session.code}/end`, room.teacher);
    await mina.page.getByText("The class has ended").waitFor();
    await inthon.until("session_ended");
    expect((await mobilegpt.until("session_status_changed")).status).toBe("ENDED");
    for (const socket of [inthon, chatroom, mobilegpt]) expect((await socket.closed).code).toBe(1000);
  });
});
