/** What pages say and offer if something is refused, over or cannot be read. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page, Route } from "playwright-core";
import { openClass, type TestClass } from "../support/class.ts";
import { sees } from "./page.ts";
import { chromiumPath, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(30_000);

let stage: Stage;
let teacher: Seat;
let ahead = 0;

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const lose = (route: Route) => route.abort("internetdisconnected");

/** The page of a person with this token. */
async function seatOf(token: string): Promise<Seat> {
  const seat = await stage.seat(phone);
  await seat.context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
  return seat;
}

const call = (room: TestClass, path: string, token = room.teacher, body: object = {}) =>
  room.call("POST", `/api/sessions/${room.session.code}${path}`, token, body);

describe.skipIf(chromiumPath === undefined)("a page that is refused something", () => {
  beforeAll(async () => {
    stage = await openStage({ now: () => Date.now() + ahead });
    teacher = await stage.teacher();
    await teacher.page.getByRole("heading", { name: "My classes" }).waitFor();
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });

  test("offers a past class's actions to its teacher, and to a co-teacher what the server allows", async () => {
    const room = await openClass({ server: stage.at });
    const account = { name: "Ms Kim", password: "correct horse" };
    await room.call("POST", "/api/users", room.teacher, { ...account, role: "teacher" });
    const kim = (await room.call("POST", "/api/auth/login", undefined, account)).body.token;
    const { url } = (await call(room, "/co-teachers", room.teacher, { name: "Ms Kim" })).body;
    const invitation = new URL(url).hash.replace("#invitation=", "");
    await room.call("POST", "/api/invitations/accept", kim, { invitation });
    await call(room, "/end");
    const report = `${stage.origin}/teach/${room.session.code}/report`;
    const actions = async (page: Page) => {
      await page.goto(report);
      await page.getByRole("button", { name: "Reopen the class" }).waitFor();
      return await page.getByRole("link", { name: /^(Replay|Compare)/ }).count();
    };
    const { context, page } = await seatOf(kim);
    expect([await actions(teacher.page), await actions(page)]).toEqual([2, 0]);
    await context.close();
  });

  test("keeps the search of the lessons while it is cleared", async () => {
    const { page } = teacher;
    await page.goto(`${stage.origin}/teach`);
    const search = page.getByRole("searchbox").first();
    await search.fill("no such lesson");
    await sees(page, "No lesson found.");
    const held = Promise.withResolvers<Route>();
    await page.route("**/api/lessons/cards*", held.resolve, { times: 1 });
    await search.fill("");
    const route = await held.promise;
    expect([await search.isVisible(), await page.getByText("No lesson found.").isVisible()]).toEqual([true, true]);
    await route.continue();
    await page.getByText("No lesson found.").waitFor({ state: "detached" });
  });

  test("says why the past classes cannot be read, and lists every running class", async () => {
    const { page } = teacher;
    const running = Array.from({ length: 51 }, (_, n) => `Running ${n + 1}`);
    const token = await stage.at.teacher();
    for (const title of running) await stage.at.call("POST", "/api/sessions", token, { title });
    await page.route("**/api/sessions?*ended=true*", lose);
    await page.goto(`${stage.origin}/teach`);
    await sees(page, "The teacher's computer cannot be reached");
    await page.unroute("**/api/sessions?*ended=true*", lose);
    await press(page, "Try again");
    await sees(page, "Running 51");
    await press(page, "Show more");
    await page.getByText("Running 1", { exact: true }).first().waitFor();
  });

  test("says why a student cannot go on to a step", async () => {
    const room = await openClass({ server: stage.at, settings: { pace: "student" } });
    const [first, second] = room.lesson.subtasks;
    await call(room, `/steps/${first?.id}/start`);
    const mina = await room.join("Mina");
    await room.join("Jun");
    const { context, page } = await seatOf(mina.token);
    // The phone has not heard of the gate yet.
    await page.routeWebSocket(/\/ws\/live\//, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((frame) => {
        if (!String(frame).includes('"gate.')) socket.send(frame);
      });
    });
    await page.goto(`${stage.origin}/s/${room.session.code}`);
    await page.getByRole("heading", { name: "Step 1" }).waitFor();
    await room.call("PUT", `/api/sessions/${room.session.code}/steps/${first?.id}/gate`, room.teacher, {});
    await page.getByRole("button", { name: "Next" }).last().click();
    await sees(page, "The class waits at an earlier step until everybody has done it.");
    await page.getByRole("heading", { name: "Step 1" }).waitFor();
    expect(await page.getByRole("heading", { name: second?.title ?? "" }).count()).toBe(0);
    await context.close();
  });

  test("says why a student's copy cannot be read, and tries again", async () => {
    const room = await openClass({ server: stage.at, title: "Paper plane" });
    const { token } = await room.join("Mina");
    await call(room, "/end");
    const { context, page } = await seatOf(token);
    await page.route("**/questions*", lose);
    await page.goto(`${stage.origin}/s/${room.session.code}`);
    await sees(page, "The teacher's computer cannot be reached");
    await page.unroute("**/questions*", lose);
    await press(page, "Try again");
    await page.getByRole("heading", { name: "Paper plane" }).waitFor();
    await context.close();
  });

  test("says on a phone that a check is over, and starts another one on the teacher's page", async () => {
    const { page } = teacher;
    const started = () =>
      page.waitForResponse((response) => response.url().endsWith("/api/checks") && response.status() === 201);
    const [first] = await Promise.all([started(), page.goto(`${stage.origin}/check`)]);
    const { token } = await first.json();
    await page.getByRole("img", { name: "QR code of the check" }).waitFor();
    const next = started();
    ahead += 31 * 60_000;
    expect((await (await next).json()).token).not.toBe(token);
    const { context, page: late } = await stage.seat(phone);
    await late.goto(`${stage.origin}/check/${token}`);
    await sees(late, "This check is over");
    await context.close();
  });
});
