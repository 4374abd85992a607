/** The documents as a page: every dialect, every call, an address for each, and nothing from elsewhere. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { axeBarriers } from "./barriers.ts";
import { chromiumPath, laptop, openStage, phone, type Seat, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let anyone: Seat;
const asked: string[] = [];

describe.skipIf(chromiumPath === undefined)("the documents", () => {
  beforeAll(async () => {
    stage = await openStage();
    anyone = await stage.seat();
    anyone.page.on("request", (request) => asked.push(new URL(request.url()).origin));
    await anyone.page.goto(`${stage.origin}/docs`);
    await anyone.page.getByRole("heading", { name: "HTTP calls" }).waitFor();
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());

  test("name every dialect with its addresses, every call, and every event, without anybody signed in", async () => {
    const { page } = anyone;
    const frames = (await stage.at.call("GET", "/asyncapi.json")).body;
    const http = (await stage.at.call("GET", "/openapi.json")).body;
    for (const { title, address } of Object.values<{ title: string; address: string }>(frames.channels)) {
      expect(await page.getByRole("heading", { level: 3, name: title, exact: true }).count()).toBe(1);
      expect(await page.getByText(address, { exact: true }).count()).toBe(1);
    }
    const calls = Object.values<object>(http.paths).flatMap((methods) => Object.keys(methods));
    expect(await page.locator("#http .entry").count()).toBe(calls.length);
    const rows = page.getByRole("table").getByRole("row");
    expect(await rows.count()).toBe(frames["x-coverage"].length + 1);
    const ids = await page.evaluate(() => Array.from(document.querySelectorAll("[id]"), ({ id }) => id));
    expect(ids.length).toBe(new Set(ids).size);
  });

  test("a call unfolds to its parameters, body and answers; a frame to its schema and an example", async () => {
    const { page } = anyone;
    await page.locator("#patch-api-sessions-session summary").click();
    const call = page.locator("#patch-api-sessions-session");
    await call.getByText("Body · application/json").waitFor();
    await call.getByText("Response 200 · application/json").waitFor();
    await call.getByText("questions_visibility").first().waitFor();
    await page.locator("#lectern-in-chat-send summary").click();
    const example = JSON.parse((await page.locator("#lectern-in-chat-send .example").textContent()) ?? "");
    expect(example).toMatchObject({ type: "chat.send", data: { content: "Mine blinks!" } });
  });

  test("everything unfolds", async () => {
    const { page, context } = await stage.seat();
    await page.goto(`${stage.origin}/docs`);
    await page.locator(".entry").first().waitFor();
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("details")) one.open = true;
    });
    const all = await page.locator(".entry").count();
    await page.waitForFunction((n) => document.querySelectorAll(".entry > details > div").length === n, all);
    // What is between backticks in the definitions is code.
    expect(await page.evaluate(() => document.body.textContent?.includes("`"))).toBe(false);
    await context.close();
  });

  test("the filter leaves what has its words, and an address shows what it names all the same", async () => {
    const { page } = anyone;
    await page.getByLabel("Filter").fill("typing");
    await page.locator("#lectern-in-typing-set").waitFor();
    expect(await page.locator("#patch-api-sessions-session").count()).toBe(0);
    await page.getByLabel("Filter").fill("no such word");
    await page.getByText("Nothing matches.").waitFor();
    await page.goto(`${stage.origin}/docs#get-api-lessons`);
    await page.locator("#get-api-lessons").getByText("Response 200 · application/json").waitFor();
    expect(
      await page.locator("#get-api-lessons").evaluate((one) => one.getBoundingClientRect().top < innerHeight),
    ).toBe(true);
  });

  test("the page has no accessibility violations, and nothing is wider than the window", async () => {
    for (const how of [
      { ...laptop, colorScheme: "light" },
      { ...phone, colorScheme: "dark" },
    ] as const) {
      const { page, context } = await stage.seat(how);
      await page.goto(`${stage.origin}/docs#post-api-lessons`);
      await page.locator("#post-api-lessons .example").first().waitFor();
      expect(await axeBarriers(page)).toEqual([]);
      // A phone's window grows with content that is too wide, so it is compared with the viewport instead.
      const width = how.viewport.width;
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await context.close();
    }
  });

  test("every guide to connect an app has its code, its links work, and nothing is wider than the window", async () => {
    for (const how of [laptop, phone]) {
      const { page, context } = await stage.seat(how);
      await page.goto(`${stage.origin}/docs/connect`);
      await page.getByRole("heading", { level: 1, name: "Connect your app" }).waitFor();
      const guides = await page
        .locator("nav a[href^='/docs/connect/']")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
      expect(guides.length).toBe(7);
      const linked = await page
        .locator("article a")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      expect(linked).toEqual(expect.arrayContaining(guides));
      for (const guide of guides) {
        await page.goto(stage.origin + guide);
        await page.getByRole("heading", { level: 1 }).waitFor();
        expect(await page.locator("article pre").count()).toBe(guide.endsWith("compatibility") ? 0 : 4);
        if (how === laptop) expect(await axeBarriers(page)).toEqual([]);
        // A phone's window grows with content that is too wide, so it is compared with the viewport instead.
        const width = how.viewport.width;
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      await context.close();
    }
    await anyone.page.goto(`${stage.origin}/docs/connect/no-such-app`);
    await anyone.page.getByText("This page does not exist").waitFor();
  });

  test("nothing is fetched from elsewhere, and no page complained", () => {
    expect(new Set(asked)).toEqual(new Set([stage.origin]));
    expect(stage.complaints).toEqual([]);
  });
});
