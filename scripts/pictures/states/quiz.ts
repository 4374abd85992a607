/** Polls that are prepared in a lesson, files of questions, and teams. */
import type { Page } from "playwright-core";
import { opens, press, sees } from "../../../test/browser/page.ts";
import type { TestClass } from "../../../test/support/class.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

/** Polls of a lesson: a quiz question, a number and a scale. */
const polls = (world: World) => [
  {
    kind: "choice",
    question: world.text("Where does a plant take up most of its water?", "식물은 물을 주로 어디로 빨아들일까요?"),
    options: [
      { text: world.text("Through the leaves", "잎") },
      { text: world.text("Through the root hairs", "뿌리털"), correct: true },
      { text: world.text("Through the flowers", "꽃") },
    ],
    results: "closed",
    points: 100,
    seconds: 30,
  },
  {
    kind: "number",
    question: world.text(
      "How many litres does a birch drink on a hot day?",
      "더운 날 자작나무는 물을 몇 리터 마실까요?",
    ),
    answer: { value: 300, tolerance: 100 },
    results: "closed",
    points: 200,
  },
  {
    kind: "scale",
    question: world.text("How well did you understand?", "얼마나 이해했나요?"),
    scale: {
      min: 1,
      max: 5,
      min_label: world.text("Not at all", "전혀"),
      max_label: world.text("Completely", "완전히"),
    },
    results: "closed",
  },
];

/** A lesson with these polls at its first step, and its page. */
async function lesson(world: World): Promise<{ id: number; page: Page; token: string }> {
  const token = await world.teacher();
  const { id } = await world.call("POST", "/api/lessons", token, {
    title: world.text("How plants drink", "식물이 물을 마시는 방법"),
    subtasks: [
      { title: world.text("Look at a root", "뿌리 관찰하기"), polls: polls(world) },
      { title: world.text("Dye a flower", "꽃 물들이기") },
    ],
  });
  const page = await world.visit(`/teach/lessons/${id}`, { token });
  await sees(page, polls(world)[0]?.question ?? "");
  return { id, page, token };
}

interface Moments {
  beforeOpening?(room: TestClass): Promise<void>;
  beforeReveal?(): Promise<void>;
}

/** A running class with the lesson, whose first quiz is over: five students in two teams. */
async function played(world: World, moments: Moments = {}): Promise<TestClass> {
  const { id } = await lesson(world);
  const settings = { podium: true, teams: "average" } as never;
  const room = await world.ownClass({ lesson_id: id, settings });
  const names = world.text("Mina,Jun,Amara,Ben,Chloe", "민아,준,서연,도윤,지우").split(",");
  const seats = [];
  for (const name of names) seats.push(await room.join(name));
  const call = (method: string, path: string, body?: object, token = room.teacher) =>
    world.call(method, `/api/sessions/${room.session.code}${path}`, token, body);
  await call("POST", `/steps/${room.session.lesson?.subtasks[0]?.id}/start`);
  await call("POST", "/groups", { by: "count", n: 2 });
  for (const [n, { participant }] of seats.entries()) {
    const participant_id = participant.id;
    await call("PUT", `/groups/${(n % 2) + 1}/members/${participant_id}`, { participant_id, group_id: (n % 2) + 1 });
  }
  await moments.beforeOpening?.(room);
  await call("POST", "/polls/1/open");
  for (const [n, { token }] of seats.entries()) {
    await call("PUT", "/polls/1/vote", { choices: [[2], [2], [1], [2], [3]][n] }, token);
  }
  await moments.beforeReveal?.();
  await call("POST", "/polls/1/reveal");
  return room;
}

const pasted = (world: World) =>
  world.text(
    "What carries the water up? (20 s)\n* The xylem\n- The bark\n\nOnly one option?\n- This one\n\n7 x 8?\n= 56\n\nOne word about roots?\n",
    "물을 위로 옮기는 것은? (20초)\n* 물관\n- 나무껍질\n\n보기가 하나뿐인 문제?\n- 이것\n\n7 x 8?\n= 56\n\n뿌리 하면 떠오르는 낱말은?\n",
  );

export const quizStates: readonly PageState[] = [
  { name: "quiz-lesson", go: async (world) => (await lesson(world)).page },
  {
    name: "quiz-lesson-poll",
    async go(world) {
      const { page } = await lesson(world);
      return opens(page, polls(world)[0]?.question ?? "");
    },
  },
  {
    name: "quiz-import",
    async go(world) {
      const { page } = await lesson(world);
      await opens(page, /^Import questions/);
      await page.getByLabel("Or paste the questions").fill(pasted(world));
      await sees(page, "3 questions found");
      return page;
    },
  },
  {
    name: "quiz-export",
    async go(world) {
      const { page } = await lesson(world);
      await opens(page, /^Export the questions/);
      await page.getByLabel("Kahoot, for Excel (.xlsx)").check();
      await sees(page, "2 polls do not fit");
      return page;
    },
  },
  {
    name: "quiz-prepared",
    async go(world) {
      const { code } = (await played(world)).session;
      const page = await world.visit(`/teach/${code}`, { token: await world.teacher() });
      await sees(page, "Prepared for this step");
      return page;
    },
  },
  {
    name: "quiz-teams",
    async go(world) {
      const { code } = (await played(world)).session;
      const page = await world.visit(`/teach/${code}`, { token: await world.teacher() });
      await press(page, "Polls");
      await page.getByRole("list", { name: "Team standings" }).waitFor();
      return page;
    },
  },
  {
    name: "quiz-phone-teams",
    async go(world) {
      let page!: Page;
      await played(world, {
        async beforeOpening(room) {
          const { token } = await room.join(world.text("Dana", "하나"));
          page = await world.visit(`/s/${room.session.code}`, { token, touch: true });
          await sees(page, "Live");
        },
        // A phone that has never shown the question offers its results behind "Look".
        beforeReveal: () => sees(page, world.text("Through the root hairs", "뿌리털")),
      });
      await page.getByRole("list", { name: "Teams" }).waitFor();
      return page;
    },
  },
];
