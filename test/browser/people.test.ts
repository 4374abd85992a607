/** Hands, groups, random picks and moderation in class: a teacher, a projector and two phones. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { gone, press, sees } from "./page.ts";
import { chromiumPath, openStage, type Stage } from "./stage.ts";
import { openTwoPhones } from "./two-phones.ts";

setDefaultTimeout(60_000);

let stage: Stage;

describe.skipIf(chromiumPath === undefined)("people in class", () => {
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });

  test("hands, groups, a pick, muting, renaming and approving, each seen where it should be and undone", async () => {
    const settings = { questions_approval: true, teams: "sum" } as const;
    const { code, call, teacher, mina, jun, phoneOf } = await openTwoPhones(stage, settings);

    // Hands: in order, after a reload too, until the teacher calls.
    await press(mina, "Raise your hand");
    await sees(mina, "1st");
    await press(jun, "Raise your hand");
    await sees(jun, "2nd");
    await jun.reload();
    await sees(jun, "2nd");
    await press(teacher, "Call next");
    await sees(mina, "It is your turn to speak.");
    await sees(jun, "1st");
    await press(teacher, "Lower all");
    await gone(mina, "It is your turn to speak.");
    await jun.getByRole("button", { name: "Raise your hand" }).waitFor();

    // Groups and a pick, on the phones and on the projector.
    const { token } = (await call("POST", "/screens", {})).body;
    const { page: projector, context } = await stage.seat();
    const path = `/ws/live/screen/${code}`;
    await context.addCookies([{ name: "lectern_screen", value: token, domain: new URL(stage.origin).hostname, path }]);
    await projector.goto(`${stage.origin}/screen/${code}`);
    await press(teacher, "People");
    await press(teacher, "Groups");
    await teacher.getByLabel("How many").fill("1");
    await press(teacher, "Divide at random");
    for (const page of [mina, jun]) await sees(page, "Group 1");
    await press(mina, /^Group 1/);
    await mina.getByRole("dialog").getByText("Jun").waitFor();
    await press(mina, "Close");
    await press(teacher, "Random pick");
    await press(teacher, "Pick a student");
    await sees(projector, "It is the turn of");
    const name = (await projector.locator("bdi").first().textContent()) ?? "";
    const [picked, other] = name === "Mina" ? [mina, jun] : [jun, mina];
    await sees(picked, "You were picked!");
    expect(await other.getByText("You were picked!").count()).toBe(0);
    await press(teacher, "Not here");
    await sees(other, "You were picked!");
    await gone(picked, "You were picked!");
    await press(teacher, "Done");
    await gone(other, "You were picked!");

    // Renaming and muting, and the undo in the room.
    await press(teacher, "Students");
    await press(teacher, "Rename : Mina");
    await teacher.getByLabel("New name of Mina").fill("Minna");
    await press(teacher, "Save");
    await press(teacher, "Mute : Jun");
    await sees(jun, "The teacher has muted you");
    await teacher.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await sees(teacher, "Muted: Jun");
    await press(teacher, /^Undo/);
    await gone(jun, "The teacher has muted you");
    await teacher.locator(".tile", { hasText: "Minna" }).waitFor();

    // A question that waits for approval is its author's until the teacher approves it.
    await press(mina, /^Questions/);
    await mina.getByLabel("Your question").fill("Which leg is plus?");
    await press(mina, "Ask");
    await sees(mina, "Waiting for the teacher's approval");
    await press(jun, /^Questions/);
    await sees(teacher, "Which leg is plus?");
    expect(await jun.getByText("Which leg is plus?").count()).toBe(0);
    await press(teacher, /^Approve/);
    await sees(jun, "Which leg is plus?");
    await gone(mina, "Waiting for the teacher's approval");

    // Teams: their members, new ones only after a question, and who comes later.
    await press(teacher, "Polls");
    const teams = teacher.getByRole("list", { name: "Team standings" }).getByRole("listitem");
    await teams.getByText("Minna").waitFor();
    await sees(teacher, "turn on “Podium”");
    await press(teacher, "Make teams");
    await press(teacher, "Keep it");
    expect(await teams.count()).toBe(1);
    await press(teacher, "Make teams");
    await press(teacher, "Make new teams");
    await teams.nth(1).waitFor();
    await phoneOf("Sol");
    await teams.getByText("Sol").waitFor();
    await teams.getByText("2 members").waitFor();
    expect(stage.complaints).toEqual([]);
  });
});
