/**
 * Nothing that is typed is lost: in every form and dialog, the text is still there after a reload and in a second tab, and
 * if it is sent while the server is unreachable, it waits or stays with an error until it can be sent.
 */
import { afterAll, afterEach, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { openClass, type TestClass } from "../support/class.ts";
import { press } from "./page.ts";
import { chromiumPath, lanAddress, openStage, type Seat, type Stage } from "./stage.ts";
import { openWifi, type Wifi } from "./wifi.ts";

setDefaultTimeout(60_000);

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true }).first();

interface Form {
  readonly name: string;
  readonly who: "student" | "teacher" | "guest";
  readonly path: () => string;
  /** Opens the form on the page. */
  readonly open?: (page: Page) => Promise<void>;
  readonly field: (page: Page) => Locator;
  readonly text: string;
  /** Types it, if the field cannot be filled. */
  readonly type?: (page: Page) => Promise<void>;
  /** The button that sends it; without one, nothing is sent. */
  readonly send?: string;
  /** `waits`: it is sent later. `stays`: an error is shown, and the text stays in the field. */
  readonly offline?: "waits" | "stays";
  /** What the field contains once it was sent (default: nothing); `null` if it is not shown then. */
  readonly after?: string | null;
}

let stage: Stage;
let wifi: Wifi;
let room: TestClass;
let product: number;
const seats = new Map<Form["who"], Seat>();
const code = () => room.session.code;
const value = (locator: Locator) =>
  locator.evaluate((one) => ("value" in one ? String(one.value) : (one.textContent ?? "")));

const menu = (item: string) => async (page: Page) => {
  await page.getByText("Manage").click();
  await press(page, item);
};

/** Waits until the server has the text. */
async function arrives(text: string): Promise<void> {
  const report = async () => (await room.call("GET", `/api/sessions/${code()}/report`, room.teacher)).body;
  while (!JSON.stringify(await report()).includes(text)) await Bun.sleep(20);
}

const forms: readonly Form[] = [
  { name: "code", who: "guest", path: () => "/", field: (page) => field(page, "Class code"), text: "ABC23" },
  {
    name: "nickname",
    who: "guest",
    path: () => `/j/${code()}`,
    field: (page) => field(page, "Your name"),
    text: "Mina",
    send: "Join",
    offline: "stays",
  },
  {
    name: "chat message",
    who: "student",
    path: () => `/s/${code()}`,
    open: (page) => press(page, /^Chat/),
    field: (page) => field(page, "Your message"),
    text: "Which wire is plus?",
    send: "Send",
    offline: "waits",
  },
  {
    name: "question",
    who: "student",
    path: () => `/s/${code()}`,
    open: (page) => press(page, /^Questions/),
    field: (page) => field(page, "Your question"),
    text: "Why is the sky blue?",
    send: "Ask",
    offline: "waits",
  },
  {
    name: "help text",
    who: "student",
    path: () => `/s/${code()}`,
    open: (page) => press(page, "Call with a line of text"),
    field: (page) => page.locator("#stuck-line"),
    text: "The LED stays dark",
    send: "Call the teacher",
    offline: "waits",
    after: null,
  },
  {
    name: "new class",
    who: "teacher",
    path: () => "/teach",
    open: (page) => press(page, "Choose title and lesson"),
    field: (page) => field(page, "Title"),
    text: "Plants in spring",
    send: "Open the class",
    offline: "stays",
  },
  {
    name: "title in the settings",
    who: "teacher",
    path: () => "/teach",
    open: (page) => press(page, /^Settings/),
    field: (page) => field(page, "Title"),
    text: "Another title",
    send: "Save title",
    offline: "stays",
  },
  {
    name: "important note",
    who: "teacher",
    path: () => `/teach/${code()}`,
    open: (page) => press(page, /^Important/),
    field: (page) => page.getByRole("textbox", { name: /^One-line note/ }),
    text: "The exam is on Friday",
    send: "Mark as important",
    offline: "waits",
  },
  {
    name: "answer to a question",
    who: "teacher",
    path: () => `/teach/${code()}`,
    open: (page) => press(page, /^Reply/),
    field: (page) => field(page, "Answer"),
    text: "Because of Rayleigh scattering",
    send: "Send the answer",
    offline: "waits",
    after: "Because of Rayleigh scattering",
  },
  {
    name: "lesson",
    who: "teacher",
    path: () => "/teach/lessons/new",
    field: (page) => field(page, "Title of the lesson"),
    text: "Unsaved lesson",
    send: "Save",
    offline: "stays",
  },
  {
    name: "new product",
    who: "teacher",
    path: () => "/spc",
    open: (page) => press(page, "New product"),
    field: (page) => field(page, "Name"),
    text: "Bolt, 8 mm",
  },
  {
    name: "changed product",
    who: "teacher",
    path: () => `/spc/${product}`,
    open: menu("Edit product"),
    field: (page) => field(page, "Name"),
    text: "Shaft, 10 mm",
    send: "Save",
    offline: "stays",
  },
  {
    name: "alert",
    who: "teacher",
    path: () => `/spc/${product}`,
    open: menu("Raise an alert"),
    field: (page) => field(page, "Title"),
    text: "Coolant is low",
    send: "Raise it",
    offline: "stays",
  },
  {
    name: "correction of a value",
    who: "teacher",
    path: () => `/spc/${product}`,
    async open(page) {
      await menu("Correct values")(page);
      await press(page, /^Correct 9[.]9$/);
    },
    field: (page) => field(page, "New value"),
    text: "9.87",
    send: "Save",
    offline: "stays",
  },
  {
    name: "value on the key pad",
    who: "teacher",
    path: () => `/spc/${product}/enter`,
    field: (page) => page.getByLabel("The value being typed"),
    text: "10.2",
    type: (page) => page.keyboard.type("10.2"),
  },
  {
    name: "import",
    who: "teacher",
    path: () => `/spc/${product}/import`,
    field: (page) => page.locator("#rows"),
    text: "value\n10.02\n9.97",
    send: "Import",
    offline: "stays",
  },
];

/** Opens a page for the person, with the form. */
async function show(form: Form, page: Page): Promise<Locator> {
  await page.goto(`http://${lanAddress ?? "127.0.0.1"}:${wifi.port}${form.path()}`);
  await form.open?.(page);
  const input = form.field(page);
  await input.waitFor();
  return input;
}

describe.skipIf(chromiumPath === undefined)("what is typed is not lost:", () => {
  beforeAll(async () => {
    stage = await openStage();
    wifi = openWifi(lanAddress ?? "127.0.0.1", stage.at.server.port);
    room = await openClass({ server: stage.at });
    const student = await room.join("Jun");
    await room.call("POST", `/api/sessions/${code()}/steps/${room.lesson.subtasks[0]?.id}/start`, room.teacher);
    const other = await room.join("Hana");
    await room.call("POST", `/api/sessions/${code()}/questions`, other.token, { text: "Is it safe?" });
    const made = { code: "BOLT", name: "Bolt", lsl: 9, usl: 11, subgroup_size: 1 };
    product = (await room.call("POST", "/api/spc/products", room.teacher, made)).body.id;
    for (const measurement_value of [10.1, 9.9]) {
      await room.call("POST", "/api/spc/measurements", room.teacher, { product, measurement_value });
    }
    for (const [who, token] of [
      ["student", student.token],
      ["teacher", room.teacher],
      ["guest", undefined],
    ] as const) {
      const seat = await stage.seat();
      seat.context.setDefaultTimeout(5000);
      seats.set(who, seat);
      if (token) await seat.context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
    }
  });
  afterAll(async () => {
    wifi?.[Symbol.dispose]();
    await stage?.[Symbol.asyncDispose]();
  });

  afterEach(async () => {
    for (const { page } of seats.values()) await page.unrouteAll();
  });

  for (const form of forms) {
    test(form.name, async () => {
      const { page, context } = seats.get(form.who) as Seat;
      const input = await show(form, page);
      if (form.type) await form.type(page);
      else await input.fill(form.text);
      // Another tab loads the page as a reload does.
      const second = await context.newPage();
      expect(await value(await show(form, second))).toBe(form.text);
      await second.close();
      if (!form.send || !form.offline) return;

      const send = () => page.getByRole("button", { name: form.send }).last().click();
      if (form.offline === "stays") {
        await page.route("**/api/**", (route) =>
          route.request().method() === "GET" ? route.continue() : route.abort(),
        );
        await send();
        await page.getByText("The teacher's computer cannot be reached").first().waitFor();
        expect(await value(input)).toBe(form.text);
        expect(await value(await show(form, page))).toBe(form.text);
        return;
      }
      wifi.cut();
      try {
        await send();
        await page.getByText("Not sent yet, will be sent again").first().waitFor();
      } finally {
        wifi.find();
      }
      await page.reload();
      await arrives(form.text);
      if (form.after !== null) expect(await value(await show(form, page))).toBe(form.after ?? "");
    });
  }
});
