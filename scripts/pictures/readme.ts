/** Takes the pictures of the README: `bun scripts/pictures/readme.ts`. The class in them is made, its pages are real. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openClassroom } from "../../test/browser/classroom.ts";
import { openShaft } from "../../test/browser/shaft.ts";
import { laptop, openStage, phone } from "../../test/browser/stage.ts";
import { openClass } from "../../test/support/class.ts";

const folder = join(import.meta.dir, "../../docs/pictures");
mkdirSync(folder, { recursive: true });

/** The server's clock, which is put forward while the class is made: so that people wait for minutes. */
let ahead = 0;
await using stage = await openStage({ now: () => Date.now() + ahead });
await using room = await openClassroom(stage.at, 14, {
  pass(minutes) {
    ahead += minutes * 60_000;
  },
});
const { code } = room.session;

/** What the class says of the lecture: most follow, some do not, and two things are asked. */
const say = (n: number, path: string, body?: unknown, method = "POST") =>
  stage.at.call(method, `/api/sessions/${code}${path}`, room.students[n]?.token, body);
for (const n of room.students.keys()) {
  await say(n, "/feedback", { feedback_type: [2, 5, 9].includes(n) ? "HARD" : "OK" });
}
await say(3, "/questions", { text: "Does it matter which way round the LED goes?" });
await say(6, "/questions", { text: "Can I use two LEDs?" });
for (const n of [1, 2, 4, 7, 8]) await say(n, "/questions/1/like", undefined, "PUT");

const teacher = await stage.teacher(laptop);
await teacher.page.getByRole("heading", { name: "My classes" }).waitFor();
await teacher.page.goto(`${stage.origin}/teach/${code}`);
await teacher.page.getByText("3 ask").waitFor();
await teacher.page.screenshot({ path: join(folder, "teacher.png") });

const student = await stage.seat(phone);
const token = room.students[0]?.token ?? "";
await student.context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
await student.page.goto(`${stage.origin}/s/${code}`);
await student.page.getByRole("button", { name: "I'm stuck" }).waitFor();
await student.page.screenshot({ path: join(folder, "student.png") });

/** A student at the guitar: two minutes in, a change every two seconds or so. */
const guitar = await openClass({
  server: stage.at,
  title: "Guitar, first year",
  features: ["practice"],
  lesson_id: null,
});
const { token: hana } = await guitar.join("Hana");
const play = (path: string, body: unknown) =>
  stage.at.call("POST", `/api/sessions/${guitar.session.code}/practice${path}`, hana, body);
await play("/start", {});
const song = ["C", "G", "Am", "F"];
for (let n = 0; n < 58; n++) {
  ahead += n % 4 === 3 ? 2900 : 1900;
  await play("/chords", { chord: song[n % 4] });
}
const cookie = { name: "lectern_session", value: hana, url: stage.origin };
const screen = await stage.seat(laptop);
await screen.context.addCookies([cookie]);
await screen.page.goto(`${stage.origin}/practice/${guitar.session.code}`);
await screen.page.getByRole("button", { name: "Turn sound on" }).click();
const pad = await stage.seat(phone);
await pad.context.addCookies([cookie]);
await pad.page.goto(`${stage.origin}/practice/${guitar.session.code}`);
await pad.page.locator(".pad-key").nth(2).tap();
await pad.page.locator(".pad-lit").waitFor();
await screen.page.locator(".screen-name", { hasText: "Am" }).waitFor();
await screen.page.locator("[data-lit]:not([data-lit='0'])").waitFor();
await screen.page.screenshot({ path: join(folder, "practice-screen.png") });
await pad.page.screenshot({ path: join(folder, "practice-pad.png") });
const board = await openShaft(stage.at, (minutes) => {
  ahead += minutes * 60_000;
});
await teacher.page.goto(`${stage.origin}/spc/${board.product.id}`);
await teacher.page.getByText(/^(Capable|Not stable)$/).waitFor();
await teacher.page.screenshot({ path: join(folder, "quality-board.png") });

const hand = await stage.seat(phone);
await hand.page.goto(board.link.replace(/^http:\/\/[^/]+/, stage.origin));
for (const key of "10.03")
  await hand.page.getByRole("button", { name: key === "." ? "Decimal point" : key, exact: true }).click();
await hand.page.getByRole("button", { name: "Save" }).click();
await hand.page.getByText("10.03 · in specification").waitFor();
await hand.page.getByRole("button", { name: "Undo 10.03" }).waitFor();
for (const key of ["1", "0", "Decimal point"]) await hand.page.getByRole("button", { name: key, exact: true }).click();
await hand.page.screenshot({ path: join(folder, "quality-entry.png") });
