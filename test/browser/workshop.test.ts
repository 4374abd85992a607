/** A workshop with projector and remote: laptop, projector, the teacher's phone and a student's, one class, offline in the middle. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { openClass, type TestClass } from "../support/class.ts";
import { press, sees, untilStarted } from "./page.ts";
import { chromiumPath, lanAddress, openStage, phone, type Seat, type Stage } from "./stage.ts";
import { openWifi, type Wifi } from "./wifi.ts";

setDefaultTimeout(30_000);

let stage: Stage;
let room: TestClass;
let wifi: Wifi;
let laptop: Seat;
let projector: Page;
let remote: Seat;
let mina: Seat;
/** What the QR code leads to. */
let link: URL;

describe.skipIf(chromiumPath === undefined)("a workshop with projector and remote", () => {
  beforeAll(async () => {
    stage = await openStage();
    wifi = openWifi(lanAddress ?? "127.0.0.1", stage.at.server.port);
    room = await openClass({ server: stage.at, title: "First steps with a breadboard" });
    const { code } = room.session;
    laptop = await stage.teacher();
    await laptop.page.getByRole("heading", { name: "My classes" }).waitFor();
    await laptop.page.goto(`${stage.origin}/teach/${code}`);
    mina = await stage.seat(phone);
    const { token } = await room.join("Mina");
    await mina.context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
    await mina.page.goto(`${stage.origin}/s/${code}`);
    await sees(mina.page, "You are in, Mina");
  });
  afterAll(async () => {
    const unexpected = (stage?.complaints ?? []).filter((text) => !/WebSocket connection|ERR_|401/.test(text));
    expect(unexpected).toEqual([]);
    wifi?.[Symbol.dispose]();
    await stage?.[Symbol.asyncDispose]();
  });

  test("one press opens the projector, one QR code the remote on the phone, with nothing to type", async () => {
    await press(laptop.page, /^Projector$/);
    const opened = laptop.context.waitForEvent("page");
    await press(laptop.page, "Open the projector window");
    projector = await opened;
    await projector.locator("[data-view=code]").waitFor();
    await laptop.page.getByRole("dialog").waitFor({ state: "detached" });

    const issued = laptop.page.waitForResponse(/sign-in-codes/);
    await press(laptop.page, "Open on my phone");
    link = new URL((await (await issued).json()).url);
    await laptop.page.getByRole("img", { name: "QR code that signs a phone in" }).waitFor();
    remote = await stage.seat({ ...phone, viewport: { width: 390, height: 664 } });
    await remote.page.goto(`http://${link.hostname}:${wifi.port}${link.pathname}${link.hash}`);
    await sees(remote.page, "Not started yet");
    expect(new URL(remote.page.url()).hash).toBe("");
    await laptop.page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  });

  test("everything that the thumb needs is on the phone's screen, and tall enough", async () => {
    const buttons = remote.page.locator(".remote-controls button");
    const isReachable = async (height: number) => {
      const boxes = await Promise.all((await buttons.all()).map((button) => button.boundingBox()));
      return boxes.map(
        (box) => box && box.height >= 44 && box.width >= 44 && box.y >= 0 && box.y + box.height <= height,
      );
    };
    expect(await isReachable(664)).toEqual(Array(6).fill(true));
    expect((await buttons.first().boundingBox())?.y).toBeGreaterThan(664 / 2);
    // On its side, too.
    await remote.page.setViewportSize({ width: 664, height: 390 });
    expect(await isReachable(390)).toEqual(Array(6).fill(true));
    await remote.page.setViewportSize({ width: 390, height: 664 });
  });

  test("the phone begins the class: the student, the projector and the laptop are on the first step", async () => {
    await press(remote.page, /^Begin/);
    await mina.page.getByRole("heading", { name: "Step 1" }).waitFor();
    await projector.locator("[data-view=step]").waitFor();
    await sees(projector, "Step 1");
    await sees(laptop.page, "Step 1 of 3");
    await press(mina.page, "Done");
    await sees(remote.page, "1 of 1 done");
  });

  test("a call for help reaches the phone, and the student sees that the teacher is coming", async () => {
    await press(mina.page, "I'm stuck");
    await press(remote.page, /I'm coming/);
    await sees(mina.page, "The teacher is coming");
    await press(remote.page, /Helped/);
    // The solved call keeps its place under the finger.
    await remote.page.getByRole("button", { name: /Helped/ }).waitFor({ state: "detached" });
    await sees(remote.page, "Helped");
  });

  test("out of reach, the phone says so; its press is sent once when it is back, and the class moves one step", async () => {
    wifi.cut();
    await press(remote.page, /^Next/);
    await sees(remote.page, "Not sent yet, will be sent again");
    expect(await mina.page.getByRole("heading", { name: "Step 1" }).isVisible()).toBe(true);
    wifi.find();
    await mina.page.getByRole("heading", { name: "Step 2" }).waitFor();
    await sees(projector, "Step 2");
    await sees(remote.page, "Step 2 of 3");
    const controls = (await room.call("GET", `/api/sessions/${room.session.code}/step-controls`, room.teacher)).body;
    expect(controls.map(({ subtask }: any) => subtask.title)).toEqual(["Step 2", "Step 1"]);
  });

  test("timer and projector are steered from the phone; a second device with the same link is told what to do", async () => {
    await press(remote.page, /Timer$/);
    await press(remote.page, "5 min");
    await sees(mina.page, /4:5\d|5:00/);
    await press(remote.page, /Screen$/);
    await remote.page.getByRole("dialog").getByRole("button", { name: "Code", exact: true }).click();
    await projector.locator("[data-view=code]").waitFor();

    const other = await stage.seat(phone);
    await other.page.goto(`${stage.origin}${link.pathname}${link.hash}`);
    await sees(other.page, "This code has been used, and each code works once.");
    await other.context.close();
  });

  test("an invited colleague without an account runs the class, until the teacher removes them", async () => {
    const { page } = laptop;
    await press(page, "Settings");
    await page.getByLabel("Name of the person you invite").fill("Ms Kim");
    await press(page, "Invite");
    const url = await page.getByLabel("Link for Ms Kim").inputValue();
    const kim = await stage.seat();
    await kim.page.goto(url);
    await sees(kim.page, "Teacher invites you to teach this class together.");
    await press(kim.page, "Join as a co-teacher");
    await untilStarted(room, room.session.code, room.teacher);
    await kim.page.getByRole("button", { name: /^Next/ }).click();
    await sees(mina.page, "The class is on step 3 now.");
    await press(kim.page, "Settings");
    await sees(kim.page, "Lock the class");
    expect(await kim.page.getByRole("button", { name: "Delete class" }).count()).toBe(0);

    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await press(page, "Settings");
    await press(page, "Remove: Ms Kim");
    await sees(kim.page, "The teacher removed you from this class");
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await kim.context.close();
  });

  test("the phone ends the class after asking", async () => {
    await press(remote.page, "More");
    await press(remote.page, "End class");
    await press(remote.page, "Yes, end it");
    await sees(remote.page, "The class has ended");
    await sees(mina.page, "The class has ended");
  });
});
