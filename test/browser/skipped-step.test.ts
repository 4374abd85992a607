/** A student who catches up with the class is offered the step that the class did in the meantime. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { openClass } from "../support/class.ts";
import { untilStarted } from "./page.ts";
import { chromiumPath, openStage, phone } from "./stage.ts";

setDefaultTimeout(30_000);

test.skipIf(chromiumPath === undefined)("after step 1, with the class on step 3, the phone offers step 2", async () => {
  await using stage = await openStage();
  const room = await openClass({ server: stage.at, title: "How plants drink" });
  const { code } = room.session;
  const mina = await room.join("Mina");
  const start = async (step: number) => {
    const id = room.lesson.subtasks[step - 1]?.id;
    const answer = await stage.at.call("POST", `/api/sessions/${code}/steps/${id}/start`, room.teacher, {});
    expect(answer.status).toBeLessThan(300);
  };
  const { page, context } = await stage.seat(phone);
  await context.addCookies([{ name: "lectern_session", value: mina.token, url: stage.origin }]);
  await start(1);
  await page.goto(`${stage.origin}/s/${code}`);
  await page.getByRole("heading", { name: "Step 1" }).waitFor();
  await untilStarted(room, code, room.teacher);
  await start(2);
  await start(3);
  await page.getByRole("button", { name: "Go to step 3" }).waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("heading", { name: "Step 3" }).waitFor();
  await page.getByRole("button", { name: "Go to step 2" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Back to my step" }).click();
  await page.getByRole("heading", { name: "Step 3" }).waitFor();
  // The offer disappears when the server has confirmed step 2.
  await page.getByRole("button", { name: "Go to step 2" }).waitFor({ state: "detached" });
});
