/** A quiz of prepared questions: a teacher's page, a projector, two phones, and 28 more students without a browser. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { openClass } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";
import { sees } from "./page.ts";
import { chromiumPath, openStage, phone, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

const others = 28;
const count = 5;
/** How many questions student n answers correctly: two of them all. */
const knownTo = (n: number) => (n % 13 === 12 ? count : n % count);
const options = ["Red", "Green", "Blue", "Yellow"];
/** The number of the right option of each question, counted from 1. */
const right = Array.from({ length: count }, (_, n) => (n % options.length) + 1);
const questions = right.map((correct, n) => ({
  kind: "choice",
  question: `Question ${n + 1}?`,
  options: options.map((text, at) => ({ text, correct: at + 1 === correct })),
  results: "closed",
  points: 100,
}));

let stage: Stage;

describe.skipIf(chromiumPath === undefined)("a quiz with 30 students", () => {
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });

  test("is asked question by question from the room, and everybody sees the same", async () => {
    const { page: teacher } = await stage.teacher();
    await teacher.getByRole("heading", { name: "My classes" }).waitFor();
    const key = await stage.at.teacher();
    const { id } = (
      await stage.at.call("POST", "/api/lessons", key, {
        title: "Colours",
        subtasks: [{ title: "Quiz", polls: questions }, { title: "Talk" }],
      })
    ).body;
    const room = await openClass({ server: stage.at, lesson_id: id, settings: { podium: true } as never });
    const { code } = room.session;
    const enter = async (path: string, token: string, cookie = "lectern_session") => {
      const { page, context } = await stage.seat(path.startsWith("/s/") ? phone : undefined);
      const { hostname } = new URL(stage.origin);
      const scope = cookie === "lectern_session" ? "/" : `/ws/live/screen/${code}`;
      await context.addCookies([{ name: cookie, value: token, domain: hostname, path: scope }]);
      await page.goto(`${stage.origin}${path}`);
      return page;
    };
    const seats = await Promise.all(["Mina", "Jun"].map((name) => room.join(name)));
    const [mina, jun] = await Promise.all(seats.map(({ token }) => enter(`/s/${code}`, token)));
    const screen = (await room.call("POST", `/api/sessions/${code}/screens`, room.teacher, {})).body;
    const projector = await enter(`/screen/${code}`, screen.token, "lectern_screen");
    if (!mina || !jun) throw new Error("two phones");

    // Everybody sends each answer twice.
    const crowd = await Promise.all(
      Array.from({ length: others }, async (_, n) => {
        const { token } = await room.join(`Student ${n + 1}`);
        return TestSocket.open(`${room.url}/ws/live/${code}`, token);
      }),
    );
    const answerAll = (at: number) =>
      Promise.all(
        crowd.map(async (socket, n) => {
          const { poll_id } = (await socket.until("poll.opened")).data;
          const correct = right[at] ?? 1;
          const choice = at < knownTo(n) ? correct : (correct % options.length) + 1;
          const vote = { type: "poll.vote", id: `vote ${poll_id}`, data: { poll_id, choices: [choice] } };
          socket.send(vote);
          socket.send(vote);
          await socket.until("ok");
        }),
      );

    await teacher.goto(`${stage.origin}/teach/${code}`);
    await room.call(
      "POST",
      `/api/sessions/${code}/steps/${room.session.lesson?.subtasks[0]?.id}/start`,
      room.teacher,
      {},
    );
    const prepared = teacher.getByRole("region", { name: "Prepared for this step" });
    for (const [at, correct] of right.entries()) {
      await prepared
        .getByRole("listitem")
        .filter({ hasText: `Question ${at + 1}?` })
        .getByRole("button")
        .click();
      await projector.getByRole("heading", { name: `Question ${at + 1}?`, exact: true }).waitFor();
      // Mina knows everything, Jun nothing.
      const answer = async (page: Page, option: number) => {
        await page.getByRole("radio", { name: options[option - 1] ?? "" }).check();
        await page.getByRole("button", { name: "Send the answer" }).click();
        await sees(page, "Your vote is saved");
      };
      await Promise.all([answerAll(at), answer(mina, correct), answer(jun, (correct % options.length) + 1)]);
      await sees(projector, "30 voted");
      expect(await projector.getByText("Right answer").count()).toBe(0);
      await teacher
        .getByRole("button", { name: /^Reveal the results/ })
        .first()
        .click();
      await Promise.all([sees(mina, "Right!"), sees(jun, "Not this time"), sees(projector, "Right answer")]);
    }
    expect(await prepared.count()).toBe(0);

    await sees(mina, "500 points so far");
    const podium = projector.getByRole("list", { name: "Podium" });
    expect((await podium.getByRole("listitem").allInnerTexts()).sort()).toEqual([
      "1. Mina · 500 points",
      "1. Student 13 · 500 points",
      "1. Student 26 · 500 points",
    ]);
    const { body } = await room.call("GET", `/api/sessions/${code}/report?format=json`, room.teacher);
    const points = Object.fromEntries(body.quiz.map(({ name, points }: any) => [name, points]));
    const expected = Array.from({ length: others }, (_, n) => [`Student ${n + 1}`, knownTo(n) * 100]);
    expect(points).toEqual({ ...Object.fromEntries(expected), Mina: 500, Jun: 0 });
    for (const socket of crowd) await socket[Symbol.asyncDispose]();
    expect(stage.complaints).toEqual([]);
  });
});
