/** The first start: from an empty folder to a running class with two presses, and a lesson from a sample. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { openTestServer, type TestServer } from "../support/class.ts";
import { chromiumPath, lanAddress, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let teacher: Seat;
let restarted: TestServer | undefined;

describe.skipIf(chromiumPath === undefined)("the first start", () => {
  beforeAll(async () => {
    stage = await openStage();
    teacher = await stage.teacher();
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
    await restarted?.[Symbol.asyncDispose]();
  });

  test("two presses lead from an empty folder to a running class, and one more deletes it", async () => {
    const { page } = teacher;
    const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
    await press("Try it with a demo class");
    await page.locator(".tile").first().waitFor();
    await press(/^Begin/);
    // Somebody has started the first step.
    await page.locator(".tile").filter({ hasText: "Working" }).first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/teach\/[A-Z0-9]{6}$/);
    // What explains the room is not cut.
    const guide = page.getByRole("region", { name: "Guide text" }).first();
    expect(await guide.evaluate((box) => box.scrollHeight - box.clientHeight)).toBeLessThanOrEqual(0);

    // After a restart of the server, the room says why everybody has left, and opens a new demo class.
    const { data, server } = stage.at;
    const left = page.getByText("The simulated students are gone");
    expect(await left.count()).toBe(0);
    await server.stop();
    const { port } = server;
    restarted = await openTestServer({ data, port, host: "0.0.0.0", ...(lanAddress && { address: lanAddress }) });
    await left.waitFor();
    const before = page.url();
    await press("Start a new demo class");
    await page.waitForURL((url) => url.href !== before);
    await page.locator(".tile").filter({ hasNotText: "Away" }).first().waitFor();
    await left.waitFor({ state: "detached" });
    (stage.complaints as string[]).splice(0);

    await page.goto(`${stage.origin}/teach`);
    await page.getByText("Demo", { exact: true }).first().waitFor();
    const remove = page.getByRole("button", { name: "Delete: A first class with Lectern" });
    await remove.nth(1).click();
    await remove.nth(1).waitFor({ state: "detached" });
    await remove.click();
    await page.getByText("No class is running.").waitFor();
    await page.getByRole("button", { name: "Try it with a demo class" }).waitFor();
  });

  test("a sample is copied to the teacher's lessons and opens in the editor", async () => {
    const { page } = teacher;
    await page.goto(`${stage.origin}/teach`);
    const samples = page.getByText("Start from a sample");
    const copy = page.getByRole("button", { name: /^Copy to my lessons.*breadboard/ });
    await samples.waitFor();
    if (!(await copy.isVisible())) await samples.click();
    await copy.click();
    await page.getByLabel("Title of the lesson").waitFor();
    expect(await page.getByLabel("Title of the lesson").inputValue()).toBe("Light an LED on a breadboard");
    expect(await page.getByLabel("Step 10", { exact: true }).inputValue()).toBe("Measure and explain");
  });

  test("N5 a phone that opens the check appears on the teacher's page, with its connection", async () => {
    const { page } = teacher;
    const started = page.waitForResponse(/\/api\/checks$/);
    await page.goto(`${stage.origin}/check`);
    const { token } = (await (await started).json()) as { token: string };
    await page.getByText("The phone is in another network").waitFor();
    const { context, page: visitor } = await stage.seat(phone);
    await visitor.goto(`${stage.origin}/check/${token}`);
    await visitor.getByText("The connection works").waitFor();
    await page.getByText("Phones get in").waitFor();
    await page.getByText(/^Connection works/).waitFor();
    expect(await page.getByText("The phone is in another network").count()).toBe(0);
    await context.close();
  });

  test("no page complained", () => {
    expect(stage.complaints).toEqual([]);
  });
});
