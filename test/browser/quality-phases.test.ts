/** Phases and history in a real browser: limits from chosen points, and every point of the product within reach. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { chromiumPath, laptop, openStage, type Stage } from "./stage.ts";

setDefaultTimeout(60_000);

const values = Array.from({ length: 600 }, (_, n) => 10 + ((n * 7) % 11) / 50 + (n >= 560 ? 0.3 : 0));

describe.skipIf(chromiumPath === undefined)("phases of a product", () => {
  let stage: Stage;
  let token = "";
  let page: Page;
  const press = (name: string) => page.getByRole("button", { name, exact: true }).first().click();
  const call = async (method: string, path: string, body?: unknown) =>
    (await stage.at.call(method, `/api/spc${path}`, token, body)).body;
  /** The subgroups of the chart's table, newest first. */
  const subgroups = () => page.getByRole("table", { name: "Points" }).getByRole("rowheader").allTextContents();

  beforeAll(async () => {
    stage = await openStage();
    token = await stage.at.teacher();
    await call("POST", "/products", { code: "SEAT", name: "Seat", lsl: 9.5, usl: 11 });
    await call(
      "POST",
      "/measurements",
      values.map((measurement_value) => ({ product: 1, measurement_value })),
    );
    await call("POST", "/products/1/limits", { from_subgroup: 1, to_subgroup: 25 });
    const seat = await stage.seat(laptop);
    page = seat.page;
    await seat.context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
    await page.goto(`${stage.origin}/spc/1`);
    await page.getByText("As a table").click();
  });
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
  });

  test("points are chosen by dragging and single presses, previewed and frozen; both phases are compared", async () => {
    await page.getByText("Manage").click();
    await press("Choose points for limits");
    const box = await page.locator(".u-over").first().boundingBox();
    if (!box) throw new Error("there is no chart");
    await page.mouse.move(box.x + box.width * 0.4, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, box.y + 30, { steps: 5 });
    await page.mouse.up();
    await page.getByText(/^\d+ points chosen$/).waitFor();
    const dragged = Number.parseInt((await page.getByText(/points chosen$/).textContent()) ?? "", 10);
    expect(dragged).toBeGreaterThan(10);
    // By keyboard, in the table: one more, and one less.
    const newest = page.getByTitle("Point of subgroup 600", { exact: true });
    await newest.press("Enter");
    expect(await newest.getAttribute("aria-pressed")).toBe("true");
    await page.getByTitle("Point of subgroup 599", { exact: true }).press("Enter");
    await page.getByTitle("Point of subgroup 599", { exact: true }).press("Enter");
    await page.getByText(`${dragged + 1} points chosen`).waitFor();
    await press("Preview the limits");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("table").waitFor();
    await dialog.getByLabel("Name of the phase").fill("after new tool");
    await dialog.getByLabel(/^Judge the points from subgroup/).check();
    await dialog.getByRole("button", { name: "Freeze", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Compare phases").click();
    await page.getByRole("columnheader", { name: "Phase 2 · after new tool" }).waitFor();
    await page.getByRole("row", { name: /^Cpk \d.* \d/ }).waitFor();
    const [version] = await call("GET", "/products/1/limits");
    expect(version).toMatchObject({ version: 2, name: "after new tool", subgroups: dragged + 1 });
    expect(version.base.at(-1)).toBe(600);
  });

  test("the strip of the history reaches the first point, any subgroup and the base, and returns to the newest", async () => {
    const strip = page.getByRole("slider", { name: "Visible range" });
    await strip.press("Home");
    await page.getByTitle("Point of subgroup 1", { exact: true }).waitFor();
    expect((await subgroups()).at(-1)).toBe("1");
    expect(await subgroups()).toHaveLength(50);
    await strip.press("PageUp");
    await page.getByTitle("Point of subgroup 100", { exact: true }).waitFor();
    await press("Go to…");
    await page.getByRole("spinbutton", { name: "Subgroup", exact: true }).fill("300");
    await press("Show");
    await page.getByTitle("Point of subgroup 300", { exact: true }).waitFor();
    await press("Go to the newest");
    await page.getByTitle("Point of subgroup 600", { exact: true }).waitFor();
    expect(stage.complaints).toEqual([]);
  });
});
