/** A token for a program, made on the teacher's page: it works where it should, and no more once it is revoked. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { openClassroom } from "./classroom.ts";
import { chromiumPath, openStage } from "./stage.ts";

setDefaultTimeout(60_000);

test.skipIf(chromiumPath === undefined)("a teacher makes a token for a bot of a class, and revokes it", async () => {
  await using stage = await openStage();
  await using room = await openClassroom(stage.at, 3);
  const { page } = await stage.teacher();
  await page.getByRole("button", { name: "Tokens for programs" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("There are no tokens yet.").waitFor();
  await dialog.getByLabel("Name of the program").fill("quiz-bot");
  await dialog.getByLabel("What it reaches").selectOption(room.session.code);
  await dialog.getByRole("button", { name: "Create the token" }).click();
  const token = (await dialog.locator("code").textContent()) ?? "";
  const read = () => stage.at.call("GET", `/api/sessions/${room.session.code}/participants`, token);
  expect((await read()).status).toBe(200);
  expect((await stage.at.call("GET", "/api/lessons", token)).status).toBe(403);

  await dialog.getByRole("button", { name: "Revoke the token of quiz-bot" }).click();
  // It asks first.
  expect((await read()).status).toBe(200);
  await dialog.getByRole("button", { name: "Yes, revoke it" }).click();
  await dialog.getByText("There are no tokens yet.").waitFor();
  expect((await read()).status).toBe(401);
});
