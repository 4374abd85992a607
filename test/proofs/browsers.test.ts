/** The student's and the teacher's journeys in Firefox and in WebKit, the engine of iPhones. */
import { expect, test } from "bun:test";
import { findFirefox, findWebKit } from "../../scripts/prepare.ts";
import { openTestServer, teacherKey } from "../support/class.ts";
import { proving } from "../support/proof.ts";
import { RemotePage } from "../support/remote-page.ts";
import { openFirefox, openWebKit, type RemoteBrowser } from "../support/webdriver.ts";

/** A class from the teacher's sign-in to the report, with one student in it. */
async function journey(browser: RemoteBrowser): Promise<void> {
  await using at = await openTestServer();
  const subtasks = ["Fold in half", "Fold the wings"].map((title) => ({ title }));
  await at.call("POST", "/api/lessons", await at.teacher(), { title: "A paper plane", subtasks });
  const teacher = new RemotePage(await browser.open());
  const mina = new RemotePage(await browser.open());

  await teacher.goto(`${at.url}/teach`);
  await teacher.type("Teacher key", teacherKey);
  await teacher.press("Sign in");
  await teacher.sees("My classes");
  await teacher.press("Open a class with it");
  await teacher.sees("Nobody is here yet");
  const code = (await teacher.address()).split("/").at(-1) ?? "";

  await mina.goto(`${at.url}/j/${code}`);
  await mina.type("Your name", "Mina");
  await mina.press("Join");
  await mina.sees("You are in, Mina");
  await teacher.sees("1 of 1 here");
  await teacher.press("Begin");
  await mina.sees("Fold in half");
  await mina.press("Hard");
  await teacher.sees("1 hard");

  await mina.press("Call with a line of text");
  await mina.type("One line helps", "Which side?");
  await mina.press("Call the teacher");
  await mina.sees("The teacher knows that you are stuck");
  await teacher.sees("Which side?");
  await teacher.press("Helped");
  await mina.sees("The teacher has helped with your request.");
  await mina.press("Done");
  await mina.sees("Done!");

  await mina.press("Questions");
  await mina.type("Your question", "Why does it fly?");
  await mina.press("Ask");
  await teacher.sees("Why does it fly?");
  await teacher.press("Reply");
  await teacher.type("Answer", "It pushes the air down.");
  await teacher.press("Send the answer");
  await mina.sees("It pushes the air down.");
  await mina.press("Chat");
  await mina.type("Your message", "Mine flies!");
  await mina.press("Send");
  await teacher.press("Chat");
  await teacher.sees("Mine flies!");

  await teacher.press("Next");
  await mina.press("Step");
  await mina.sees("Fold the wings");
  await teacher.press("End class");
  await teacher.press("Yes, end it");
  await mina.sees("The class has ended");
  await teacher.press("Report");
  await teacher.sees("Attendance");
  expect(await teacher.address()).toBe(`/teach/${code}/report`);
}

const firefox = findFirefox();
const webKit = findWebKit();

test.skipIf(!proving || !firefox)(
  "I1 a student's and a teacher's class in Firefox",
  async () => {
    await using browser = await openFirefox(firefox ?? "");
    await journey(browser);
  },
  120_000,
);

test.skipIf(!proving || !webKit)(
  "I2 a student's and a teacher's class in WebKit",
  async () => {
    if (!webKit) return;
    await using browser = await openWebKit(webKit);
    await journey(browser);
  },
  120_000,
);
