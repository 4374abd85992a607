/** A quiz in class: a teacher, a projector and two phones, with reloads, to the report. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { gone, press, sees } from "./page.ts";
import { chromiumPath, openStage, type Stage } from "./stage.ts";
import { openTwoPhones } from "./two-phones.ts";

setDefaultTimeout(60_000);

let stage: Stage;

describe.skipIf(chromiumPath === undefined)("polls in class", () => {
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });

  test("one press opens a poll; a vote is saved, survives a reload and can be changed, in another tab too", async () => {
    const { teacher, mina, jun, call } = await openTwoPhones(stage);
    await press(teacher, "Polls");
    await press(teacher, "A B C D");
    await sees(mina, "A, B, C or D?");
    // The sheet ignores presses for a moment, so that the finger presses what it sees.
    await mina.getByRole("radio", { name: "B" }).check();
    await press(mina, "Vote");
    await sees(mina, "Your vote is saved");
    await sees(teacher, "1 of 2 present have voted");
    await sees(teacher, "1 person has not voted yet");
    await mina.reload();
    await sees(mina, "Your vote is saved");
    expect(await mina.getByRole("radio", { name: "B" }).isChecked()).toBe(true);

    // A second tab of the same student changes the vote, and the first one shows it.
    const tab = await mina.context().newPage();
    await tab.goto(mina.url());
    await tab.getByRole("radio", { name: "C" }).check();
    await press(tab, "Change my vote");
    await sees(tab, "Your vote is saved");
    await mina.locator("label", { hasText: "C" }).getByRole("radio", { checked: true }).waitFor();
    await sees(teacher, "1 of 2 present have voted");

    // Put away, it stays in the page's head.
    await press(jun, "Later");
    await jun.getByRole("button", { name: "Done", exact: true }).click();
    await press(jun, "Go to the poll");
    await jun.getByRole("radio", { name: "A" }).check();
    await press(jun, "Vote");
    await sees(teacher, "2 of 2 present have voted");
    await press(teacher, "Close the poll");
    for (const page of [mina, jun]) await sees(page, "The poll is closed");
    await sees(jun, "50%");
    const { body } = await call("GET", "/polls");
    expect(body[0].counted).toMatchObject({
      votes: 2,
      counts: [{ count: 1 }, { count: 0 }, { count: 1 }, { count: 0 }],
    });
    await tab.close();
    for (const page of [teacher, mina, jun]) await page.context().close();
  });

  test("the results of a poll greet those who were there, and nobody who joins later", async () => {
    const { teacher, mina, jun, call, phoneOf } = await openTwoPhones(stage);
    const options = [{ text: "Yes" }, { text: "No" }];
    await call("POST", "/polls", { kind: "choice", question: "Ready?", options, results: "closed", open: true });
    await sees(jun, "Ready?");
    await call("POST", "/polls/1/reveal", {});
    await press(jun, "Close");
    await jun.evaluate(() => localStorage.removeItem("lectern.poll"));
    await jun.reload();
    await sees(jun, "The results are out");
    const anna = await phoneOf("Anna");
    await anna.waitForLoadState("networkidle");
    await anna.getByRole("button", { name: "Done", exact: true }).waitFor();
    expect(await anna.getByText("The results are out").count()).toBe(0);
    await call("POST", "/polls", { kind: "choice", question: "And now?", options, results: "closed", open: true });
    await sees(anna, "And now?");
    for (const page of [teacher, mina, jun, anna]) await page.context().close();
  });

  test("a quiz of three questions, from the form to the report", async () => {
    const { room, code, call, teacher, mina, jun } = await openTwoPhones(stage);
    const { token } = (await call("POST", "/screens", {})).body;
    const { page: projector, context } = await stage.seat();
    const path = `/ws/live/screen/${code}`;
    await context.addCookies([{ name: "lectern_screen", value: token, domain: new URL(stage.origin).hostname, path }]);
    await projector.goto(`${stage.origin}/screen/${code}`);

    // The first question, typed into the form; what is typed survives a reload.
    await press(teacher, "Polls");
    await press(teacher, /^Your own/);
    await teacher.getByLabel("Question", { exact: true }).fill("The capital of Korea?");
    await teacher.getByLabel("Option 1", { exact: true }).fill("Busan");
    await teacher.reload();
    await press(teacher, "Polls");
    await press(teacher, /^Your own/);
    expect(await teacher.getByLabel("Question", { exact: true }).inputValue()).toBe("The capital of Korea?");
    await teacher.getByLabel("Option 2", { exact: true }).fill("Seoul");
    await teacher.getByLabel("Option 2 is right").check();
    await teacher.getByRole("switch", { name: /^Quiz/ }).click();
    await press(teacher, "Open now");
    await projector.getByRole("heading", { name: "The capital of Korea?" }).waitFor();

    const answer = async (page: Page, option: string) => {
      await page.getByRole("radio", { name: option }).check();
      await press(page, "Send the answer");
      await sees(page, "Your vote is saved");
    };
    await sees(mina, "This is a quiz: your first answer is final.");
    await answer(mina, "Seoul");
    await answer(jun, "Busan");
    expect(await jun.getByRole("button", { name: "Send the answer" }).count()).toBe(0);
    await sees(projector, "2 voted");
    expect(await projector.getByText("Right answer").count()).toBe(0);
    await press(teacher, "Reveal the results");
    await sees(mina, "Right!");
    await sees(jun, "Not this time");
    await sees(projector, "Right answer");
    await sees(teacher, "Quiz points");

    // Two more, one of them with a number.
    const quiz = { results: "closed", points: 50, open: true };
    const options = [{ text: "Yes", correct: true }, { text: "No" }];
    await call("POST", "/polls", { ...quiz, kind: "choice", question: "Is water wet?", options });
    await answer(mina, "Yes");
    await answer(jun, "Yes");
    await call("POST", "/polls/2/reveal", {});
    await sees(mina, "150 points so far");
    // The next step is not covered by the results of the last one.
    await call("POST", `/steps/${room.lesson.subtasks[1]?.id}/start`, {});
    await gone(mina, "150 points so far");
    await press(mina, "Look");
    await sees(mina, "150 points so far");
    await call("POST", "/polls", { ...quiz, kind: "number", question: "7 x 8?", answer: { value: 56 } });
    await mina.getByRole("textbox", { name: /7 x 8/ }).fill("54");
    await jun.getByRole("textbox", { name: /7 x 8/ }).fill("56");
    for (const page of [mina, jun]) {
      await press(page, "Send the answer");
      await sees(page, "Your vote is saved");
    }
    await call("POST", "/polls/3/reveal", {});
    await jun.reload();
    await press(jun, "Look");
    await sees(jun, "100 points so far");

    await teacher.goto(`${stage.origin}/teach/${code}/report`);
    const report = teacher.getByRole("region", { name: "Quiz points" });
    await report.waitFor();
    expect(await report.getByRole("row").allInnerTexts()).toEqual(["Name\tPoints", "Mina\t150", "Jun\t100"]);
    await sees(teacher, "7 x 8?");
    for (const page of [teacher, mina, jun, projector]) await page.context().close();
    void room;
  });

  test("a vote without a connection says so, and is saved once it is back", async () => {
    const { mina, call } = await openTwoPhones(stage);
    await call("POST", "/polls", { kind: "words", question: "One word?", results: "live", open: true });
    // A word that is typed and not added counts with the first press.
    await mina.getByLabel("Word", { exact: true }).fill("fun");
    await mina.context().setOffline(true);
    await press(mina, "Vote");
    await mina.getByText(/Not saved yet|Saving/).waitFor();
    await mina.context().setOffline(false);
    await sees(mina, "Your vote is saved");
    const { body } = await call("GET", "/polls");
    expect(body[0].counted).toEqual({ votes: 1, counts: [{ of: "fun", count: 1 }], mean: null });
  });

  test("a chart is read: a student taps the point, and sees what the rules flag once it is revealed", async () => {
    const { teacher, mina, call } = await openTwoPhones(stage);
    await press(teacher, "Polls");
    await press(teacher, "Read a control chart");
    await teacher.getByLabel("Pattern").selectOption("shift");
    await press(teacher, "Ask now");
    const chart = mina.getByRole("img", { name: "Control chart with 40 points" });
    await chart.waitFor();
    const { width = 0 } = (await chart.boundingBox()) ?? {};
    // Point 30 of a picture that is 360 wide, with a margin of 8 at the left and 40 at the right.
    await chart.click({ position: { x: ((8 + (29.5 * 312) / 40) / 360) * width, y: 60 } });
    expect(await mina.getByLabel("Point", { exact: true }).inputValue()).toBe("30");
    await press(mina, "Point before");
    await mina.getByRole("radio", { name: "Nine in a row on one side" }).check();
    await press(mina, "Vote");
    await sees(mina, "Your vote is saved");
    await sees(teacher, "1 of 2 present have voted");
    const { body } = await call("GET", "/polls");
    expect(body[0].counted).toMatchObject({ votes: 1, points: [{ point: 29, count: 1 }] });
    expect(await mina.getByText(/: points? \d+/).count()).toBe(0);
    await press(teacher, "Reveal");
    await sees(mina, /: points? \d+/);
    await sees(mina, "Your point: 29");
  });
});
