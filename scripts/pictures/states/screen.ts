/** The projector: each of its views, and the page where a device becomes one. */
import type { Page } from "playwright-core";
import type { ScreenView } from "../../../src/features/screen.ts";
import { heading, press, sees } from "../../../test/browser/page.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

type Call = (path: string, body?: unknown, token?: string, method?: string) => Promise<any>;

/** A lesson whose second step has a picture and code. */
async function lessonOf(
  world: World,
): Promise<{ readonly id: number; readonly subtasks: readonly { readonly id: number }[] }> {
  const teacher = await world.teacher();
  const picture = new URL(await world.picture(teacher)).pathname;
  const content = world.text(
    "Connect the **long leg** of the LED to row 10.\n\n- Red is plus\n- Blue is minus\n\n",
    "LED의 **긴 다리**를 10번 줄에 꽂으세요.\n\n- 빨강은 +\n- 파랑은 −\n\n",
  );
  const code = "```python\nled = LED(10)\nled.on()\n```\n\n";
  const titles = world
    .text("Unpack the kit,Put in the LED,Make it blink", "키트 꺼내기,LED 꽂기,깜빡이게 만들기")
    .split(",");
  const subtasks = titles.map((title, n) => ({
    title,
    ...(n === 1 && { content: `${content}${code}![LED](${picture})` }),
  }));
  return world.call("POST", "/api/lessons", teacher, { title: "Breadboard", subtasks });
}

/** A projector of a new class of six students; `prepare` runs before it opens. */
async function projector(
  world: World,
  prepare: (
    call: Call,
    tokens: readonly string[],
    steps: readonly { id: number }[],
  ) => Promise<unknown> = async () => {},
): Promise<Page> {
  const lesson = await lessonOf(world);
  const made = await world.ownClass({ lesson_id: lesson.id });
  const { code } = made.session;
  const call: Call = (path, body = {}, token = made.teacher, method = "POST") =>
    world.call(method, `/api/sessions/${code}${path}`, token, body);
  const names = world
    .text("Mina,Jun,Amara,Elif,Maximilian Abendroth,Noah", "민아,준,서연,도윤,남궁다온빛나라,하은")
    .split(",");
  const tokens: string[] = [];
  for (const name of names) tokens.push((await made.join(name)).token);
  await prepare(call, tokens, lesson.subtasks);
  const { token } = await call("/screens");
  const page = await world.visit("/screen", {});
  await page
    .context()
    .addCookies([
      { name: "lectern_screen", value: token, domain: new URL(page.url()).hostname, path: `/ws/live/screen/${code}` },
    ]);
  await page.goto(new URL(`/screen/${code}`, page.url()).href);
  await page.locator(".projector-page").waitFor();
  return page;
}

const view = (name: ScreenView, prepare?: Parameters<typeof projector>[1]): PageState => ({
  name: `screen-${name}`,
  async go(world) {
    const page = await projector(world, async (call, tokens, steps) => {
      await prepare?.(call, tokens, steps);
      await call("/screen", { view: name });
    });
    await page.locator(`[data-view=${name === "auto" ? "code" : name}]`).waitFor();
    if (name === "step") await page.locator(".step-text img").waitFor();
    return page;
  },
});

export const screenStates: readonly PageState[] = [
  view("code"),
  view("step", async (call, tokens, steps) => {
    await call(`/steps/${steps[1]?.id}/start`);
    for (const token of tokens.slice(0, 2)) await call(`/steps/${steps[1]?.id}/complete`, {}, token);
    await call("/timer", { seconds: 600, label: "Group work" });
  }),
  view("feedback", async (call, tokens) => {
    await call("/start");
    for (const [n, token] of tokens.entries()) await call("/feedback", { feedback_type: n < 4 ? "OK" : "HARD" }, token);
  }),
  view("questions", async (call, tokens) => {
    await call("/start");
    const texts = [
      "Why do leaves not dry out?",
      "How high can water climb in a tree? ".repeat(8),
      "Is it the same at night?",
    ];
    for (const [n, text] of texts.entries()) await call("/questions", { text }, tokens[n]);
  }),
  view("poll", async (call, tokens) => {
    await call("/start");
    const options = ["Through the leaves", "Through the root hairs", "Through the flowers"].map((text, n) => ({
      text,
      correct: n === 1,
    }));
    const question = "Where does a plant take up most of its water?";
    await call("/polls", { kind: "choice", question, options, results: "closed", points: 100, open: true });
    for (const [n, token] of tokens.entries())
      await call("/polls/1/vote", { choices: [n === 1 ? 1 : 2] }, token, "PUT");
    await call("/polls/1/reveal");
  }),
  view("blank"),
  {
    name: "screen-paused",
    async go(world) {
      const page = await projector(world, async (call, _, steps) => {
        await call(`/steps/${steps[0]?.id}/start`);
        await call("/pause");
      });
      await sees(page, "Paused");
      return page;
    },
  },
  {
    name: "screen-ended",
    async go(world) {
      const page = await projector(world, (call) => call("/end"));
      await sees(page, "The class has ended");
      return page;
    },
  },
  {
    name: "screen-pair",
    async go(world) {
      const page = await world.visit("/screen");
      await heading(page, "Use this screen as a projector");
      await page.getByLabel("Six-digit number").fill("123456");
      await press(page, "Connect");
      await sees(page, "This code is not right");
      return page;
    },
  },
];
