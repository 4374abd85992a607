/** The teacher's room of a class that an app started without a step. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { openClass } from "../support/class.ts";
import { chromiumPath, openStage } from "./stage.ts";

setDefaultTimeout(30_000);

test.skipIf(chromiumPath === undefined)(
  "offers the first step, and does not say that the class has not started",
  async () => {
    await using stage = await openStage();
    const room = await openClass({ server: stage.at, title: "How plants drink" });
    const { code } = room.session;
    await stage.at.call("POST", `/api/sessions/${code}/start`, room.teacher, {});
    const { page } = await stage.teacher();
    await page.getByRole("heading", { name: "My classes" }).waitFor();
    await page.goto(`${stage.origin}/teach/${code}`);
    await page.getByRole("heading", { name: "No step started yet" }).waitFor();
    expect(await page.getByText("Not started yet").count()).toBe(0);

    // The name of the code's button wraps between its words only.
    const word = page.getByText("full-screen", { exact: true });
    expect(await word.evaluate((element) => element.getClientRects().length)).toBe(1);

    await page.getByRole("button", { name: /^First step/ }).click();
    await page.getByRole("button", { name: /^Next/ }).waitFor();
  },
);
