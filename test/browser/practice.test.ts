/** A phone and a PC of one student practise together in real browsers; their teacher looks on. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout } from "bun:test";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openClass, type TestClass } from "../support/class.ts";
import { strongestNear } from "../support/pitch.ts";
import { TestSocket } from "../support/socket.ts";
import { obstacles } from "./barriers.ts";
import { heardOn, listenTo, soundOn } from "./listening.ts";
import { press, sees } from "./page.ts";
import { openPlay } from "./play.ts";
import { chromiumPath, lanAddress, laptop, openStage, phone, type Seat, type Stage } from "./stage.ts";
import { openWifi, type Wifi } from "./wifi.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let wifi: Wifi;
let room: TestClass;
/** The teacher's socket: hears every chord. */
let board: TestSocket;
let pc: Seat;
let mobile: Seat;
let teacher: Seat;
let pairing = "";
const scene = openPlay();

const exactly = (chord: string) => new RegExp(`^${chord}$`);
const key = (page: Page, chord: string, look = "") =>
  page.locator(`.pad-key${look}`).filter({ has: page.locator(".pad-name", { hasText: exactly(chord) }) });
const name = (page: Page, chord: string) => page.locator(".screen-name", { hasText: exactly(chord) }).waitFor();
const lit = (page: Page, chord: string) => key(page, chord, ".pad-lit").waitFor();
const heard = async () => (await board.until("chord.changed")).data.chord;
/** What the phone plays, until the PC shows it. */
async function play(...chords: string[]): Promise<void> {
  for (const chord of chords) {
    await key(mobile.page, chord).tap();
    expect(await heard()).toBe(chord);
    await lit(mobile.page, chord);
  }
}
const asMina = async (path: string, body: unknown) => {
  const [cookie] = await pc.context.cookies();
  return stage.at.call("POST", `/api/sessions/${room.session.code}${path}`, cookie?.value, body);
};

describe.skipIf(chromiumPath === undefined)("practice", () => {
  beforeAll(async () => {
    stage = await openStage();
    wifi = openWifi(lanAddress ?? "127.0.0.1", stage.at.server.port);
    room = await openClass({ server: stage.at, title: "Guitar", features: ["practice"], lesson_id: null });
    board = await TestSocket.open(`${stage.at.url}/ws/live/${room.session.code}`, room.teacher);
  });
  afterAll(async () => {
    board?.close();
    wifi?.[Symbol.dispose]();
    await stage?.[Symbol.asyncDispose]();
  });

  scene("asks a new student for a name and then shows the practice", async () => {
    pc = await stage.seat(laptop);
    await listenTo(pc.page);
    await pc.page.goto(`${stage.origin}/practice/${room.session.code}`);
    await pc.page.getByLabel("Your name").fill("Mina");
    const made = pc.page.waitForResponse((response) => response.url().endsWith("/pairing"));
    await press(pc.page, "Join");
    pairing = (await (await made).json()).url;
    await sees(pc.page, "Scan with your phone");
    await pc.page.getByRole("img", { name: "QR code that connects your phone" }).waitFor();
    expect(stage.complaints).toEqual([]);
    expect(await obstacles(pc.page)).toEqual([]);
  });

  scene("lets a phone join by scanning, without typing, and removes the ticket from the address", async () => {
    const url = new URL(pairing);
    mobile = await stage.seat(phone);
    await mobile.page.goto(`http://${lanAddress ?? "127.0.0.1"}:${wifi.port}${url.pathname}${url.hash}`);
    await key(mobile.page, "Am").waitFor();
    expect(await mobile.page.evaluate(() => location.hash)).toBe("");
    await sees(pc.page, "Your other device is connected.");
    expect(await obstacles(mobile.page)).toEqual([]);
  });

  scene("accepts a ticket once, and tells the next phone what to do", async () => {
    const other = await stage.seat(phone);
    const before = stage.complaints.length;
    await other.page.goto(pairing);
    await sees(other.page, "Scan the new QR code on the computer's screen.");
    await other.context.close();
    (stage.complaints as string[]).splice(before);
  });

  scene("plays and shows a chord pressed on the phone on the PC", async () => {
    await press(pc.page, "Turn sound on");
    await pc.page.getByRole("button", { name: "Mute" }).waitFor();
    await play("C");
    await name(pc.page, "C");
    await pc.page
      .getByRole("img", { name: "How to hold C. From the low E string: muted, fret 3, fret 2, open" })
      .waitFor();
    await soundOn(pc.page);
    await play("Am");
    await name(pc.page, "Am");
    await sees(pc.page, "Next");
    expect(await mobile.page.locator(".pad-key[aria-pressed=true]").allInnerTexts()).toEqual(["Am\nSounding"]);
  });

  scene("strums a chord again when a finger drags across it or across the strings", async () => {
    const { mouse } = mobile.page;
    for (const spot of [mobile.page.locator(".pad-strings"), key(mobile.page, "Am")]) {
      const box = await spot.boundingBox();
      if (!box) throw new Error("the pad is not there");
      const [x, y] = [box.x + 20, box.y + box.height / 2];
      await mouse.move(x, y);
      await mouse.down();
      expect(await heard()).toBe("Am");
      await mouse.move(x + 60, y);
      // Two strums lie apart by the time of a hand: until then the finger goes to and fro.
      let strummed = false;
      const again = heard().then((chord) => {
        strummed = true;
        return chord;
      });
      for (let n = 0; !strummed; n++) await mouse.move(x + (n % 2 === 0 ? 120 : 20), y, { steps: 3 });
      expect(await again).toBe("Am");
      await mouse.up();
    }
  });

  scene("plays by the keys of the PC, and strums by the space bar", async () => {
    await pc.page.locator("body").press("2");
    await name(pc.page, "G");
    await lit(mobile.page, "G");
    await pc.page.locator("body").press("Space");
    await pc.page.waitForFunction(() => (window as unknown as { heard: unknown[] }).heard.length >= 4);
  });

  scene("starts every sound within the frame that brought its chord", async () => {
    const starts = await heardOn(pc.page);
    expect(starts.length).toBeGreaterThan(3);
    expect(starts.filter(({ inFrame }) => !inFrame)).toEqual([]);
  });

  scene("runs a practice started on the phone on both, also after the phone's reload", async () => {
    await press(mobile.page, "Start practice");
    await sees(mobile.page, /Practising · 0:/);
    await sees(pc.page, /Practising · 0:/);
    // What was strummed before is in the socket still.
    await board.until("practice.updated");
    await play("C", "G", "Am", "C");
    await sees(mobile.page, "3 a minute");
    await mobile.page.reload();
    await sees(mobile.page, /Practising · /);
    await sees(mobile.page, "3 a minute");
    await lit(mobile.page, "C");
    await play("G");
    await sees(pc.page, "Changes in the last minute");
  });

  scene("sends no chords without a network, and none later: a late chord would be wrong", async () => {
    const before = stage.complaints.length;
    wifi.lose();
    await mobile.context.setOffline(true);
    await sees(mobile.page, "Chords are not sent now, and not later either.");
    await key(mobile.page, "F").tap({ force: true });
    expect(await mobile.page.locator(".pad-lit").count()).toBe(0);
    await mobile.context.setOffline(false);
    wifi.find();
    await sees(mobile.page, "Live");
    await sees(mobile.page, /Practising · /);
    await play("Am");
    const cut = (stage.complaints as string[]).splice(before);
    expect(cut.filter((words) => !/WebSocket connection|ERR_|Failed to load/.test(words))).toEqual([]);
  });

  scene("shows the result of a practice on both at its end", async () => {
    await press(pc.page, "End practice");
    for (const { page } of [pc, mobile]) {
      await sees(page, "5 changes between 3 chords");
      await page.getByRole("heading", { name: "Played most" }).waitFor();
      await page.getByRole("heading", { name: "What to practise next" }).waitFor();
      expect(await obstacles(page)).toEqual([]);
    }
  });

  scene("offers a minute of the slowest change: counts down, counts chords, can end early", async () => {
    await pc.page
      .getByRole("button", { name: /^One minute: / })
      .first()
      .click();
    await pc.page.getByRole("timer").waitFor();
    await pc.page.getByRole("button", { name: "End now" }).waitFor();
    await mobile.page.locator(".pad-key").nth(1).waitFor();
    expect(await mobile.page.locator(".pad-key").count()).toBe(2);
    const pair = await mobile.page.locator(".pad-name").allInnerTexts();
    await play(...pair, ...pair);
    await pc.page.locator(".screen-count", { hasText: "4" }).waitFor();
    await sees(mobile.page, "Chords played 4");
    expect(await obstacles(pc.page)).toEqual([]);
    await press(pc.page, "End now");
    await sees(pc.page, "4 chords in 60 s");
    await sees(pc.page, "Your first result for this pair.");
  });

  scene("ends an exercise automatically and compares it with the one before", async () => {
    const exercise = { pair: ["C", "G"], seconds: 10 };
    for (const landings of [1, 2]) {
      await asMina("/practice/start", { exercise });
      await key(mobile.page, "G").waitFor();
      await play(...["C", "G"].slice(0, landings));
      if (landings === 1) await press(mobile.page, "End now");
      await sees(pc.page, `${landings} chord${landings === 1 ? "" : "s"} in 10 s`);
    }
    await sees(pc.page, "Your best with this pair: 1 more than before.");
    await pc.page.getByRole("heading", { name: "C – G: history" }).waitFor();
    await press(pc.page, "Back to the chords");
    await name(pc.page, "G");
  });

  scene("shows the teacher the class, and one player large and with sound", async () => {
    teacher = await stage.teacher();
    await teacher.page.getByRole("heading", { name: "My classes" }).waitFor();
    await teacher.page.goto(`${stage.origin}/teach/${room.session.code}`);
    await teacher.page.getByRole("link", { name: "Guitar practice" }).click();
    const tile = teacher.page.locator(".tile", { hasText: "Mina" });
    await tile.locator(".player-chord", { hasText: exactly("G") }).waitFor();
    await sees(teacher.page, "0 of 1 practising");
    const keys = await mobile.page.locator(".summary-bar button").evaluateAll((all) =>
      all.map((one) => {
        const { left, right } = one.getBoundingClientRect();
        return left >= 0 && right <= screen.width;
      }),
    );
    expect(keys).toEqual([true, true]);
    await press(mobile.page, "Back to the chords");
    await press(mobile.page, "Start practice");
    await sees(teacher.page, "1 of 1 practising");
    await play("C", "Am");
    await tile.locator(".player-chord", { hasText: exactly("Am") }).waitFor();
    expect(await obstacles(teacher.page)).toEqual([]);
    await press(teacher.page, "Turn sound on");
    await tile.click();
    await name(teacher.page, "Am");
    await play("F");
    await name(teacher.page, "F");
    await teacher.page.locator("[data-lit]:not([data-lit='0'])").waitFor();
    await press(teacher.page, "Everyone");
    await tile.waitFor();
  });

  scene("lets the teacher's own phone join as a player", async () => {
    const made = teacher.page.waitForResponse((response) => response.url().endsWith("/pairing"));
    await press(teacher.page, "Connect my phone");
    const { url } = await (await made).json();
    const own = await stage.seat(phone);
    await own.page.goto(url);
    await key(own.page, "C").waitFor();
    await teacher.page.locator(".tile", { hasText: "Phone" }).waitFor();
    await key(own.page, "C").tap();
    await teacher.page
      .locator(".tile", { hasText: "Phone" })
      .locator(".player-chord", { hasText: exactly("C") })
      .waitFor();
    await own.context.close();
  });

  scene("asks before a student's code signs a teacher out", async () => {
    const { url } = await pc.page.evaluate(async (code) => {
      const response = await fetch(`/api/sessions/${code}/pairing`, { method: "POST" });
      return response.json();
    }, room.session.code);
    const before = stage.complaints.length;
    const page = await teacher.context.newPage();
    await page.goto(url);
    await page.getByRole("heading", { name: "A teacher is signed in on this device" }).waitFor();
    expect(page.url()).not.toContain("pair=");
    await press(page, "Stay signed in");
    await page.locator(".tile", { hasText: "Mina" }).waitFor();
    await page.close();
    // The browser's own line for the refusal, and no other.
    const refused = "Failed to load resource: the server responded with a status of 409 (Conflict)";
    expect((stage.complaints as string[]).splice(before)).toEqual([refused]);
  });

  scene("lists each practice in the report", async () => {
    await teacher.page.goto(`${stage.origin}/teach/${room.session.code}/report`);
    const part = teacher.page.locator("section", {
      has: teacher.page.getByRole("heading", { name: exactly("Practice") }),
    });
    await part.getByRole("rowheader", { name: "Mina" }).first().waitFor();
    await part
      .getByRole("cell", { name: /^C – G: \d+$/ })
      .first()
      .waitFor();
  });

  scene("logs no errors or warnings on any page", () => {
    expect(stage.complaints).toEqual([]);
  });

  scene("renders the chord C with the pitches of C", async () => {
    const built = await Bun.build({ entrypoints: [join(import.meta.dir, "offline-strum.ts")], target: "browser" });
    await pc.page.evaluate((await built.outputs[0]?.text()) ?? "");
    const samples = await pc.page.evaluate(() =>
      (window as unknown as { renderStrum: (name: string) => Promise<number[]> }).renderStrum("C"),
    );
    for (const hertz of [130.81, 164.81, 196, 261.63, 329.63]) {
      expect(Math.abs(strongestNear(Float32Array.from(samples), 48_000, hertz) / hertz - 1)).toBeLessThan(0.01);
    }
  });
});
