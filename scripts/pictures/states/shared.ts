/** Teaching with another device or another person, and student-paced classes. */
import type { Page } from "playwright-core";
import { heading, opens, press, sees } from "../../../test/browser/page.ts";
import type { TestClass } from "../../../test/support/class.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

const caller =
  (world: World, { session }: TestClass) =>
  (token: string, method: string, path: string, body: unknown = {}) =>
    world.call(method, `/api/sessions/${session.code}${path}`, token, body);

/** The remote of a class in its second step, with two calls for help. */
async function remote(world: World): Promise<Page> {
  const { teacher, ...made } = await world.ownClass({ steps: 5 });
  const call = caller(world, { teacher, ...made });
  const [mina, jun] = await Promise.all([
    made.join(world.text("Mina", "민아")),
    made.join(world.text("Maximilian Abendroth", "남궁다온")),
  ]);
  const [, second] = made.lesson.subtasks;
  await call(teacher, "POST", `/steps/${second?.id}/start`);
  const message = world.text("Where do I click?", "어디를 눌러요?");
  await call(mina.token, "POST", "/help", { subtask_id: second?.id, message });
  const { help_id } = await call(jun.token, "POST", "/help", {});
  await call(teacher, "POST", `/help/${help_id}/acknowledge`);
  await call(teacher, "POST", "/timer", { seconds: 300 });
  const page = await world.visit(`/remote/${made.session.code}`, { token: teacher, touch: true });
  await heading(page, "Help");
  return page;
}

/** A student-paced class with a gate at its second step, where Mina waits for Jun and Sena. */
async function paced(world: World) {
  const made = await world.ownClass({ steps: 5, settings: { pace: "student" } });
  const call = caller(world, made);
  const { teacher, lesson } = made;
  const [first, second] = lesson.subtasks;
  const seats = await Promise.all(
    [world.text("Mina", "민아"), world.text("Jun", "준"), world.text("Sena", "세나")].map((name) => made.join(name)),
  );
  const [mina = "", jun = "", sena = ""] = seats.map(({ token }) => token);
  const visit = async (token: string, step: string) => {
    const page = await world.visit(`/s/${made.session.code}`, { token, touch: true });
    await heading(page, step);
    return page;
  };
  await call(teacher, "POST", `/steps/${first?.id}/start`);
  await call(teacher, "PUT", `/steps/${second?.id}/gate`);
  await call(jun, "POST", `/steps/${first?.id}/complete`);
  const others = await Promise.all([visit(jun, "Step 2"), visit(sena, "Step 1")]);
  // Before her page is open: at a random moment it reports the step that it shows as started, also if it was completed.
  for (const step of [first, second]) await call(mina, "POST", `/steps/${step?.id}/complete`);
  return { made, pages: [await visit(mina, "Step 2"), ...others] };
}

export const sharedStates: readonly PageState[] = [
  { name: "remote", go: remote },
  { name: "remote-timer", go: async (world) => opens(await remote(world), /Timer$/) },
  { name: "remote-screen", go: async (world) => opens(await remote(world), /Screen$/) },
  {
    name: "remote-waiting",
    async go(world) {
      const { session, teacher } = await world.ownClass();
      const page = await world.visit(`/remote/${session.code}`, { token: teacher, touch: true });
      await sees(page, "Not started yet");
      return page;
    },
  },
  {
    name: "room-phone",
    async go(world) {
      const { session, teacher } = await world.ownClass();
      const page = await world.visit(`/teach/${session.code}`, { token: teacher });
      await opens(page, "Open on my phone");
      await page.getByRole("img", { name: "QR code that signs a phone in" }).waitFor();
      return page;
    },
  },
  {
    name: "sign-in-number",
    async go(world) {
      const page = await world.visit("/teach");
      await page.getByLabel("Number on my other device").fill("123456");
      await page
        .locator("form", { has: page.locator("#number") })
        .getByRole("button")
        .click();
      await sees(page, "This code is not right");
      return page;
    },
  },
  {
    name: "room-co-teachers",
    async go(world) {
      const { session, teacher } = await world.ownClass();
      const page = await world.visit(`/teach/${session.code}`, { token: teacher });
      await opens(page, "Settings");
      await page.getByLabel("Name of the person you invite").fill(world.text("Ms Kim", "김 선생님"));
      await press(page, "Invite");
      await page.getByRole("img", { name: "QR code of the invitation" }).waitFor();
      return page;
    },
  },
  {
    name: "co-teach",
    async go(world) {
      const { session, teacher } = await world.ownClass();
      const body = { name: world.text("Ms Kim", "김 선생님") };
      const { url } = await world.call("POST", `/api/sessions/${session.code}/co-teachers`, teacher, body);
      const page = await world.visit(`/co-teach${new URL(url).hash}`);
      await page.getByRole("button", { name: "Join as a co-teacher" }).waitFor();
      return page;
    },
  },
  {
    name: "co-teach-incomplete",
    async go(world) {
      const page = await world.visit("/co-teach");
      await sees(page, "This invitation link is not complete");
      return page;
    },
  },
  {
    name: "student-gate",
    async go(world) {
      const { pages } = await paced(world);
      const [page] = pages as [Page];
      await sees(page, "Waiting for the others");
      return page;
    },
  },
  {
    name: "student-paced",
    async go(world) {
      const { pages } = await paced(world);
      const page = pages[1] as Page;
      await sees(page, "After this step, everybody goes on together.");
      return page;
    },
  },
  {
    name: "room-paced",
    async go(world) {
      const { made } = await paced(world);
      const page = await world.visit(`/teach/${made.session.code}`, { token: made.teacher });
      await sees(page, "Students set the pace");
      await sees(page, "Waiting here");
      await page.getByRole("button", { name: /^2/ }).first().click();
      return page;
    },
  },
];
