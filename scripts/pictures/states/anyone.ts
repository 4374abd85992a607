/** The pages of people without a seat: start, join, not found, a page that fails. */

import { heading, press, sees } from "../../../test/browser/page.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

/** A class whose join page is opened; `end` and `pause` change it first. */
async function joinPage(world: World, settings = {}, change?: "end" | "pause" | "start") {
  const room = await world.ownClass({ settings });
  if (change === "pause") await world.call("POST", `/api/sessions/${room.session.code}/start`, room.teacher, {});
  if (change) await world.call("POST", `/api/sessions/${room.session.code}/${change}`, room.teacher, {});
  return world.visit(`/j/${room.session.code}`, { touch: true });
}

/** Gives a name on the join page. */
async function give(page: Awaited<ReturnType<typeof joinPage>>, name: string) {
  await page.getByLabel("Your name").fill(name);
  await press(page, "Join");
  return page;
}

export const anyoneStates: readonly PageState[] = [
  {
    name: "start",
    async go(world) {
      const page = await world.visit("/", { touch: true });
      await page.getByLabel("Class code").waitFor();
      return page;
    },
  },
  {
    name: "start-wrong-code",
    async go(world) {
      const page = await world.visit("/", { touch: true });
      await page.getByLabel("Class code").fill("A!");
      await press(page, "Enter");
      await page.getByRole("alert").or(page.getByText("A class code has 4 to 12")).first().waitFor();
      return page;
    },
  },
  {
    name: "start-way-back",
    async go(world) {
      const room = await world.ownClass();
      const page = await world.visit(`/s/${room.session.code}`, {
        touch: true,
        token: (await room.join("Mina")).token,
      });
      await heading(page, "You are in, Mina");
      await page.goto(world.stage.origin);
      await page.getByRole("link", { name: /^Back to/ }).waitFor();
      return page;
    },
  },
  {
    name: "join",
    async go(world) {
      const page = await joinPage(world);
      await page.getByLabel("Your name").waitFor();
      return page;
    },
  },
  {
    name: "join-begun",
    async go(world) {
      const page = await joinPage(world, {}, "start");
      await page.getByLabel("Your name").fill(world.text("Mina", "민아"));
      return page;
    },
  },
  {
    name: "join-paused",
    async go(world) {
      const page = await joinPage(world, {}, "pause");
      await sees(page, "The class is paused. You can already join.");
      return page;
    },
  },
  {
    name: "join-unknown-code",
    async go(world) {
      const page = await world.visit("/j/NOPE99", { touch: true });
      await heading(page, "No class has this code");
      return page;
    },
  },
  {
    name: "join-full",
    async go(world) {
      const room = await world.ownClass({ settings: { max_participants: 1 } as never });
      await room.join("Jun");
      const page = await world.visit(`/j/${room.session.code}`, { touch: true });
      await give(page, "Mina");
      await heading(page, "The class is full");
      return page;
    },
  },
  {
    name: "join-locked",
    async go(world) {
      const page = await joinPage(world, { locked: true });
      await give(page, "Mina");
      await heading(page, "The class is locked");
      return page;
    },
  },
  {
    name: "join-no-guests",
    async go(world) {
      const page = await joinPage(world, { guests: false });
      await give(page, "Mina");
      await heading(page, "Only people with an account");
      return page;
    },
  },
  {
    name: "join-ended",
    async go(world) {
      const page = await joinPage(world, {}, "end");
      await heading(page, "This class has ended");
      return page;
    },
  },
  {
    name: "join-rejected",
    async go(world) {
      const page = await joinPage(world);
      await page.route(/\/join$/, (route) =>
        route.fulfill({ status: 422, json: { type: "urn:lectern:fault:does_not_fit", detail: "nickname: too short" } }),
      );
      await give(page, "Mina");
      await page.locator("#nickname-problem").filter({ hasText: /./ }).waitFor();
      return page;
    },
  },
  {
    name: "join-welcome-back",
    async go(world) {
      const room = await world.ownClass();
      const { code } = room.session;
      const page = await world.visit(`/s/${code}`, { touch: true, token: (await room.join("Mina")).token });
      await heading(page, "You are in, Mina");
      await page.goto(`${world.stage.origin}/j/${code}`);
      await sees(page, "Welcome back, Mina");
      return page;
    },
  },
  {
    name: "join-server-away",
    async go(world) {
      const page = await world.visit("/", { touch: true });
      await page.route(/\/api\//, (route) => route.abort());
      await page.getByLabel("Class code").fill("ABCD");
      await press(page, "Enter");
      await page.getByRole("button", { name: "Try again" }).waitFor();
      return page;
    },
  },
  {
    name: "not-found",
    async go(world) {
      const page = await world.visit("/docs/nothing");
      await heading(page, "This page does not exist. Check the address.");
      return page;
    },
  },
  {
    name: "failure",
    async go(world) {
      const page = await world.visit("/", { token: await world.teacher() });
      await page.route(/\/api\/lessons\/cards/, (route) => route.fulfill({ json: [{ id: 1, title: "No steps" }] }));
      await page.goto(`${world.stage.origin}/teach`);
      await heading(page, "Something went wrong on this page");
      await page.locator("summary").click();
      return page;
    },
  },
];
