/** The quality board in a real browser: creating a product, entering values by phone, watching, importing. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { axeBarriers } from "./barriers.ts";
import { heading } from "./page.ts";
import { openPlay } from "./play.ts";
import { chromiumPath, lanAddress, laptop, openStage, phone, type Seat, type Stage } from "./stage.ts";
import { openWifi, type Wifi } from "./wifi.ts";

setDefaultTimeout(60_000);

let stage: Stage;
let wifi: Wifi;
let teacher: Seat;
let hand: Seat;
let watcher: Seat;
let token = "";
let device = "";

const sees = (page: Page, words: string | RegExp) => page.getByText(words).filter({ visible: true }).first().waitFor();
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).first().click();
const post = (path: string, body: unknown) => stage.at.call("POST", `/api/spc${path}`, token, body);
/** Types a value on the phone's key pad and saves it. */
async function enter(page: Page, value: string): Promise<void> {
  for (const key of value) await press(page, key === "." ? "Decimal point" : key);
  await press(page, "Save");
}
/** A row of the chart's table. */
const row = (page: Page, ...cells: string[]) =>
  page.getByRole("row", { name: new RegExp(`^${cells.join(" .*")}`) }).waitFor();
const measured = async (): Promise<number[]> =>
  (await stage.at.call("GET", "/api/spc/measurements?product=1&limit=200", token)).body.map(
    ({ measurement_value }: { measurement_value: number }) => measurement_value,
  );

/** Expects that the notifications begin below each of these. */
async function aboveToasts(page: Page, covered: readonly Locator[]): Promise<void> {
  const toasts = await page.locator(".toasts").boundingBox();
  for (const one of covered) {
    const box = await one.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(toasts?.y ?? 0);
  }
}

const scene = openPlay();

describe.skipIf(chromiumPath === undefined)("the quality board", () => {
  beforeAll(async () => {
    stage = await openStage();
    token = await stage.at.teacher();
    wifi = openWifi(lanAddress ?? "127.0.0.1", stage.at.server.port);
  });
  afterAll(async () => {
    wifi?.[Symbol.dispose]();
    await stage?.[Symbol.asyncDispose]();
  });

  scene("the teacher finds the board, which explains itself, and creates a product", async () => {
    teacher = await stage.teacher();
    const { page } = teacher;
    await page.getByRole("link", { name: "Quality board" }).click();
    await sees(page, /draws measured values on control charts/);
    await press(page, "New product");
    await page.getByLabel("Name").fill("Shaft diameter");
    await page.getByLabel("Code").fill("SHAFT");
    await page.getByLabel("Lower, LSL").fill("10.2");
    await page.getByLabel("Upper, USL").fill("9,8");
    await press(page, "Make product");
    await sees(page, "The lower limit must be less than the upper limit.");
    await page.getByLabel("Lower, LSL").fill("9,8");
    await page.getByLabel("Upper, USL").fill("10.2");
    await page.getByLabel("Unit, e.g. mm").fill("mm");
    // The field can be empty while another number is typed.
    const size = page.getByLabel("Values in a subgroup");
    await size.focus();
    await page.keyboard.press("Backspace");
    expect(await size.inputValue()).toBe("");
    await page.keyboard.type("12");
    expect(await size.inputValue()).toBe("12");
    await size.fill("1");
    await press(page, "Make product");
    await heading(page, "Shaft diameter");
    await sees(page, "No points yet");
    await sees(page, "Specification 9.8 – 10.2 mm");
    (stage.complaints as string[]).splice(0);
  });

  scene("a phone gets a link by QR code, and its key does not stay in the address", async () => {
    const { page } = teacher;
    await press(page, "Enter by phone");
    await press(page, "Make the QR code");
    await page.getByRole("img", { name: "QR code for entering values" }).waitFor();
    const link = await page.getByRole("link", { name: /spc\/1\/enter$/ }).getAttribute("href");
    await press(page, "Close");
    device = new URL(link ?? "").hash;
    hand = await stage.seat(phone);
    await hand.page.goto(`http://${lanAddress ?? "127.0.0.1"}:${wifi.port}/spc/1/enter${device}`);
    await heading(hand.page, "Shaft diameter");
    expect(new URL(hand.page.url()).hash).toBe("");
    await hand.page.reload();
    await heading(hand.page, "Shaft diameter");
    await hand.page.getByText("mm", { exact: true }).waitFor();
  });

  scene("an entered value is confirmed as within the specification, and the chart grows", async () => {
    await enter(hand.page, "10.01");
    await sees(hand.page, "10.01 · in specification");
    await sees(teacher.page, "Limits appear with the second point.");
    await enter(hand.page, "9.98");
    await sees(hand.page, "9.98 · in specification");
    // However large the indices of two values are.
    await sees(teacher.page, "Too few values");
    expect(await teacher.page.getByText("Capable", { exact: true }).count()).toBe(0);
    expect(await teacher.page.getByRole("button", { name: "Freeze them now" }).count()).toBe(0);
    await teacher.page.getByText("As a table").click();
    await row(teacher.page, "1", "10.01");
    await row(teacher.page, "2", "9.98");
    await teacher.page.getByRole("img", { name: /Single values \(I\) · mm.*2 points/ }).waitFor();
  });

  scene("a value outside the specification raises an alert, which the teacher acknowledges", async () => {
    await enter(hand.page, "10.35");
    await sees(hand.page, "10.35 · out of specification");
    await sees(teacher.page, "Dismiss 1 alert");
    await teacher.page.waitForFunction(() => document.title.startsWith("(1) Shaft diameter"));
    await teacher.page.evaluate(() => scrollTo(0, 0));
    const panel = await teacher.page.getByRole("heading", { name: "Capability" }).boundingBox();
    const dismiss = await teacher.page.getByRole("button", { name: "Dismiss 1 alert" }).boundingBox();
    expect(panel?.y ?? 0).toBeGreaterThan((dismiss?.y ?? 0) + (dismiss?.height ?? 0));
    const alert = teacher.page.getByRole("listitem").filter({ hasText: "Out of specification" });
    await alert.getByText("10.35 > 10.2").waitFor();
    await teacher.page.setViewportSize(phone.viewport);
    await aboveToasts(teacher.page, [
      teacher.page.getByRole("heading", { name: "Shaft diameter" }),
      teacher.page.getByText("Export", { exact: true }),
      teacher.page.getByRole("button", { name: "Enter by phone" }),
    ]);
    await teacher.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await aboveToasts(teacher.page, [alert.getByRole("button", { name: "Close" })]);
    await teacher.page.setViewportSize(laptop.viewport);
    await alert.getByRole("button", { name: "Seen" }).click();
    await alert.getByRole("button", { name: "Seen" }).waitFor({ state: "detached" });
    await alert.getByText("Seen").waitFor();
    await teacher.page.getByText("Dismiss 1 alert").waitFor({ state: "detached" });
  });

  scene("a value that was just entered can be deleted", async () => {
    await press(hand.page, "Undo 10.35");
    await hand.page.getByText("10.35", { exact: true }).waitFor({ state: "detached" });
    await teacher.page.getByRole("row", { name: /^3 / }).waitFor({ state: "detached" });
    expect(await measured()).toEqual([9.98, 10.01]);
  });

  scene("without a network a value waits and is sent once, and a chart catches up afterwards", async () => {
    watcher = await stage.seat(laptop);
    await watcher.context.addCookies([
      { name: "lectern_session", value: token, url: `http://${lanAddress ?? "127.0.0.1"}:${wifi.port}` },
    ]);
    await watcher.page.goto(`http://${lanAddress ?? "127.0.0.1"}:${wifi.port}/spc/1`);
    await watcher.page.getByText("As a table").click();
    await row(watcher.page, "2", "9.98");
    const before = stage.complaints.length;
    wifi.lose();
    for (const { context } of [hand, watcher]) await context.setOffline(true);
    for (const { page } of [hand, watcher]) await sees(page, /No network/);
    await enter(hand.page, "10.02");
    await sees(hand.page, "1 not sent yet, will be sent again");
    await post("/measurements", { product: 1, measurement_value: 9.97 });
    for (const { context } of [hand, watcher]) await context.setOffline(false);
    wifi.find();
    for (const { page } of [hand, watcher]) await sees(page, "Live");
    await sees(hand.page, "10.02 · in specification");
    await row(watcher.page, "3", "9.97");
    await row(watcher.page, "4", "10.02");
    const cut = (stage.complaints as string[]).splice(before);
    expect(cut.filter((words) => !/WebSocket connection|ERR_|Failed to load/.test(words))).toEqual([]);
    expect(await measured()).toEqual([10.02, 9.97, 9.98, 10.01]);
  });

  scene("an invalid line of a table is named before the import; corrected, all lines are imported", async () => {
    const { page } = teacher;
    await page.getByText("Manage").click();
    await press(page, "Import CSV");
    const rows = Array.from({ length: 30 }, (_, n) => (10 + (n % 5) * 0.01).toFixed(2));
    await page.locator("input[type=file]").setInputFiles({
      name: "shafts.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(["measurement_value", ...rows.with(4, "ten")].join("\n")),
    });
    await sees(page, "Preview · 30 rows");
    await page.getByRole("listitem").filter({ hasText: "Line 6" }).getByText("ten", { exact: true }).waitFor();
    await sees(page, "Value: enter a number.");
    await sees(page, "Import the 29 rows without errors");
    expect(await axeBarriers(page)).toEqual([]);
    await page.getByLabel("Or paste rows here").fill(rows.join("\n"));
    await press(page, "Import");
    await sees(page, "30 values imported");
    await page.getByRole("link", { name: "See the chart" }).click();
    await sees(page, "34 of 34 points");
    await sees(page, /^Capable$/);
    await sees(page, "Subgroups 1–34.");
  });

  scene("limits are frozen from chosen subgroups", async () => {
    const { page } = teacher;
    await press(page, "Large");
    await page
      .getByRole("dialog")
      .getByRole("img", { name: /Moving range/ })
      .waitFor();
    await page.keyboard.press("Escape");
    await sees(page, "There are 34 points: freeze the control limits.");
    await press(page, "Freeze them now");
    await press(page, "All");
    await page.getByText(/^(Beyond these limits: |No point is beyond)/).waitFor();
    await press(page, "Freeze");
    await sees(page, "The control limits are frozen (version 1).");
    await page.getByRole("button", { name: "Freeze them now" }).waitFor({ state: "detached" });
    await page.getByText("Manage").click();
    await press(page, "Freeze limits");
    await press(page, "Cancel");
  });

  scene("an alert that the teacher raises appears on the other screens", async () => {
    const { page } = teacher;
    await page.getByText("Manage").click();
    await press(page, "Raise an alert");
    const form = page.getByRole("dialog");
    await form.getByLabel("Title").fill("Tool worn");
    await form.getByLabel("Message").fill("Change it before the next shaft.");
    await form.getByLabel("Priority").selectOption("Urgent");
    expect(await axeBarriers(page)).toEqual([]);
    await press(page, "Raise it");
    await sees(page, "Alert raised");
    await sees(watcher.page, "Tool worn");
    await sees(watcher.page, "Change it before the next shaft.");
    const { body } = await stage.at.call("GET", "/api/spc/alerts?limit=1", token);
    expect(body[0]).toMatchObject({ alert_type: "CUSTOM", priority: 4, title: "Tool worn" });
  });

  scene("one value is corrected, and another deleted", async () => {
    const { page } = teacher;
    await post("/measurements", { product: 1, measurement_value: 100.4 });
    await sees(page, "35 of 35 points");
    await page.getByText("Manage").click();
    await press(page, "Correct values");
    expect(await axeBarriers(page)).toEqual([]);
    await press(page, "Correct 100.4");
    await page.getByLabel("New value").fill("10,07");
    await press(page, "Save");
    await page.getByRole("button", { name: "Correct 10.07" }).waitFor();
    await row(watcher.page, "35", "10.07");
    await press(page, "Delete 10.07");
    await press(page, "Yes, delete it");
    await page.getByRole("button", { name: "Delete 10.07" }).waitFor({ state: "detached" });
    await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).click();
    await sees(page, "34 of 34 points");
    expect((await measured()).length).toBe(34);
  });

  scene("the owner chooses who may see and measure: the classes, and individual people", async () => {
    const { page } = teacher;
    await stage.at.call("POST", "/api/users", token, { name: "Mina", role: "student", password: "a long password" });
    const login = { name: "Mina", password: "a long password" };
    const { body: mina } = await stage.at.call("POST", "/api/auth/login", undefined, login);
    const status = async () => (await stage.at.call("GET", "/api/spc/products/1", mina.token)).status;
    expect(await status()).toBe(403);
    await page.getByText("Manage").click();
    await press(page, "Who can see and measure?");
    await page.getByRole("radio", { name: "Not see" }).click();
    await page.getByLabel("Find somebody by name").fill("min");
    await page.getByRole("button", { name: /^Mina/ }).click();
    const choice = page.getByLabel("What Mina can do");
    await choice.waitFor();
    expect(await choice.inputValue()).toBe("write");
    expect(await axeBarriers(page)).toEqual([]);
    expect(await status()).toBe(200);
    const sharing = async () => (await stage.at.call("GET", "/api/spc/products/1/permissions", token)).body;
    expect(await sharing()).toMatchObject({
      classes: "none",
      users: [{ permission: "write", user: { name: "Mina" } }],
    });
    await press(page, "Remove the rule for Mina");
    await choice.waitFor({ state: "detached" });
    expect(await status()).toBe(403);
    const saved = page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.ok());
    await page.getByRole("radio", { name: "See", exact: true }).click();
    await saved;
    await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).click();
    expect(await sharing()).toEqual({ classes: "read", users: [] });
  });

  scene(
    "a visitor without a credential learns how to join; a student sees everything and changes nothing",
    async () => {
      const stranger = await stage.seat(laptop);
      const before = stage.complaints.length;
      await stranger.page.goto(`${stage.origin}/spc`);
      await heading(stranger.page, "Join or sign in first");
      (stage.complaints as string[]).splice(before);
      const { body } = await stage.at.call("POST", "/api/sessions", token, { title: "Class" });
      const { body: seat } = await stage.at.call("POST", `/api/sessions/${body.code}/join`, undefined, {
        nickname: "Jun",
      });
      await stranger.context.addCookies([{ name: "lectern_session", value: seat.token, url: stage.origin }]);
      await stranger.page.goto(`${stage.origin}/spc`);
      await stranger.page
        .getByRole("link", { name: /Shaft diameter/ })
        .first()
        .click();
      await sees(stranger.page, "34 of 34 points");
      for (const name of [/phone/, /Seen/, /Close/]) {
        expect(await stranger.page.getByRole("button", { name }).count()).toBe(0);
      }
      await stranger.context.close();
    },
  );

  scene("on every page, buttons are large enough for a finger, and nothing is too wide", async () => {
    const { page } = teacher;
    const found: string[] = [];
    const paths: [path: string, shown: string | RegExp][] = [
      ["/spc", "Open alerts"],
      ["/spc/1", "34 of 34 points"],
      ["/spc/1/enter", "Save"],
      ["/spc/1/import", "Or paste rows here"],
      ["/spc/statistics", "By day"],
    ];
    for (const [path, shown] of paths) {
      await page.goto(stage.origin + path);
      await sees(page, shown);
      for (const { viewport } of [laptop, phone]) {
        await page.setViewportSize(viewport);
        const small = await page.evaluate(() =>
          Array.from(document.querySelectorAll("button, a[href], summary, select"), (one) => {
            const { width, height } = one.getBoundingClientRect();
            return width > 0 && (width < 44 || height < 44) ? `small: ${one.outerHTML.slice(0, 120)}` : "";
          }).filter(Boolean),
        );
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        found.push(...[...small, ...(wide ? ["too wide"] : [])].map((one) => `${path} ${viewport.width}: ${one}`));
      }
    }
    expect([...new Set(found)]).toEqual([]);
    await page.setViewportSize(laptop.viewport);
  });

  scene(
    "the numbers under a chart are those of its points, also after it has moved on under frozen limits",
    async () => {
      const { body: product } = await post("/products", { code: "PIN", name: "Pin", lsl: 0, usl: 20 });
      // Up and down within the same range, so that the chart's vertical scale does not move.
      const measure = (count: number) =>
        post(
          "/measurements",
          Array.from({ length: count }, (_, n) => ({ product: product.id, measurement_value: 10 + (n % 2) })),
        );
      await measure(60);
      await post(`/products/${product.id}/limits`, {});
      const { page, context } = await stage.seat(laptop);
      await context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
      await page.addInitScript(() => {
        const { prototype } = CanvasRenderingContext2D;
        const write = prototype.fillText;
        const written: string[] = [];
        Object.assign(globalThis, { written });
        prototype.fillText = function (this: CanvasRenderingContext2D, ...of: Parameters<typeof write>) {
          written.push(of[0]);
          write.apply(this, of);
        };
      });
      const labels = () => page.evaluate(() => (globalThis as unknown as { written: string[] }).written.splice(0));
      await page.goto(`${stage.origin}/spc/${product.id}`);
      await sees(page, "50 of 60 points");
      await page.getByText("As a table").click();
      await row(page, "60", "11");
      // Whole numbers are those of subgroups; the first one of each chart is that of the first visible point.
      const subgroups = async () => (await labels()).filter((text) => /^[1-9]\d*$/.test(text) && Number(text) > 11);
      const before = (await subgroups()).map(Number);
      expect(Math.max(...before)).toBeWithin(51, 61);
      await measure(12);
      await row(page, "72", "11");
      const after = await subgroups();
      expect(after).toContain("23");
      expect(Math.max(...after.map(Number))).toBeWithin(61, 73);
      await context.close();
    },
  );

  scene("an unstable process is not called capable, and an incomplete subgroup is named", async () => {
    const { page } = teacher;
    const measure = (product: number, values: readonly number[], subgroup_number?: number) =>
      post(
        "/measurements",
        values.map((measurement_value) => ({ product, measurement_value, subgroup_number })),
      );
    const around = (center: number, count: number) =>
      Array.from({ length: count }, (_, n) => center + Math.round(Math.sin((n * Math.PI) / 2)));
    const { body: shifted } = await post("/products", { code: "NUT", name: "Nut", lsl: 44, usl: 56 });
    await measure(shifted.id, [...around(50, 60), ...around(58, 15), ...around(50, 40)]);
    await page.goto(`${stage.origin}/spc/${shifted.id}`);
    await sees(page, /^Not stable$/);
    await sees(page, /^The process is not stable: \d+ signals in 115 points, about 2\.\d by chance\./);
    expect(await page.getByText(/^(Capable|Marginal)$/).count()).toBe(0);
    const pair = { code: "PAIR", name: "Pair", lsl: 0, usl: 20, subgroup_size: 2 };
    const { body: paired } = await post("/products", pair);
    await measure(paired.id, [10, 11], 1);
    await measure(paired.id, [19], 2);
    await measure(paired.id, [10, 12], 3);
    await page.goto(`${stage.origin}/spc/${paired.id}`);
    await sees(page, "Incomplete, so not on the chart and not in these figures: subgroup 2.");
    expect(await axeBarriers(page)).toEqual([]);
  });

  scene("a table that begins with its newest value causes a warning before the import, and can be sorted", async () => {
    const { body: product } = await post("/products", { code: "RING", name: "Ring", lsl: 0, usl: 20 });
    const { page } = teacher;
    await page.goto(`${stage.origin}/spc/${product.id}/import`);
    const at = (minute: number) => `2026-01-02T10:${minute}:00Z`;
    const rows = [13, 12, 11, 10].map((value) => `${value},${at(value)}`);
    await page.getByLabel("Or paste rows here").fill(["measurement_value,measured_at", ...rows].join("\n"));
    await sees(page, "3 of the rows are earlier than the row before them.");
    expect(await axeBarriers(page)).toEqual([]);
    await page.getByLabel("Sort by time").check();
    await page.getByText("3 of the rows are earlier").waitFor({ state: "detached" });
    await press(page, "Import");
    await sees(page, "4 values imported");
    const { body } = await stage.at.call("GET", `/api/spc/products/${product.id}/chart`, token);
    expect(body.points.map(({ value }: { value: number }) => value)).toEqual([10, 11, 12, 13]);
    // What is older than all of these comes after them.
    await page.getByLabel("Or paste rows here").fill(`measurement_value,measured_at\n9,2026-01-01T10:00:00Z`);
    await sees(page, "Some values are older than the newest one of this product.");
  });

  scene(
    "what Excel writes is imported: other columns, decimal commas, its dates; rows with errors are left out",
    async () => {
      const { body: product } = await post("/products", { code: "BUSH", name: "Bush", lsl: 0, usl: 20 });
      const { page } = teacher;
      await page.goto(`${stage.origin}/spc/${product.id}/import`);
      const rows = [
        "Kim;20.10.2025;08:15;10,02;80,5",
        "Lee;20.10.2025;8 Uhr;10,03;80,5",
        "Kim;20.10.2025;08:05;9,97;80,5",
        "Lee;20.10.2025;08:20;broken;80,5",
      ];
      await page
        .getByLabel("Or paste rows here")
        .fill(["Operator;Datum;Uhrzeit;Durchmesser;Länge", ...rows].join("\n"));
      await sees(page, "Choose the column that contains the values.");
      await page.getByLabel("Content of the column Durchmesser").selectOption("Value");
      await sees(page, "2 rows with errors");
      await sees(page, "Date and time: this date or time cannot be read.");
      await page.getByLabel("Sort by time").check();
      await press(page, "Import the 2 rows without errors");
      await sees(page, "2 values imported");
      // The others stay, to correct them.
      await sees(page, "2 rows with errors");
      await page.getByRole("link", { name: "Download as CSV" }).waitFor();
      expect(await page.getByLabel("Or paste rows here").inputValue()).toBe(
        ["Operator;Datum;Uhrzeit;Durchmesser;Länge", rows[1], rows[3]].join("\n"),
      );
      const { body } = await stage.at.call("GET", `/api/spc/products/${product.id}/chart`, token);
      const timeOfDay = (at: string) =>
        new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      expect(
        body.points.map((point: { value: number; measured_at: string }) => [point.value, timeOfDay(point.measured_at)]),
      ).toEqual([
        [9.97, "08:05"],
        [10.02, "08:15"],
      ]);
    },
  );

  scene("a row that only the server can reject is marked, and the others are imported", async () => {
    const { body: product } = await post("/products", { code: "PLUG", name: "Plug", lsl: 0, usl: 20 });
    const { page } = teacher;
    await page.goto(`${stage.origin}/spc/${product.id}/import`);
    await page.getByLabel("Or paste rows here").fill("sample,value\n1,10.1\n2,10.2\n1,10.3");
    const before = stage.complaints.length;
    await press(page, "Import");
    await sees(page, "The server rejected some rows, so nothing was imported. They are marked below.");
    // The browser's own message for a 409.
    expect((stage.complaints as string[]).splice(before).length).toBe(1);
    await page.getByRole("listitem").filter({ hasText: "Line 4" }).waitFor();
    await press(page, "Import the 2 rows without errors");
    await sees(page, "2 values imported");
  });

  scene("alerts with one cause are one entry, and all of them are acknowledged at once", async () => {
    const { body: product } = await post("/products", { code: "CAP", name: "Cap", lsl: 0, usl: 20 });
    for (const value of [21, 22, 23, -1])
      await post("/measurements", { product: product.id, measurement_value: value });
    const { page } = teacher;
    await page.goto(`${stage.origin}/spc/${product.id}`);
    const entry = page.getByRole("listitem").filter({ hasText: "3 times · subgroups 1–3" });
    await entry.getByText("Show each of the 3 alerts").click();
    await entry.getByText("22 > 20").waitFor();
    const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.filter((id, n) => ids.indexOf(id) < n)).toEqual([]);
    expect(await axeBarriers(page)).toEqual([]);
    await sees(page, "−1 < 0");
    await press(page, "All seen");
    await page.getByRole("button", { name: "All seen" }).waitFor({ state: "detached" });
    // So does the history: one entry for three alerts, with one press to close them.
    await page.goto(`${stage.origin}/spc/statistics`);
    await page.getByLabel("Product").selectOption("Cap");
    const grouped = page.getByRole("listitem").filter({ hasText: "3 times · subgroups 1–3" });
    await grouped.getByRole("button", { name: "Close" }).click();
    await grouped.getByText("Closed").waitFor();
    const { body } = await stage.at.call("GET", `/api/spc/alerts?product=${product.id}`, token);
    expect(body.map(({ status }: { status: string }) => status)).toEqual([
      "ACKNOWLEDGED",
      ...Array(3).fill("RESOLVED"),
    ]);
  });

  scene("a point is pressed, excluded with its cause, found in the table and counted again", async () => {
    const { body: product } = await post("/products", { code: "AXLE", name: "Axle", lsl: 0, usl: 20 });
    await post(
      "/measurements",
      [10, 11, 19, 12, 11].map((measurement_value) => ({ product: product.id, measurement_value })),
    );
    const { page } = teacher;
    const stored = async () => {
      const { body } = await stage.at.call("GET", `/api/spc/products/${product.id}/chart`, token);
      return body.points.map(({ excluded, cause }: { excluded: boolean; cause: string | null }) => [excluded, cause]);
    };
    await page.goto(`${stage.origin}/spc/${product.id}`);
    await sees(page, "5 of 5 points");
    const plot = page.locator(".plot-large .u-over");
    const { width, height } = (await plot.boundingBox()) ?? { width: 0, height: 0 };
    // The axis has room for at least nine points: from -0.7 to 8.98.
    await plot.click({ position: { x: (2.7 / 9.68) * width, y: height / 2 } });
    await heading(page, "Subgroup 3");
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("button", { name: "Exclude this point" }).isDisabled()).toBe(true);
    await dialog.getByLabel("Cause").fill("wrong gauge");
    expect(await axeBarriers(page)).toEqual([]);
    await press(page, "Exclude this point");
    await dialog.getByText("Excluded: wrong gauge").waitFor();
    expect((await stored())[2]).toEqual([true, "wrong gauge"]);
    await press(page, "Close");
    await sees(page, "Excluded: it does not count.");
    await page.getByText("As a table").click();
    await page.getByRole("row").filter({ hasText: "Excluded: wrong gauge" }).waitFor();
    await page.getByTitle("Point of subgroup 3").click();
    await dialog.getByText("History: 1 change").click();
    await dialog.getByText("Excluded · Cause: wrong gauge").waitFor();
    await press(page, "Count it again");
    await press(page, "Exclude this point");
    await press(page, "Count it again");
    await dialog.getByText("History: 4 changes").waitFor();
    expect((await stored())[2]).toEqual([false, "wrong gauge"]);
    await press(page, "Close");
  });

  scene("limits of a known process are previewed and frozen, and unfrozen again", async () => {
    const { body: product } = await post("/products", { code: "SHIM", name: "Shim", lsl: 0, usl: 20 });
    await post(
      "/measurements",
      [10, 11, 10, 14, 10].map((measurement_value) => ({ product: product.id, measurement_value })),
    );
    const { page } = teacher;
    await page.goto(`${stage.origin}/spc/${product.id}`);
    await page.getByText("Manage").click();
    await press(page, "Freeze limits");
    await press(page, "Given values");
    await page.getByLabel("Mean (μ₀)").fill("10");
    await page.getByLabel("Standard deviation (σ₀)").fill("1");
    await sees(page, "Beyond these limits: subgroups 4, 5. Exclude those whose cause you know first.");
    expect(await axeBarriers(page)).toEqual([]);
    await press(page, "Freeze");
    await sees(page, "The control limits are frozen (version 1).");
    await page.getByText("Manage").click();
    await press(page, "Unfreeze limits");
    await press(page, "Unfreeze");
    await sees(page, "The control limits are computed from all values so far.");
  });

  scene("the pages of a product that is deleted say so", async () => {
    await stage.at.call("DELETE", "/api/spc/products/1", token);
    await heading(watcher.page, "This product no longer exists");
    await heading(hand.page, "This product no longer exists");
  });

  scene("no page logged an error", () => {
    expect(stage.complaints).toEqual([]);
  });
});
