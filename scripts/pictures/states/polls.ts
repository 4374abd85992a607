/** Polls: on a student's phone, in the room and in the report. */
import type { Page } from "playwright-core";
import { opens, press, sees } from "../../../test/browser/page.ts";
import type { TestClass } from "../../../test/support/class.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

export interface Polled {
  readonly room: TestClass;
  readonly tokens: readonly string[];
  /** Makes a poll and opens it. */
  open(poll: object): Promise<string>;
  call(method: string, path: string, body?: object, token?: string): Promise<any>;
}

/** A running class with five students. */
export async function polled(world: World, input: Parameters<World["ownClass"]>[0] = {}): Promise<Polled> {
  const room = await world.ownClass({ steps: 3, ...input });
  const names = world.text("Mina,Jun,Amara,Ben,Chloe", "민아,준,서연,도윤,지우").split(",");
  const tokens: string[] = [];
  for (const name of names) tokens.push((await room.join(name)).token);
  const call: Polled["call"] = (method, path, body, token = room.teacher) =>
    world.call(method, `/api/sessions/${room.session.code}${path}`, token, body);
  await call("POST", `/steps/${room.lesson.subtasks[0]?.id}/start`);
  return {
    room,
    tokens,
    call,
    async open(poll) {
      const { poll_id } = await call("POST", "/polls", poll);
      await call("POST", `/polls/${poll_id}/open`);
      return `/polls/${poll_id}`;
    },
  };
}

const quiz = (world: World) => ({
  kind: "choice",
  question: world.text("Where does a plant take up most of its water?", "식물은 물을 주로 어디로 빨아들일까요?"),
  options: [
    { text: world.text("Through the leaves", "잎") },
    { text: world.text("Through the root hairs", "뿌리털"), correct: true },
    { text: world.text("Through the flowers", "꽃") },
    { text: world.text("Through the stem", "줄기") },
  ],
  results: "closed",
  points: 100,
  seconds: 60,
});
const rank = (world: World) => ({
  kind: "rank",
  question: world.text("What do you want to try next?", "다음에 무엇을 해 보고 싶나요?"),
  options: [
    world.text("Dye a flower", "꽃 물들이기"),
    world.text("Grow beans", "콩 키우기"),
    world.text("Look through the microscope", "현미경 보기"),
  ].map((text) => ({ text })),
  results: "live",
});
const cloud = (world: World) => ({
  kind: "words",
  question: world.text("What do plants need?", "식물에게 무엇이 필요할까요?"),
  results: "live",
});
const cloudWords = (world: World) =>
  world.text("Water,Light,Water,Soil,Air,Light,Water,Love", "물,빛,물,흙,공기,빛,물,사랑").split(",");

const visit = ({ room, tokens }: Polled, world: World): Promise<Page> =>
  world.visit(`/s/${room.session.code}`, { token: tokens[0], touch: true });

/** All but the first student vote. */
const vote = ({ call, tokens }: Polled, path: string, votes: readonly object[]) =>
  Promise.all(votes.map((one, n) => call("PUT", `${path}/vote`, one, tokens[n + 1])));
const choices = [2, 2, 1, 2].map((id) => ({ choices: [id] }));
const pairs = (words: readonly string[]) => [0, 2, 4, 6].map((n) => ({ words: words.slice(n, n + 2) }));

export const pollStates: readonly PageState[] = [
  {
    name: "poll-quiz",
    async go(world) {
      const polls = await polled(world);
      await polls.open(quiz(world));
      const page = await visit(polls, world);
      await page.getByRole("radio").nth(1).check();
      return page;
    },
  },
  {
    name: "poll-scale-saved",
    async go(world) {
      const polls = await polled(world);
      await polls.open({
        kind: "scale",
        question: world.text("How well did you understand?", "얼마나 이해했나요?"),
        scale: {
          min: 1,
          max: 5,
          min_label: world.text("Not at all", "전혀"),
          max_label: world.text("Completely", "완전히"),
        },
        results: "closed",
        named: true,
      });
      const page = await visit(polls, world);
      await page.getByRole("radio").nth(3).check();
      await press(page, "Vote");
      await sees(page, "Your vote is saved");
      return page;
    },
  },
  {
    name: "poll-rank",
    async go(world) {
      const polls = await polled(world);
      await polls.open(rank(world));
      const page = await visit(polls, world);
      await page.getByRole("button", { name: /down$/ }).first().click();
      return page;
    },
  },
  {
    name: "poll-words",
    async go(world) {
      const polls = await polled(world);
      await vote(polls, await polls.open(cloud(world)), pairs(cloudWords(world)));
      const page = await visit(polls, world);
      await page.getByLabel("Word", { exact: true }).fill(world.text("Patience", "인내심"));
      await press(page, "Add");
      await press(page, "Vote");
      await sees(page, "Your vote is saved");
      return page;
    },
  },
  {
    name: "poll-revealed",
    async go(world) {
      const polls = await polled(world, { settings: { podium: true } as never });
      const path = await polls.open(quiz(world));
      const page = await visit(polls, world);
      await page.getByRole("radio").nth(1).check();
      await press(page, "Send the answer");
      await sees(page, "Your vote is saved");
      await vote(polls, path, choices);
      await polls.call("POST", `${path}/reveal`);
      await sees(page, "Right!");
      return page;
    },
  },
  {
    name: "poll-room",
    async go(world) {
      const polls = await polled(world);
      const path = await polls.open(quiz(world));
      await vote(polls, path, choices);
      await polls.call("POST", `${path}/reveal`);
      await polls.call("POST", "/polls", rank(world));
      const moderated = await polls.open({ ...cloud(world), named: true });
      await vote(polls, moderated, pairs(cloudWords(world)));
      await polls.call("PUT", `${moderated}/words`, { word: cloudWords(world)[7], status: "hidden" });
      const page = await world.visit(`/teach/${polls.room.session.code}`, { token: polls.room.teacher });
      await sees(page, /have voted/);
      return page;
    },
  },
  {
    name: "poll-room-list",
    async go(world) {
      const page = await stateOf("poll-room").go(world);
      await opens(page, "Details");
      await sees(page, "Quiz points");
      return page;
    },
  },
  {
    name: "poll-room-form",
    async go(world) {
      const page = await stateOf("poll-room").go(world);
      await opens(page, "Polls");
      await press(page, /^Your own/);
      await page.getByRole("switch", { name: /^Quiz/ }).click();
      return page;
    },
  },
  {
    name: "poll-report",
    async go(world) {
      const polls = await polled(world);
      const path = await polls.open(quiz(world));
      await vote(polls, path, choices);
      await polls.call("POST", `${path}/reveal`);
      await vote(polls, await polls.open(cloud(world)), pairs(cloudWords(world)));
      const page = await world.visit(`/teach/${polls.room.session.code}/report`, { token: polls.room.teacher });
      await sees(page, "Quiz points");
      return page;
    },
  },
];

/** The state of this file with that name. */
function stateOf(name: string): PageState {
  const found = pollStates.find((state) => state.name === name);
  if (!found) throw new Error(`There is no state ${name}.`);
  return found;
}
