/** The guitar practice: the pad, the screen, the class. */
import type { Page } from "playwright-core";
import { heading, opens, press, sees } from "../../../test/browser/page.ts";
import type { TestClass } from "../../../test/support/class.ts";
import type { World } from "../world.ts";
import type { PageState } from "./state.ts";

const song = ["C", "G", "Am", "F"];

interface Played {
  readonly room: TestClass;
  readonly token: string;
  readonly play: (path: string, body?: unknown, token?: string) => Promise<unknown>;
}

/** A class that practises, with one student; `chords` is how many they have played. */
async function played(world: World, chords = 0): Promise<Played> {
  const title = world.text("Guitar, first year", "기타 첫해");
  const room = await world.ownClass({ title, features: ["practice"] as never, lesson_id: null });
  const { token } = await room.join(world.text("Hana", "하나"));
  const play: Played["play"] = (path, body = {}, as = token) =>
    world.call("POST", `/api/sessions/${room.session.code}/practice${path}`, as, body);
  if (chords > 0) await play("/start");
  for (let n = 0; n < chords; n++) {
    world.pass(n % 4 === 3 ? 0.05 : 0.032);
    await play("/chords", { chord: song[n % 4] });
  }
  return { room, token, play };
}

/** A student's page; `view` is what this device is. */
async function at(world: World, view: "pad" | "screen", { room, token }: Played): Promise<Page> {
  const { code } = room.session;
  const page = await world.visit("/", { token, touch: view === "pad" });
  await page.evaluate(([key, value]) => localStorage.setItem(key ?? "", value ?? ""), [
    `lectern.practice.view.${code}`,
    view,
  ] as const);
  await page.goto(`${world.stage.origin}/practice/${code}`);
  await page
    .locator(view === "pad" ? ".pad-key" : "footer button")
    .first()
    .waitFor();
  return page;
}

async function summary(world: World, view: "pad" | "screen"): Promise<Page> {
  const made = await played(world, 40);
  const page = await at(world, view, made);
  await press(page, "End practice");
  await heading(page, "Played most");
  return page;
}

/** The teacher's view of a class of which `players` practise. */
async function band(world: World, players: number): Promise<Page> {
  if (players === 0) {
    const room = await world.ownClass({ features: ["practice"] as never, lesson_id: null });
    const page = await world.visit(`/practice/${room.session.code}`, { token: room.teacher });
    await sees(page, "Students scan the QR code");
    return page;
  }
  const made = await played(world, 6);
  for (let n = 1; n < players; n++) {
    const { token } = await made.room.join(world.text(`Player ${n + 1}`, `연주자 ${n + 1}`));
    if (n % 3 !== 0) await made.play("/start", {}, token);
    await made.play("/chords", { chord: song[n % 4] }, token);
  }
  const page = await world.visit(`/practice/${made.room.session.code}`, { token: made.room.teacher });
  await sees(page, /practising/);
  return page;
}

export const practiceStates: readonly PageState[] = [
  {
    name: "practice-join",
    async go(world) {
      const { room } = await played(world);
      const page = await world.visit(`/practice/${room.session.code}`, { touch: true });
      await page.getByLabel("Your name").waitFor();
      return page;
    },
  },
  { name: "practice-pad", go: async (world) => at(world, "pad", await played(world)) },
  {
    name: "practice-pad-lit",
    async go(world) {
      const page = await at(world, "pad", await played(world, 8));
      await page.locator(".pad-key").nth(2).tap();
      await page.locator(".pad-lit").waitFor();
      return page;
    },
  },
  {
    name: "practice-chords-dialog",
    async go(world) {
      const page = await at(world, "pad", await played(world));
      await page
        .getByText("Choose chords")
        .or(page.getByRole("button", { name: /Pop four/ }))
        .first()
        .click();
      await page.getByText("Transpose").first().waitFor();
      return page;
    },
  },
  {
    name: "practice-exercise-dialog",
    go: async (world) => opens(await at(world, "pad", await played(world)), "One-minute changes"),
  },
  {
    name: "practice-exercise",
    async go(world) {
      const made = await played(world);
      const page = await at(world, "pad", made);
      await made.play("/start", { exercise: { pair: ["C", "G"], seconds: 60 } });
      for (const chord of ["C", "G", "C"]) await made.play("/chords", { chord });
      await sees(page, /Chords played/);
      return page;
    },
  },
  { name: "practice-pad-summary", go: (world) => summary(world, "pad") },
  { name: "practice-screen", go: async (world) => at(world, "screen", await played(world)) },
  {
    name: "practice-screen-playing",
    async go(world) {
      const page = await at(world, "screen", await played(world, 12));
      await page.locator("footer button").first().click();
      await page.locator(".screen-name").first().waitFor();
      return page;
    },
  },
  { name: "practice-screen-summary", go: (world) => summary(world, "screen") },
  { name: "practice-band-nobody", go: (world) => band(world, 0) },
  { name: "practice-band", go: (world) => band(world, 9) },
  {
    name: "practice-projector-player",
    async go(world) {
      const page = await band(world, 3);
      await page.locator(".tile").first().click();
      await page.getByRole("button", { name: "Everyone" }).waitFor();
      return page;
    },
  },
  {
    name: "practice-pairing-dialog",
    go: async (world) => opens(await band(world, 3), "Connect my phone"),
  },
  {
    name: "practice-off",
    async go(world) {
      const room = await world.ownClass();
      const page = await world.visit(`/practice/${room.session.code}`, { token: room.teacher });
      await heading(page, "Practice is off in this class");
      return page;
    },
  },
  {
    name: "practice-code-used",
    async go(world) {
      const { room } = await played(world);
      const page = await world.visit(`/practice/${room.session.code}#pair=used`, { touch: true });
      await heading(page, "This QR code was already used");
      return page;
    },
  },
];
