/** A student's page during class. */
import type { Page } from "playwright-core";
import { heading, opens, press, sees } from "../../../test/browser/page.ts";
import type { TestClass } from "../../../test/support/class.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

/** The page of a student of the class of 14: 0 is in the third step, 1 has done it, 2 has called for help, 4 is behind. */
async function seated(world: World, n: number): Promise<Page> {
  const room = await world.classroom(14);
  return world.visit(`/s/${room.session.code}`, { token: room.students[n]?.token, touch: true });
}

interface Own {
  readonly room: TestClass;
  readonly page: Page;
  readonly mina: string;
  readonly minaId: string;
  readonly jun: string;
  /** Calls the API of the class, as the teacher or as a student. */
  call(path: string, body?: unknown, token?: string, method?: string): Promise<any>;
}

/** Starts a new class in its first step, and opens Mina's page. */
async function open(world: World, input: Parameters<World["ownClass"]>[0] = {}, wifi = false): Promise<Own> {
  const room = await world.ownClass({ steps: 4, ...input });
  const [mina, jun] = await Promise.all([room.join(world.text("Mina", "민아")), room.join(world.text("Jun", "준"))]);
  const path = `/api/sessions/${room.session.code}`;
  const call: Own["call"] = (to, body = {}, token = room.teacher, method = "POST") =>
    world.call(method, path + to, token, body);
  if (input.lesson_id === null) await call("/start");
  else await call(`/steps/${room.lesson.subtasks[0]?.id}/start`);
  const page = await world.visit(`/s/${room.session.code}`, { token: mina.token, touch: true, wifi });
  await sees(page, "Live");
  return { room, page, mina: mina.token, minaId: mina.participant.id, jun: jun.token, call };
}

const lost = async (world: World, how: "lose" | "cut") => {
  const { page } = await open(world, {}, true);
  world.wifi[how]();
  if (how === "lose") await page.context().setOffline(true);
  await sees(page, how === "lose" ? /No network/ : /Reconnecting/);
  await press(page, "Done");
  return page;
};

export const studentStates: readonly PageState[] = [
  {
    name: "student-before",
    async go(world) {
      const room = await world.ownClass();
      const { token } = await room.join(world.text("Mina", "민아"));
      const page = await world.visit(`/s/${room.session.code}`, { token, touch: true });
      await heading(page, /^You are in/);
      return page;
    },
  },
  {
    name: "student-step",
    async go(world) {
      const page = await seated(world, 0);
      await page.getByRole("button", { name: "I'm stuck" }).waitFor();
      return page;
    },
  },
  {
    name: "student-done",
    async go(world) {
      const page = await seated(world, 1);
      await sees(page, "Done!");
      return page;
    },
  },
  {
    name: "student-behind",
    async go(world) {
      const page = await seated(world, 4);
      await page.getByRole("button", { name: "Go to step 3" }).waitFor();
      return page;
    },
  },
  {
    name: "student-looks-back",
    async go(world) {
      const page = await seated(world, 0);
      await press(page, "Previous step");
      await sees(page, "You are looking at step 2.");
      return page;
    },
  },
  {
    name: "student-all-done",
    async go(world) {
      const { page } = await open(world, { steps: 1 });
      await press(page, "Done");
      await sees(page, "All steps done!");
      return page;
    },
  },
  {
    name: "student-hard",
    async go(world) {
      const { page } = await open(world);
      await page.getByRole("button", { name: "Hard", exact: true }).click();
      await page.locator("button[aria-pressed=true] svg + svg").waitFor();
      return page;
    },
  },
  {
    name: "student-help-dialog",
    async go(world) {
      return opens(await seated(world, 0), "Call with a line of text");
    },
  },
  {
    name: "student-help-called",
    async go(world) {
      const page = await seated(world, 2);
      await sees(page, "The teacher knows that you are stuck");
      return page;
    },
  },
  {
    name: "student-help-coming",
    async go(world) {
      const { page, call, mina } = await open(world);
      const { help_id } = await call("/help", { message: world.text("Which side?", "어느 쪽이에요?") }, mina);
      await call(`/help/${help_id}/acknowledge`);
      await sees(page, "The teacher is coming");
      return page;
    },
  },
  {
    name: "student-help-answered",
    async go(world) {
      const { page, call, mina } = await open(world);
      const { help_id } = await call("/help", { message: "Which side?" }, mina);
      await sees(page, "The teacher knows that you are stuck");
      await call(`/help/${help_id}/resolve`);
      await sees(page, "The teacher has helped with your request.");
      return page;
    },
  },
  {
    name: "student-no-questions",
    async go(world) {
      const { page } = await open(world);
      await press(page, "Questions");
      await sees(page, "No questions yet.");
      return page;
    },
  },
  {
    name: "student-questions",
    async go(world) {
      const { page, call, mina, jun, room } = await open(world);
      const ask = (text: string, token: string) => call("/questions", { text }, token);
      const first = await ask(world.text("Why do leaves not dry out?", "잎은 왜 마르지 않아요?"), jun);
      const second = await ask(world.text("How high can water climb?", "물은 얼마나 높이 올라가요?"), mina);
      await ask(world.text("Is it the same at night?", "밤에도 같아요?"), jun);
      const answer = world.text("Their skin has tiny doors that close.", "잎에는 닫히는 작은 문이 있어요.");
      await call(`/questions/${first.question_id}/answer`, { text: answer });
      const capture_url = await world.picture(room.teacher);
      await call(`/questions/${second.question_id}/capture`, { capture_url });
      await page.getByRole("button", { name: /^Questions/ }).click();
      await page.getByRole("img", { name: "Picture of the screen" }).waitFor();
      await page.getByRole("textbox").first().fill(world.text("Do cacti drink, too?", "선인장도 물을 마셔요?"));
      return page;
    },
  },
  {
    name: "student-chat",
    async go(world) {
      const { page, call, mina, jun, room } = await open(world);
      const say = (text: string, token: string) => call("/messages", { content: text }, token);
      await say(world.text("Welcome, everybody.", "모두 반가워요."), room.teacher);
      await say(world.text("My plant drinks a litre a day.", "제 화분은 하루에 1리터를 마셔요."), jun);
      await say(world.text("That is a lot!", "많이 마시네요!"), mina);
      await page.getByRole("button", { name: /^Chat/ }).click();
      await page.getByText(/That is a lot|많이 마시네요/).waitFor();
      return page;
    },
  },
  {
    name: "student-chat-empty",
    async go(world) {
      const { page } = await open(world);
      await press(page, /^Chat/);
      await sees(page, "No messages yet.");
      return page;
    },
  },
  {
    name: "student-important",
    async go(world) {
      const { page, call } = await open(world);
      const note = world.text("Water goes up against gravity.", "물은 중력을 거슬러 올라가요.");
      await call("/important", { note });
      await page.getByText(note).waitFor();
      return page;
    },
  },
  {
    name: "student-important-picture",
    async go(world) {
      const { page, call, room } = await open(world);
      await call("/important", { note: null, capture_url: await world.picture(room.teacher) });
      await page.locator("header img").waitFor();
      await call("/hard-alerts", { capture_url: null });
      await sees(page, "Many find this part hard");
      return page;
    },
  },
  {
    name: "student-paused",
    async go(world) {
      const { page, call } = await open(world);
      await call("/pause");
      await sees(page, "The class is paused");
      return page;
    },
  },
  {
    name: "student-no-steps",
    async go(world) {
      const { page } = await open(world, { lesson_id: null, features: ["help", "feedback", "practice"] as never });
      await heading(page, "The class is running");
      return page;
    },
  },
  {
    name: "student-ended",
    async go(world) {
      const { page, call } = await open(world);
      await press(page, "Done");
      await sees(page, "Done!");
      await call("/end");
      await heading(page, "The class has ended");
      return page;
    },
  },
  {
    name: "student-removed",
    async go(world) {
      const { page, call, minaId } = await open(world);
      await call(`/participants/${minaId}/remove`);
      await heading(page, "The teacher removed you from this class");
      return page;
    },
  },
  { name: "student-offline", go: (world) => lost(world, "lose"), after: (world) => world.wifi.find() },
  { name: "student-reconnecting", go: (world) => lost(world, "cut"), after: (world) => world.wifi.find() },
];
