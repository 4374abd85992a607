/** A server with the built pages and a browser, in one language: what the states of `states/` are set up in. */
import type { Page } from "playwright-core";
import type { SessionInput } from "../../src/features/whole-session.ts";
import { type Classroom, type Language, openClassroom } from "../../test/browser/classroom.ts";
import { openShaft, type Shaft } from "../../test/browser/shaft.ts";
import { lanAddress, laptop, openStage, type Seat, type Stage } from "../../test/browser/stage.ts";
import { openWifi, type Wifi } from "../../test/browser/wifi.ts";
import { openClass, type TestClass } from "../../test/support/class.ts";
import { png } from "../../test/support/picture.ts";
import { openPool } from "./pool.ts";

export type { Language };

interface VisitOptions {
  /** The credential of the person: nobody is signed in without one. */
  readonly token?: string | undefined;
  /** A touchscreen. */
  readonly touch?: boolean;
  /** Reaches the server over `wifi`, which can be lost. */
  readonly wifi?: boolean;
}

export interface World extends AsyncDisposable {
  readonly stage: Stage;
  readonly language: Language;
  readonly wifi: Wifi;
  /** The text in the language of this world. */
  text(en: string, ko: string): string;
  /** Moves the server's clock forward. */
  pass(minutes: number): void;
  /** The teacher's token. */
  teacher(): Promise<string>;
  /** Calls the HTTP API; throws if the server rejects it. */
  call(method: string, path: string, token?: string, body?: unknown): Promise<any>;
  /** Opens a page in an empty browser context. */
  visit(path: string, options?: VisitOptions): Promise<Page>;
  /** The class of that size in the middle of its lesson, made once. */
  classroom(size: number): Promise<Classroom>;
  /** Makes a new class, which a state may change. */
  ownClass(input?: Partial<SessionInput> & { steps?: number }): Promise<TestClass>;
  /** The product with measurements and alerts, made once. */
  shaft(): Promise<Shaft>;
  /** Uploads a picture and returns its address. */
  picture(token: string): Promise<string>;
  /** Closes every page that was opened. */
  closePages(): Promise<void>;
}

export async function openWorld(language: Language): Promise<World> {
  let ahead = 0;
  const stage = await openStage({ now: () => Date.now() + ahead });
  const address = lanAddress ?? "127.0.0.1";
  const wifi = openWifi(address, stage.at.server.port);
  const rooms = new Map<number, Promise<Classroom>>();
  const pool = openPool(stage);
  /** Those over `wifi`, which are used once. */
  const overWifi: Seat[] = [];
  let shaft: Promise<Shaft> | undefined;
  let teacher: Promise<string> | undefined;
  const pass = (minutes: number) => {
    ahead += minutes * 60_000;
  };
  return {
    stage,
    language,
    wifi,
    text: (en, ko) => (language === "ko" ? ko : en),
    pass,
    teacher() {
      teacher ??= stage.at.teacher();
      return teacher;
    },
    async call(method, path, token, body) {
      const answer = await stage.at.call(method, path, token, body);
      if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    async visit(path, { token, touch = false, wifi: needsWifi = false } = {}) {
      const origin = needsWifi ? `http://${address}:${wifi.port}` : stage.origin;
      const seat = needsWifi ? await stage.seat({ ...laptop, hasTouch: touch }) : await pool.take(touch);
      if (needsWifi) overWifi.push(seat);
      if (token) await seat.context.addCookies([{ name: "lectern_session", value: token, url: origin }]);
      await seat.page.goto(/^\w+:/.test(path) ? path : origin + path);
      return seat.page;
    },
    classroom(size) {
      const room = rooms.get(size) ?? openClassroom(stage.at, size, { language, pass });
      rooms.set(size, room);
      return room;
    },
    ownClass(input) {
      return openClass({
        server: stage.at,
        title: language === "ko" ? "식물은 물을 어떻게 마실까" : "How plants drink",
        ...input,
      });
    },
    shaft() {
      shaft ??= openShaft(stage.at, pass);
      return shaft;
    },
    async picture(token) {
      const form = new FormData();
      const body = png(640, 360, (x, y) => [60 + (x >> 3), 110 + (y >> 3), (x + y) % 60 < 30 ? 120 : 160]);
      form.append("file", new Blob([new Uint8Array(body)], { type: "image/png" }), "board.png");
      const headers = { Authorization: `Bearer ${token}` };
      const answer = await fetch(`${stage.at.url}/api/uploads`, { method: "POST", headers, body: form });
      return ((await answer.json()) as { url: string }).url;
    },
    async closePages() {
      await Promise.all([pool.giveBack(), ...overWifi.splice(0).map(({ context }) => context.close())]);
    },
    async [Symbol.asyncDispose]() {
      wifi[Symbol.dispose]();
      for (const room of await Promise.all(rooms.values())) await room[Symbol.asyncDispose]();
      await stage[Symbol.asyncDispose]();
    },
  };
}

/** Switches the page to the other language; the button is also pressed if a dialog covers it. */
export async function switchLanguage(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.querySelector<HTMLButtonElement>("header button[lang], .projector-buttons button[lang]")?.click();
  });
}
