/** A student's page in a lecture: feedback, questions, chat, and the teacher's notices. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { obstacles } from "./barriers.ts";
import { openScene, untilAsked } from "./lecture.ts";
import { chromiumPath, lanAddress, openStage, type Stage } from "./stage.ts";
import { openWifi, type Wifi } from "./wifi.ts";

setDefaultTimeout(60_000);

/** The folder for screenshots, if one is wanted. */
const pictures = process.env.LECTERN_PICTURES;

const markup = "<img src=x onerror=alert(1)> \u202Eעברית\u202C 👩🏽‍🔬 & <b>bold</b>";
const tall = `Z${"\u0301".repeat(10_000 / 4)} ${"long".repeat(200)}`;

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let stage: Stage;
let wifi: Wifi;

const press = (page: Page, name: string | RegExp, exact = false) => page.getByRole("button", { name, exact }).click();

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

describe.skipIf(chromiumPath === undefined)("a student in a lecture", () => {
  beforeAll(async () => {
    stage = await openStage();
    wifi = openWifi(lanAddress ?? "127.0.0.1", stage.at.server.port);
  });
  afterAll(async () => {
    wifi?.[Symbol.dispose]();
    // Requests that fail without a network are expected.
    expect((stage?.complaints ?? []).filter((said) => !/net::|WebSocket/.test(said))).toEqual([]);
    await stage?.[Symbol.asyncDispose]();
  });

  test("sends one help request, however fast the button is pressed", async () => {
    await using scene = await openScene(stage, wifi);
    const { page, board } = scene;
    const stuck = page.getByRole("button", { name: "I'm stuck", exact: true });
    await stuck.evaluate((button: HTMLButtonElement) => {
      for (let n = 0; n < 3; n++) button.click();
    });
    await board.until("help.requested");
    await press(page, "It works now");
    await board.until("help.resolved");
    await stuck.waitFor();
    const { session, teacher } = scene.room;
    expect((await stage.at.call("GET", `/api/sessions/${session.code}/help`, teacher)).body).toHaveLength(1);
  });

  test("sends Hard once, however fast it is pressed, then Understood, and shows it after a reload", async () => {
    await using scene = await openScene(stage, wifi);
    const { page, board, act } = scene;
    const hard = page.getByRole("button", { name: "Hard", exact: true });
    await hard.evaluate((button: HTMLButtonElement) => {
      for (let n = 0; n < 5; n++) button.click();
    });
    expect((await board.until("feedback.given")).data.feedback_type).toBe("HARD");
    await page.getByText("Sent", { exact: true }).waitFor();
    expect(await hard.getAttribute("aria-pressed")).toBe("true");
    await picture(page, "feedback");
    await press(page, "Understood");
    expect((await board.until("feedback.given")).data.feedback_type).toBe("OK");
    const { session, teacher } = scene.room;
    const read = await stage.at.call("GET", `/api/sessions/${session.code}/feedback/summary`, teacher);
    expect(read.body).toMatchObject({ ok: 1, hard: 1 });
    const pressed = page.locator("button[aria-pressed=true]", { hasText: "Understood" });
    await pressed.locator("svg + svg").waitFor();
    await page.reload();
    await pressed.locator("svg + svg").waitFor();
    await act(board, "important.mark", { note: "Water goes **up** <i>against</i> gravity." });
    await page.getByText("Water goes **up** <i>against</i> gravity.").waitFor();
    await act(board, "hard_alert.raise", { capture_url: "https://elsewhere.example/picture.png" });
    await page.getByText("Many find this part hard").waitFor();
    expect(await page.getByRole("link", { name: "https://elsewhere.example/picture.png" }).count()).toBe(1);
    await picture(page, "notice");
    expect(await obstacles(page)).toEqual([]);
    await press(page, "Dismiss");
    await page.getByText("Water goes **up**").waitFor();
    await press(page, "Dismiss");
    await page.getByText("Important").waitFor({ state: "detached" });
  });

  test("sends a question, likes one, takes the like back, and shows the answer", async () => {
    await using scene = await openScene(stage, wifi);
    const { page, board, jun, act } = scene;
    const { question_id } = await act(jun, "question.ask", { text: markup });
    await page.getByRole("button", { name: "Questions 1 new" }).click();
    await page.getByText("<b>bold</b>").waitFor();
    await act(jun, "question.ask", { text: tall });
    const list = page.getByRole("listitem");
    await page.getByText("Everyone sees your question and your name.").waitFor();

    const field = page.getByLabel("Your question", { exact: true });
    await field.focus();
    const intended = await board.until("question.intended");
    await field.fill("Why do leaves not dry out?");
    await press(page, "Ask", true);
    const asked = (await board.until("question.asked")).data;
    const mine = asked.user_name === "Mina" ? asked : await untilAsked(board, "Mina");
    expect(mine.question_id).toBe(intended.data.question_id);
    await list.filter({ hasText: "Why do leaves" }).getByText("Your question").waitFor();
    await list.filter({ hasText: "longlong" }).waitFor();
    expect(await field.inputValue()).toBe("");

    const like = list.filter({ hasText: "<b>bold</b>" }).getByRole("button", { name: /Me too/ });
    if ((await like.getAttribute("aria-pressed")) !== "true") await like.click();
    await list.filter({ hasText: "<b>bold</b>" }).getByRole("button", { name: "Me too 1" }).waitFor();
    await like.click();
    await list.filter({ hasText: "<b>bold</b>" }).getByRole("button", { name: "Me too 0" }).waitFor();
    expect(await like.getAttribute("aria-pressed")).toBe("false");
    const form = new FormData();
    form.append("file", new Blob([Buffer.from(pixel, "base64")], { type: "image/png" }), "board.png");
    const headers = { Authorization: `Bearer ${scene.room.teacher}` };
    const upload = await fetch(`${stage.at.url}/api/uploads`, { method: "POST", headers, body: form });
    const { url } = (await upload.json()) as { url: string };
    await act(board, "question.capture", { question_id: mine.question_id, capture_url: url });
    const shown = page.getByRole("img", { name: "Picture of the screen" });
    await shown.waitFor();
    await page.waitForFunction(
      () => (document.querySelector("main img") as HTMLImageElement | null)?.naturalWidth === 1,
    );
    await act(board, "question.answer", { question_id: mine.question_id, text: "They have a coat of wax." });
    await page.getByText("They have a coat of wax.").waitFor();
    expect(await obstacles(page)).toEqual([]);
    await picture(page, "questions");
    await act(board, "question.hide", { question_id });
    await page.getByText("<b>bold</b>").waitFor({ state: "detached" });
  });

  test("sends and shows chat messages, and shows that someone is typing", async () => {
    await using scene = await openScene(stage, wifi);
    const { page, board, jun, act } = scene;
    await act(jun, "chat.send", { content: markup });
    await page.getByRole("button", { name: "Chat 1 new" }).waitFor();
    await picture(page, "unread");
    await page.getByRole("button", { name: "Chat 1 new" }).click();
    await page.getByText("<b>bold</b>").waitFor();
    await act(board, "chat.send", { content: tall });
    await act(jun, "chat.send", { content: "One after" });
    await act(jun, "chat.send", { content: "the other" });
    const field = page.getByLabel("Your message");
    await field.pressSequentially("I see");
    expect((await board.until("typing.changed")).data).toMatchObject({ nickname: "Mina", is_typing: true });
    await act(jun, "typing.set", { is_typing: true });
    await page.getByText("1 person is typing").waitFor();
    await picture(page, "chat");
    await field.press("Enter");
    expect((await board.until("chat.sent")).data).toMatchObject({ nickname: "Mina", content: "I see" });
    await page.getByText("I see", { exact: true }).waitFor();
    expect(await obstacles(page)).toEqual([]);
    await press(page, "Delete message");
    await press(page, "Yes, delete");
    await board.until("chat.deleted");
    await page.getByText("I see", { exact: true }).waitFor({ state: "detached" });
    await press(page, "Step", true);
    await act(jun, "chat.send", { content: "Are you there?" });
    await page.getByRole("button", { name: "Chat 1 new" }).waitFor();
    await page.getByRole("heading", { name: "Step 1" }).waitFor();
  });

  test("shows the last of many messages at once, and earlier ones on request", async () => {
    await using scene = await openScene(stage, wifi, { lesson_id: null, features: ["chat"] });
    const { page, jun, act } = scene;
    for (let n = 1; n <= 60; n++) await act(jun, "chat.send", { content: `Message ${n}` });
    await page.reload();
    await page.getByText("Message 60", { exact: true }).waitFor();
    expect(await page.getByText("Message 10", { exact: true }).count()).toBe(0);
    await press(page, "Earlier messages");
    await page.getByText("Message 1", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Understood" }).count()).toBe(0);
    await picture(page, "chat-alone");
  });

  test("sends what was pressed and asked without a network exactly once after reconnecting", async () => {
    await using scene = await openScene(stage, wifi);
    const { page, board, jun, act } = scene;
    await act(jun, "question.ask", { text: "What is xylem?" });
    await page.getByRole("button", { name: "Questions 1 new" }).click();
    wifi.lose();
    await page.evaluate(() => {
      Object.defineProperty(navigator, "onLine", { value: false, configurable: true });
      dispatchEvent(new Event("offline"));
    });
    await page
      .getByText(/No network/)
      .first()
      .waitFor();
    await press(page, "Hard", true);
    await press(page, "Me too 0");
    await page.getByLabel("Your question", { exact: true }).fill("Do trees drink at night?");
    await press(page, "Ask", true);
    await page.getByText("Not sent yet, will be sent again").nth(2).waitFor();
    expect(await obstacles(page)).toEqual([]);
    await picture(page, "offline");
    wifi.find();
    await page.evaluate(() => {
      Object.defineProperty(navigator, "onLine", { value: true, configurable: true });
      dispatchEvent(new Event("online"));
    });
    expect(await untilAsked(board, "Mina")).toMatchObject({ text: "Do trees drink at night?" });
    const list = page.getByRole("listitem");
    await list.filter({ hasText: "What is xylem?" }).getByRole("button", { name: "Me too 1" }).waitFor();
    await list.filter({ hasText: "Do trees drink" }).getByText("Your question").waitFor();
    expect(await page.getByText("Not sent yet").count()).toBe(0);
    expect(await list.filter({ hasText: "Do trees drink" }).count()).toBe(1);
    const { session, teacher } = scene.room;
    const read = await stage.at.call("GET", `/api/sessions/${session.code}/feedback/summary`, teacher);
    expect(read.body).toMatchObject({ ok: 0, hard: 1 });
  });

  test("fills the page with the questions if there are no steps, and says who sees them", async () => {
    await using scene = await openScene(stage, wifi, {
      lesson_id: null,
      settings: { questions_visibility: "host", anonymous_questions: true },
    });
    const { page } = scene;
    await page.getByText("Only the teacher sees your question, without your name.").waitFor();
    await page.getByLabel("Your question", { exact: true }).fill("May I go?");
    await press(page, "Ask", true);
    await page.getByRole("listitem").filter({ hasText: "May I go?" }).getByText("Your question").waitFor();
    await page.getByRole("button", { name: "Understood" }).waitFor();
    await picture(page, "no-steps");
  });
});
