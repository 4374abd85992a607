/** The teacher's page in a lecture: three other apps and a page speak, one web page hears, shows and answers. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout } from "bun:test";
import type { Session } from "../../src/features/whole-session.ts";
import { openClass, type TestClass } from "../support/class.ts";
import { png } from "../support/picture.ts";
import { TestSocket } from "../support/socket.ts";
import { axeBarriers } from "./barriers.ts";
import { openPlay } from "./play.ts";
import { chromiumPath, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(30_000);

let stage: Stage;
let lecture: TestClass;
let teacher: Seat;
let session: Session;
const sockets: TestSocket[] = [];
const students: { token: string; participant: { id: string } }[] = [];
/** A student of each app: `inthon`, `chatroom`, `mobilegpt`. */
let inthon: TestSocket;
let chatroom: TestSocket;
let mobilegpt: TestSocket;

const sees = (words: string | RegExp) => teacher.page.getByText(words).first().waitFor();
const press = (name: string | RegExp) => teacher.page.getByRole("button", { name }).first().click();
const give = (n: number, feedback_type: "OK" | "HARD") =>
  stage.at.call("POST", `/api/sessions/${session.code}/feedback`, students[n]?.token, { feedback_type });
const picture = {
  name: "board.png",
  mimeType: "image/png",
  buffer: png(4, 4, () => [200, 30, 30]),
};

const scene = openPlay();

describe.skipIf(chromiumPath === undefined)("a lecture on the teacher's page", () => {
  beforeAll(async () => {
    stage = await openStage();
    lecture = await openClass({
      server: stage.at,
      title: "Heat and work",
      features: ["steps", "help", "feedback", "questions", "chat"],
    });
    session = lecture.session;
    for (const name of ["Ann", "Ben", "Chloe", "Daniel", "Elif", "Farah"]) students.push(await lecture.join(name));
    const { code } = session;
    const open = async (path: string, n: number) => {
      const socket = await TestSocket.open(`${stage.at.url}${path}`, students[n]?.token);
      sockets.push(socket);
      return socket;
    };
    inthon = await open(`/ws/session/${code}/student/`, 0);
    chatroom = await open(`/ws/${code}/${students[1]?.participant.id}`, 1);
    mobilegpt = await open(`/ws/sessions/${code}/`, 2);
    teacher = await stage.teacher();
    await teacher.page.getByRole("heading", { name: "My classes" }).waitFor();
    await teacher.page.goto(`${stage.origin}/teach/${code}`);
    await teacher.page.locator(".tile").first().waitFor();
  });
  afterAll(async () => {
    for (const socket of sockets) socket.close();
    await stage?.[Symbol.asyncDispose]();
  });

  scene("before anybody presses the gauge says so", async () => {
    await sees("Nobody has pressed yet");
    expect(await axeBarriers(teacher.page)).toEqual([]);
  });

  scene("feedback over HTTP moves the gauge, each person once", async () => {
    await give(0, "OK");
    await give(1, "OK");
    await give(1, "OK");
    await sees("2 understand");
    await sees("0 hard");
    await give(1, "HARD");
    await sees("1 understand");
    await sees("1 hard");
    const rows = teacher.page.getByRole("table", { name: "Understanding over time" }).getByRole("row");
    const cells = await rows.last().getByRole("cell").allTextContents();
    expect(cells.map(Number).every((n) => n > 0)).toBe(true);
  });

  scene("when many find it hard a word says so, and one press tells the class", async () => {
    await give(2, "HARD");
    await give(3, "HARD");
    await give(4, "HARD");
    await sees("Many find this hard");
    expect(await axeBarriers(teacher.page)).toEqual([]);
    await press("Tell the class");
    expect(await inthon.until("hard_alert")).toMatchObject({ capture_url: null });
    await sees("The class has been told");
  });

  scene("something important reaches the students: in words, with a picture, or by one press", async () => {
    await press("Important");
    await teacher.page.getByLabel("One-line note").fill("The sign of <b>W</b>");
    await teacher.page.getByLabel("Choose a file").setInputFiles(picture);
    await teacher.page.getByRole("img", { name: "The picture" }).waitFor();
    expect(await axeBarriers(teacher.page)).toEqual([]);
    await press("Mark as important");
    const marked = await inthon.until("important");
    expect(marked.note).toBe("The sign of <b>W</b>");
    expect(marked.capture_url).toContain("/uploads/");
    await press("Important");
    await teacher.page.getByRole("dialog").waitFor();
    await teacher.page.getByLabel("One-line note").press("Enter");
    expect(await inthon.until("important")).toMatchObject({ note: "This part is important", capture_url: null });
    await press("Important");
    await teacher.page.getByLabel("Choose a file").setInputFiles(picture);
    await teacher.page.getByRole("img", { name: "The picture" }).waitFor();
    await sees("If the note is empty, they see the picture only.");
    await press("Mark as important");
    const wordless = await inthon.until("important");
    expect(wordless.note).toBeNull();
    expect(wordless.capture_url).toContain("/uploads/");
  });

  scene("a question of the chat room's app is in the list, and the first by likes", async () => {
    chatroom.send({ type: "question", content: "Why is heat not a state function?" });
    await sees("Why is heat not a state function?");
    expect(await inthon.until("new_question")).toMatchObject({ question_id: 1 });
    chatroom.send({ type: "question", content: "What is a reversible process?" });
    await inthon.until("new_question");
    await stage.at.call("PUT", `/api/sessions/${session.code}/questions/2/like`, students[4]?.token);
    await teacher.page.getByRole("button", { name: /Questions 2/ }).waitFor();
    await teacher.page.reload();
    await teacher.page.locator("#questions").waitFor();
    const items = teacher.page.getByRole("region", { name: /^Questions/ }).getByRole("listitem");
    await items.nth(1).waitFor();
    expect(await items.first().textContent()).toContain("What is a reversible process?");
    expect(await axeBarriers(teacher.page)).toEqual([]);
  });

  scene("a picture is chosen for a question, and every student receives its address", async () => {
    await press(/^Picture.*heat/);
    await teacher.page.getByLabel("Choose a file").setInputFiles({ ...picture, buffer: Buffer.from("no picture") });
    await sees(/The picture could not be uploaded/);
    await press("Another picture");
    await teacher.page.getByLabel("Choose a file").setInputFiles(picture);
    await teacher.page.getByRole("img", { name: "The picture" }).waitFor();
    await press("Show it to the students");
    const captured = await inthon.until("question_capture");
    expect(captured.question_id).toBe(1);
    expect(captured.capture_url).toContain("/uploads/");
    expect((await fetch(captured.capture_url)).headers.get("Content-Type")).toBe("image/png");
  });

  scene("a picture is pasted as well", async () => {
    await press(/^Picture.*reversible/);
    await teacher.page.getByRole("dialog").waitFor();
    await teacher.page.evaluate((bytes) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([new Uint8Array(bytes)], "paste.png", { type: "image/png" }));
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    }, Array.from(picture.buffer));
    await teacher.page.getByRole("img", { name: "The picture" }).waitFor();
    await press("Show it to the students");
    expect(await inthon.until("question_capture")).toMatchObject({ question_id: 2 });
  });

  scene("a picture that is dropped is made as small as a projector needs it", async () => {
    await press(/^Picture.*heat/);
    await teacher.page.getByRole("dialog").waitFor();
    const wide = png(2400, 40, () => [30, 90, 200]);
    await teacher.page.getByRole("region", { name: "Picture", exact: true }).evaluate((field, bytes) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], "wide.png", { type: "image/png" }));
      field.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, Array.from(wide));
    await teacher.page.getByRole("img", { name: "The picture" }).waitFor();
    await press("Show it to the students");
    const { question_id, capture_url } = await inthon.until("question_capture");
    expect(question_id).toBe(1);
    const shown = new Bun.Image(new Uint8Array(await (await fetch(capture_url)).arrayBuffer()));
    expect((await shown.metadata()).width).toBe(1920);
  });

  scene("where the browser lets a page see the screen, that is a picture too", async () => {
    // A page on plain http has no such thing; what it would give is put in its place.
    await teacher.page.evaluate(() => {
      const canvas = document.createElement("canvas");
      const draw = () => canvas.getContext("2d")?.fillRect(0, 0, canvas.width, canvas.height);
      setInterval(draw, 50);
      const getDisplayMedia = async () => canvas.captureStream(30);
      Object.defineProperty(navigator, "mediaDevices", { value: { getDisplayMedia }, configurable: true });
    });
    await press(/^Picture.*reversible/);
    await teacher.page.getByRole("dialog").waitFor();
    await press("Capture the screen");
    await teacher.page.getByRole("img", { name: "The picture" }).waitFor();
    await press("Show it to the students");
    expect(await inthon.until("question_capture")).toMatchObject({ question_id: 2 });
    await teacher.page.evaluate(() => Reflect.deleteProperty(navigator, "mediaDevices"));
  });

  scene("questions are answered by word of mouth, in words, or hidden", async () => {
    const questions = async () =>
      (await stage.at.call("GET", `/api/sessions/${session.code}/questions`, lecture.teacher)).body;
    await press(/^Answered.*reversible/);
    await teacher.page.getByRole("button", { name: /Questions 1/ }).waitFor();
    expect((await questions())[0]).toMatchObject({ question_id: 2, status: "answered", answer: null });
    await press(/^Reply.*heat/);
    await teacher.page.getByLabel("Answer", { exact: true }).fill("It depends on the way.");
    await press("Send the answer");
    await sees("It depends on the way.");
    expect((await questions())[1]).toMatchObject({ status: "answered", answer: "It depends on the way." });
    chatroom.send({ type: "question", content: "Is this in the exam?" });
    // New questions do not move the list; a button shows them.
    await teacher.page.getByRole("button", { name: /Questions 1/ }).waitFor();
    const show = teacher.page.getByRole("button", { name: "Show 1 new question" });
    await show.or(teacher.page.getByRole("button", { name: /^Hide.*exam/ })).waitFor();
    if (await show.isVisible()) await show.click();
    await press(/^Hide.*exam/);
    await teacher.page.getByRole("button", { name: /Questions 1/ }).waitFor({ state: "detached" });
    expect((await questions())[0]).toMatchObject({ question_id: 3, status: "hidden" });
  });

  scene("the chat goes both ways, and what does not belong there is taken away", async () => {
    chatroom.send({ type: "chat_message", content: "Good morning!" });
    await teacher.page.getByText("1 new message").waitFor({ state: "attached" });
    await teacher.page.locator("#chat button").click();
    await sees("Good morning!");
    await teacher.page.getByRole("region", { name: "Chat" }).getByRole("textbox").fill("Good morning, Ben.");
    await teacher.page.getByRole("region", { name: "Chat" }).getByRole("textbox").press("Enter");
    await sees("Good morning, Ben.");
    for (;;) {
      const said = await chatroom.until("chat_message");
      if (said.content === "Good morning, Ben.") break;
    }
    expect(await axeBarriers(teacher.page)).toEqual([]);
  });

  scene("five hundred presses in a second leave the page at hand", async () => {
    const many = await Promise.all(Array.from({ length: 100 }, (_, n) => lecture.join(`Student ${n + 1}`)));
    const presses = Array.from({ length: 500 }, (_, n) =>
      stage.at.call("POST", `/api/sessions/${session.code}/feedback`, many[n % 100]?.token, {
        feedback_type: n % 100 < 70 ? "OK" : "HARD",
      }),
    );
    // Meanwhile the page stays responsive.
    await press(/^Help/);
    await press(/^Help/);
    await Promise.all(presses);
    await sees(/7\d understand/);
  });

  scene("on a phone nothing is wider than the phone, in either language and light", async () => {
    const { page } = await stage.teacher({ ...phone, locale: "ko-KR", colorScheme: "dark" });
    await page.getByRole("heading", { name: "내 수업" }).waitFor();
    await page.goto(`${stage.origin}/teach/${session.code}`);
    await page.getByText(/명 이해/).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await axeBarriers(page)).toEqual([]);
    await page.context().close();
  });

  scene("another app's connection still works after all this, and no page logged an error", async () => {
    mobilegpt.send({ type: "heartbeat", data: { timestamp: 1 } });
    expect(await mobilegpt.until("heartbeat_ack")).toMatchObject({ timestamp: 1 });
    expect(stage.complaints.filter((line) => !line.includes("status of 4"))).toEqual([]);
  });
});
