/** The teacher's pages outside the room: sign-in, classes, lessons, settings, the report. */
import type { Page } from "playwright-core";
import { heading, opens, press, sees } from "../../../test/browser/page.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

/** The list of classes as a teacher who has taught has it. */
async function classes(world: World): Promise<Page> {
  await world.classroom(14);
  const past = await world.ownClass({ title: world.text("Roots and stems", "뿌리와 줄기") });
  await past.join(world.text("Mina", "민아"));
  await world.call("POST", `/api/sessions/${past.session.code}/start`, past.teacher, {});
  await world.call("POST", `/api/sessions/${past.session.code}/end`, past.teacher, {});
  const page = await world.visit("/teach", { token: await world.teacher() });
  await heading(page, "My classes");
  return page;
}

/** The editor of a lesson with steps. */
async function lesson(world: World): Promise<Page> {
  const room = await world.classroom(14);
  const page = await world.visit(`/teach/lessons/${room.lesson.id}`, { token: await world.teacher() });
  await page.getByLabel("Step 6", { exact: true }).waitFor();
  return page;
}

async function signIn(world: World): Promise<Page> {
  const page = await world.visit("/teach");
  await heading(page, "Teacher sign-in");
  return page;
}

export const teacherStates: readonly PageState[] = [
  {
    name: "classes-empty",
    async go(world) {
      const page = await world.visit("/", { token: await world.teacher() });
      await page.route(/\/api\/(lessons\/(cards|tags)|sessions)(\?|$)/, (route) => route.fulfill({ json: [] }));
      await page.goto(`${world.stage.origin}/teach`);
      await sees(page, "No class is running.");
      return page;
    },
  },
  { name: "sign-in", go: signIn },
  {
    name: "sign-in-wrong-key",
    async go(world) {
      const page = await signIn(world);
      await page.getByLabel("Teacher key").fill("not the key");
      await press(page, "Sign in");
      await sees(page, "This key is not right.");
      await page.locator("summary").click();
      return page;
    },
  },
  { name: "classes", go: classes },
  {
    name: "classes-tokens",
    async go(world) {
      const page = await opens(await classes(world), "Tokens for programs");
      await page.getByLabel("Name of the program").fill("quiz-bot");
      await press(page, "Create the token");
      await sees(page, "The token of quiz-bot");
      return page;
    },
  },
  {
    name: "classes-new-class",
    go: async (world) => opens(await classes(world), "Choose title and lesson"),
  },
  {
    name: "classes-settings",
    go: async (world) => opens(await classes(world), /^Settings/),
  },
  {
    name: "lesson-new",
    async go(world) {
      const page = await world.visit("/teach/lessons/new", { token: await world.teacher() });
      await page.getByLabel("Title of the lesson").waitFor();
      return page;
    },
  },
  { name: "lesson", go: lesson },
  {
    name: "lesson-unsaved",
    async go(world) {
      const page = await lesson(world);
      await page.getByLabel("Step 2", { exact: true }).fill(world.text("Find both power rails", "전원 줄 둘 다 찾기"));
      await press(page, "Delete step 6");
      await sees(page, "Not saved yet");
      return page;
    },
  },
  {
    name: "lesson-draft-found",
    async go(world) {
      const page = await lesson(world);
      await page.getByLabel("Step 2", { exact: true }).fill(world.text("Find both power rails", "전원 줄 둘 다 찾기"));
      await page.reload();
      await sees(page, "Your unsaved changes from last time are here.");
      return page;
    },
  },
  {
    name: "lesson-elsewhere",
    async go(world) {
      const first = await lesson(world);
      const page = await first.context().newPage();
      await page.goto(first.url());
      await sees(page, "This lesson is open in another tab.");
      return page;
    },
  },
  {
    name: "lesson-compare",
    async go(world) {
      const { session, lesson, teacher } = await world.ownClass({ steps: 3 });
      const page = await world.visit(`/teach/lessons/${lesson.id}`, { token: teacher });
      await page.getByLabel("Step 2", { exact: true }).fill(world.text("Water the roots", "뿌리에 물 주기"));
      const elsewhere = world.text("Cut the stems", "줄기 자르기");
      const subtasks = lesson.subtasks.map(({ id, title }, n) => ({ id, title: n === 0 ? elsewhere : title }));
      await world.call("PUT", `/api/lessons/${lesson.id}`, teacher, { title: session.title, subtasks });
      await press(page, "Save");
      await sees(page, "Two versions of this lesson");
      return page;
    },
  },
  {
    name: "lesson-no-title",
    async go(world) {
      const page = await lesson(world);
      await page.getByLabel("Title of the lesson").fill("");
      await press(page, "Save");
      await sees(page, /Enter a title for the lesson/);
      return page;
    },
  },
  { name: "lesson-delete-dialog", go: async (world) => opens(await lesson(world), "Delete lesson") },
  {
    name: "report",
    async go(world) {
      const room = await world.ownClass({ steps: 3 });
      const [mina, jun] = [await room.join(world.text("Mina", "민아")), await room.join(world.text("Jun", "준"))];
      const call = (path: string, body = {}, token = room.teacher) =>
        world.call("POST", `/api/sessions/${room.session.code}${path}`, token, body);
      const [first, second] = room.lesson.subtasks.map(({ id }) => id);
      await call(`/steps/${first}/start`);
      world.pass(3);
      for (const { token } of [mina, jun]) await call(`/steps/${first}/complete`, {}, token);
      await call("/feedback", { feedback_type: "HARD" }, jun.token);
      world.pass(2);
      await call(`/steps/${second}/start`);
      const { help_id } = await call("/help", { message: world.text("Which side?", "어느 쪽이에요?") }, jun.token);
      world.pass(1);
      await call(`/help/${help_id}/resolve`);
      await call("/feedback", { feedback_type: "OK" }, mina.token);
      const { question_id } = await call("/questions", { text: world.text("Why?", "왜요?") }, mina.token);
      await call(`/questions/${question_id}/answer`, { text: world.text("Because of pressure.", "압력 때문이에요.") });
      await call("/important", { note: world.text("Water goes up.", "물은 올라가요.") });
      await call("/messages", { content: world.text("Thank you!", "고맙습니다!") }, mina.token);
      await call("/end");
      const page = await world.visit(`/teach/${room.session.code}/report`, { token: room.teacher });
      await heading(page, "Attendance");
      return page;
    },
  },
  {
    name: "report-running",
    async go(world) {
      const room = await world.classroom(14);
      const page = await world.visit(`/teach/${room.session.code}/report`, { token: await world.teacher() });
      await heading(page, "Attendance");
      return page;
    },
  },
  {
    name: "report-empty",
    async go(world) {
      const room = await world.ownClass({ lesson_id: null });
      const page = await world.visit(`/teach/${room.session.code}/report`, { token: room.teacher });
      await heading(page, "Attendance");
      return page;
    },
  },
];
