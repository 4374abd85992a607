/** The room: the teacher's page during class. */
import type { Page } from "playwright-core";
import { heading, opens, press, sees } from "../../../test/browser/page.ts";
import { TestSocket } from "../../../test/support/socket.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

/** The room of a class of that size, in its third step. */
async function room(world: World, size = 14): Promise<Page> {
  const { session } = await world.classroom(size);
  const page = await world.visit(`/teach/${session.code}`, { token: await world.teacher() });
  await page.locator("h1").waitFor();
  await page.locator(".tile, [aria-labelledby=everyone]").first().waitFor();
  return page;
}

/** Opens the room of a new class; `prepare` runs before the page is opened. */
async function own(
  world: World,
  input: Parameters<World["ownClass"]>[0] = {},
  prepare?: (
    call: (path: string, body?: unknown, token?: string) => Promise<any>,
    tokens: string[],
  ) => Promise<unknown>,
): Promise<Page> {
  const made = await world.ownClass({ steps: 4, ...input });
  const call = (path: string, body: unknown = {}, token = made.teacher) =>
    world.call("POST", `/api/sessions/${made.session.code}${path}`, token, body);
  if (prepare) {
    const names = [world.text("Mina", "민아"), world.text("Jun", "준"), world.text("Maximilian Abendroth", "남궁다온")];
    const seats = await Promise.all(names.map((name) => made.join(name)));
    await prepare(
      call,
      seats.map(({ token }) => token),
    );
  }
  const page = await world.visit(`/teach/${made.session.code}`, { token: made.teacher });
  await page.locator("h1").waitFor();
  return page;
}

/** Opens a part of the right column, whatever the browser remembers. */
async function unfold(page: Page, name: RegExp): Promise<void> {
  const part = page.getByRole("button", { name }).and(page.locator("[aria-expanded]"));
  if ((await part.getAttribute("aria-expanded")) === "false") await part.click();
}

/** Questions: one open with likes and a picture, one answered, one long. */
const questions = (world: World) =>
  own(world, {}, async (call, [mina = "", jun = ""]) => {
    await call("/start");
    const first = await call(
      "/questions",
      { text: world.text("Why do leaves not dry out?", "잎은 왜 마르지 않아요?") },
      mina,
    );
    const long = world.text(
      "How high can water climb in a tree before it stops? ",
      "물은 나무에서 어디까지 올라갈 수 있어요? ",
    );
    const second = await call("/questions", { text: long.repeat(6) }, jun);
    const third = await call("/questions", { text: world.text("Is it the same at night?", "밤에도 같아요?") }, jun);
    await call(`/questions/${third.question_id}/answer`, { text: world.text("Less so.", "덜해요.") });
    const capture_url = await world.picture(await world.teacher());
    await call(`/questions/${first.question_id}/capture`, { capture_url });
    return second;
  });

const opened = (name: string, button: string | RegExp, go: (world: World) => Promise<Page> = room): PageState => ({
  name,
  go: async (world) => opens(await go(world), button),
});

/** The room while a projector is connected and a countdown runs. */
const projected = (world: World) =>
  own(world, {}, async (call) => {
    await call("/start");
    await call("/timer", { seconds: 300, label: world.text("Group work", "모둠 활동") });
    const { token, session_code } = await call("/screens");
    // It stays open until the server stops.
    await TestSocket.open(`${world.stage.at.url}/ws/live/screen/${session_code}`, token);
  });

export const roomStates: readonly PageState[] = [
  {
    name: "room-projected",
    async go(world) {
      const page = await projected(world);
      await page.getByRole("group", { name: "Projector shows" }).waitFor();
      return page;
    },
  },
  {
    name: "room-projector",
    async go(world) {
      const page = await opens(await projected(world), /^Projector$/);
      await press(page, "Another device");
      await sees(page, /^\d{6}$/);
      return page;
    },
  },
  opened("room-timer", /^Timer$/, own),
  {
    name: "room-nobody",
    async go(world) {
      const page = await own(world);
      await sees(page, "Nobody is here yet");
      return page;
    },
  },
  {
    name: "room-no-lesson",
    async go(world) {
      const page = await own(world, { lesson_id: null });
      await heading(page, "This class has no steps");
      return page;
    },
  },
  {
    name: "room-waiting",
    async go(world) {
      const page = await own(world, {}, async () => {});
      await page.locator(".tile").first().waitFor();
      return page;
    },
  },
  ...[3, 14, 28, 60, 300].map((size): PageState => ({ name: `room-${size}`, go: (world) => room(world, size) })),
  {
    name: "room-80-names",
    async go(world) {
      const page = await room(world, 80);
      await press(page, "Names");
      await page.locator(".tile").first().waitFor();
      return page;
    },
  },
  {
    name: "room-questions",
    async go(world) {
      const page = await questions(world);
      await unfold(page, /^Questions/);
      await page.getByRole("img", { name: "Picture of the screen" }).first().waitFor();
      return page;
    },
  },
  opened("room-answer-dialog", /^Reply/, questions),
  opened("room-picture-dialog", /^Picture(?! of)/, questions),
  {
    name: "room-chat",
    async go(world) {
      const page = await own(world, {}, async (call, [mina = "", jun = ""]) => {
        await call("/start");
        await call(
          "/messages",
          { content: world.text("My plant drinks a litre a day.", "제 화분은 1리터를 마셔요.") },
          jun,
        );
        await call("/messages", { content: world.text("That is a lot!", "많이 마시네요!") }, mina);
      });
      await unfold(page, /^Chat/);
      await page.getByRole("region", { name: "Chat" }).getByRole("textbox").waitFor();
      return page;
    },
  },
  {
    name: "room-hard",
    async go(world) {
      const page = await own(
        world,
        { settings: { hard_alert: { threshold: 0.2, window_s: 300, min_responses: 2 } } as never },
        async (call, tokens) => {
          await call("/start");
          for (const [n, token] of tokens.entries())
            await call("/feedback", { feedback_type: n === 0 ? "OK" : "HARD" }, token);
        },
      );
      await sees(page, /2 hard/);
      return page;
    },
  },
  {
    name: "room-help-coming",
    async go(world) {
      const page = await own(world, {}, async (call, [mina = "", jun = ""]) => {
        await call("/start");
        const { help_id } = await call("/help", { message: world.text("Which side?", "어느 쪽이에요?") }, mina);
        await call("/help", {}, jun);
        await call(`/help/${help_id}/acknowledge`);
      });
      await sees(page, "On your way");
      return page;
    },
  },
  opened("room-important-dialog", "Important"),
  opened("room-code", /Show code full-screen/),
  {
    name: "room-person-dialog",
    async go(world) {
      const page = await room(world);
      await page.locator(".tile").first().click();
      await page.getByRole("dialog").waitFor();
      return page;
    },
  },
  {
    name: "room-remove-dialog",
    async go(world) {
      const page = await room(world);
      await page.locator(".tile").first().click();
      await press(page, "Remove from the class");
      await page.getByRole("switch").waitFor();
      return page;
    },
  },
  opened("room-end-dialog", "End class"),
  opened("room-settings-dialog", "Settings"),
  {
    name: "room-paused",
    async go(world) {
      const page = await own(world, {}, async (call) => {
        await call("/start");
        await call("/pause");
      });
      await page.getByRole("button", { name: "Resume" }).waitFor();
      return page;
    },
  },
  {
    name: "room-ended",
    async go(world) {
      const page = await own(world, {}, async (call) => {
        await call("/start");
        await call("/end");
      });
      await sees(page, "The class has ended");
      return page;
    },
  },
  {
    name: "room-practice",
    async go(world) {
      const page = await own(world, { features: ["steps", "help", "practice"] as never }, async () => {});
      await page.getByRole("link", { name: "Guitar practice" }).waitFor();
      return page;
    },
  },
];
