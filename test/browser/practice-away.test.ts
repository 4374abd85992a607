/** A phone that was put away in the middle of a practice: it comes back to the same one, or reads that it has ended. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout } from "bun:test";
import type { BrowserContextOptions } from "playwright-core";
import { openClass, type TestClass } from "../support/class.ts";
import { openPlay } from "./play.ts";
import { chromiumPath, laptop, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let room: TestClass;
let mobile: Seat;
let pc: Seat;
let mina = "";
/** The server's clock is ahead of ours by so many milliseconds. */
let ahead = 0;
const scene = openPlay();

const plays = (token: string, path: string, body: object) =>
  stage.at.call("POST", `/api/sessions/${room.session.code}/practice${path}`, token, body);
const open = async (how: BrowserContextOptions) => {
  const seat = await stage.seat(how);
  await seat.context.addCookies([{ name: "lectern_session", value: mina, url: stage.origin }]);
  await seat.page.goto(`${stage.origin}/practice/${room.session.code}`);
  return seat;
};

describe.skipIf(chromiumPath === undefined)("a practice while a device is disconnected", () => {
  beforeAll(async () => {
    stage = await openStage({ now: () => Date.now() + ahead });
    room = await openClass({ server: stage.at, title: "Guitar", features: ["practice"], lesson_id: null });
    mina = (await room.join("Mina")).token;
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });

  scene("continues with its time and tempo when the phone reconnects", async () => {
    await plays(mina, "/start", {});
    ahead += 90_000;
    for (const chord of ["C", "G", "C"]) await plays(mina, "/chords", { chord });
    ahead += 5000;
    mobile = await open(phone);
    await mobile.page.getByText(/Practising · 1:3\d/).waitFor();
    await mobile.page.getByText("2 a minute").waitFor();
    await mobile.page.locator(".pad-lit .pad-name", { hasText: "C" }).waitFor();
  });

  scene("ends after five minutes of silence, and the page says so", async () => {
    ahead += 6 * 60_000;
    // The room looks at the clock when something happens in it.
    await plays((await room.join("Jun")).token, "/chords", { chord: "Em" });
    await mobile.page.getByText("It ended automatically after five silent minutes.").waitFor();
    await mobile.page.getByText("2 changes between 2 chords").waitFor();
  });

  scene("also shows that it ended to a page opened later, on the phone and on the PC", async () => {
    await mobile.page.reload();
    pc = await open(laptop);
    for (const { page } of [mobile, pc]) {
      await page.getByText("ended automatically after five silent minutes.").waitFor();
      await page.getByRole("button", { name: "See the result" }).click();
      await page.getByRole("heading", { name: "2 changes between 2 chords" }).waitFor();
    }
  });

  scene("logs no errors or warnings on any page", () => {
    expect(stage.complaints).toEqual([]);
  });
});
