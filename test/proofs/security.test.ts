import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { deflateSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { featureNames } from "../../src/features/whole-session.ts";
import { launchChromium } from "../browser/chromium.ts";
import { chromiumPath, openStage, phone } from "../browser/stage.ts";
import { caller, openClass, teacherKey, temporaryFolder } from "../support/class.ts";
import { inParallel } from "../support/load.ts";
import { chunk } from "../support/picture.ts";
import { freePort, makeClass, openProgram } from "../support/program.ts";
import { figure, residentMiB, scaled } from "../support/proof.ts";
import { xssPayloads } from "../support/xss.ts";

setDefaultTimeout(300_000);

describe("G2 guessing", () => {
  test("thousands of times, from one address and from fifty: only the budget is evaluated", async () => {
    // A proxy says where an attempt comes from.
    await using server = await openProgram({ args: ["--trusted-proxies", "loopback"] });
    const room = await makeClass(server.url);
    const kim = { name: "Kim", password: "correct horse" };
    await room.call("POST", "/api/users", room.teacher, { ...kim, role: "teacher" });
    const signIn = async (path: string, body: unknown, from: string, cookie = "") => {
      const headers = { "Content-Type": "application/json", "X-Forwarded-For": from, Cookie: cookie };
      return await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    };
    const count = scaled(60, 10_000);
    let evaluated = 0;
    const guess = async (path: string, body: (n: number) => unknown, network: string, addresses: number) => {
      const began = performance.now();
      const statuses = await inParallel(Array.from({ length: count }), 20, async (_, n) => {
        const response = await signIn(path, body(n), `${network}.${n % addresses}`);
        await response.arrayBuffer();
        return response.status;
      });
      expect(new Set(statuses)).toEqual(new Set([401, 429]));
      evaluated = statuses.filter((status) => status === 401).length;
      return Math.ceil((performance.now() - began + 1000) / 60_000);
    };
    for (const [what, network, path, wrong, right] of [
      ["the key", "203.0.113", "/api/auth/key", (n: number) => ({ key: `wrong key number ${n}` }), { key: teacherKey }],
      ["a password", "198.18.0", "/api/auth/login", (n: number) => ({ ...kim, password: `wrong ${n}` }), kim],
    ] as const) {
      // The teacher has signed in with this browser before.
      const cookies = (await signIn(path, right, "198.51.100.1")).headers.getSetCookie();
      const cookie = cookies
        .map((text) => text.split(";")[0])
        .filter((text) => text?.startsWith("lectern_browser"))
        .join("; ");
      expect(cookie).not.toBe("");
      const minutes = await guess(path, wrong, network, 1);
      expect(evaluated).toBeLessThanOrEqual(10 * minutes);
      figure("G2", {
        what: `of ${count} guesses at ${what} from one address, evaluated`,
        value: evaluated,
        unit: "guesses",
        atMost: 10 * minutes,
      });
      const one = evaluated;
      // Each evaluated password costs the server a hash of 64 MiB.
      const addresses = scaled(what === "the key" ? 3 : 0, 50);
      if (addresses > 0) {
        await guess(path, wrong, network, addresses);
        expect(one + evaluated).toBeLessThanOrEqual(100);
        figure("G2", { what: `of ${count} more from fifty`, value: evaluated, unit: "guesses", atMost: 100 - one });
      }
      expect((await signIn(path, right, `${network}.0`)).status).toBe(429);
      expect((await signIn(path, right, `${network}.0`, cookie)).status).toBe(200);
    }
    const began = performance.now();
    const joins = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        room.call("POST", `/api/sessions/${room.session.code}/join`, undefined, { nickname: `Student ${n}` }),
      ),
    );
    expect(joins.map(({ status }) => status)).toEqual(joins.map(() => 201));
    figure("G2", {
      what: "40 students join after that within",
      value: performance.now() - began,
      unit: "ms",
      atMost: 1000,
    });
  });
});

describe("G4 XSS payloads", () => {
  test.skipIf(chromiumPath === undefined)("run nowhere on the pages of a class, and in no spreadsheet", async () => {
    await using stage = await openStage();
    const payloads = scaled(xssPayloads.slice(0, 20), xssPayloads);
    const room = await openClass({ server: stage.at, features: [...featureNames] });
    const { code } = room.session;
    const path = `/api/sessions/${code}`;
    const ask = async (...args: Parameters<typeof room.call>) => {
      const { status, body } = await room.call(...args);
      if (status >= 300) throw new Error(`${args.join(" ")}: ${status} ${JSON.stringify(body)}`);
      return body;
    };
    const last = `the last of ${payloads.length}`;
    const subtasks = payloads.map((text) => ({ title: text, target_action: text, guide_text: text }));
    const lesson = await ask("POST", "/api/lessons", room.teacher, { title: payloads[0], subtasks });
    await ask("PATCH", path, room.teacher, { title: payloads[0], lesson_id: lesson.id });
    let token = "";
    for (const [n, text] of [...payloads, last].entries()) {
      ({ token } = await ask("POST", `${path}/join`, undefined, { nickname: text.slice(0, 40) }));
      await ask("POST", `${path}/messages`, token, { content: text });
      await ask("POST", `${path}/questions`, token, { text });
      await ask("POST", `${path}/help`, token, { message: text });
      if (n % 5 === 0)
        await ask("POST", `${path}/steps/${lesson.subtasks[n % payloads.length].id}/start`, room.teacher, {
          message: text,
        });
    }
    await ask("POST", `${path}/important`, room.teacher, { note: payloads[0] });

    const executed: string[] = [];
    const violations: string[] = [];
    const open = async (address: string, credential: string | undefined, how = {}) => {
      const seat = await stage.seat(how);
      await seat.context.exposeBinding("caught", (_, what: string, detail: string) => {
        (what === "executed" ? executed : violations).push(`${address}: ${detail}`);
      });
      await seat.context.addInitScript(() => {
        const { caught } = globalThis as any;
        globalThis.alert = (text) => caught("executed", String(text));
        document.addEventListener("securitypolicyviolation", (event) => {
          caught("violation", `${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      if (credential)
        await seat.context.addCookies([{ name: "lectern_session", value: credential, url: stage.origin }]);
      await seat.page.goto(stage.origin + address);
      return seat;
    };
    const shows = (seat: Awaited<ReturnType<typeof open>>, words: string) =>
      seat.page.getByText(words).first().waitFor();
    const teacher = await open(`/teach/${code}`, room.teacher);
    await shows(teacher, last);
    const report = await open(`/teach/${code}/report`, room.teacher);
    await shows(report, last);
    await report.page.getByRole("button", { name: /Show \d+ messages/ }).click();
    const student = await open(`/s/${code}`, token, phone);
    await student.page.getByRole("button", { name: /^Questions/ }).click();
    await shows(student, last);
    await student.page.getByRole("button", { name: /^Chat/ }).click();
    await shows(student, last);
    const joining = await open(`/j/${code}`, undefined, phone);
    await shows(joining, payloads[0] ?? "");
    // What would run after a moment has run by now.
    for (const { page } of [teacher, report, student, joining]) {
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))));
    }
    expect({ executed, violations }).toEqual({ executed: [], violations: [] });

    const csv = (await room.call("GET", `${path}/report?format=csv`, room.teacher)).body as string;
    const cells = (parse(csv, { bom: true, relax_column_count: true }) as string[][]).flat();
    expect(cells.length).toBeGreaterThan(payloads.length * 4);
    expect(cells.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
    figure("G4", { what: "payloads, each in six places", value: payloads.length, unit: "payloads" });
    figure("G4", { what: "executed", value: executed.length, unit: "times", atMost: 0 });
    figure("G4", { what: "violations of the policy", value: violations.length, unit: "reports", atMost: 0 });
    await stage.at.server.stop().catch(() => {});
  });
});

test("G5 picture bombs at once cost little memory, and a class joins meanwhile", async () => {
  await using server = await openProgram();
  const room = await makeClass(server.url, { students: 2 });
  const count = scaled(4, 24);
  // Up to 16 million pixels in 50 KB.
  const side = scaled(1500, 4000);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc(side * (side * 3 + 1)));
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const bomb = Buffer.concat([
    Buffer.from(signature),
    chunk("IHDR", header),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  const upload = async (n: number) => {
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(bomb)]), "bomb.png");
    const headers = { Authorization: `Bearer ${room.students[n % 2]?.token}` };
    const url = `${server.url}/api/uploads?session=${room.session.code}`;
    const response = await fetch(url, { method: "POST", headers, body: form });
    await response.arrayBuffer();
    return response.status;
  };
  await upload(0);
  const before = residentMiB(server.pid);
  let most = before;
  const looking = setInterval(() => {
    most = Math.max(most, residentMiB(server.pid));
  }, 5);
  const began = performance.now();
  const uploads = Promise.all(Array.from({ length: count }, (_, n) => upload(n)));
  const call = caller(server.url);
  const joins = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      call("POST", `/api/sessions/${room.session.code}/join`, undefined, { nickname: `S${n}` }),
    ),
  );
  const joining = performance.now() - began;
  const statuses = await uploads;
  clearInterval(looking);
  expect(joins.map(({ status }) => status)).toEqual(joins.map(() => 201));
  // Some are written, and some are too many or too much at once: none is a failure of the server.
  for (const status of statuses) expect(status).toBeOneOf([201, 413, 422, 429, 503]);
  figure("G5", { what: `memory growth with ${count} bombs at once`, value: most - before, unit: "MiB", atMost: 150 });
  figure("G5", { what: "ten students join meanwhile within", value: joining, unit: "ms", atMost: 1000 });
});

test.skipIf(chromiumPath === undefined)(
  "G7 on an origin that is not secure: join, step, chat, help and a server that comes back",
  async () => {
    using folder = temporaryFolder();
    const port = await freePort();
    const args = ["--allowed-hosts", "lectern.test", "--port", port];
    let server = await openProgram({ data: folder.path, args });
    const room = await makeClass(server.url, { features: [...featureNames] });
    const base = `/api/sessions/${room.session.code}`;
    const browser = await launchChromium({ args: ["--host-resolver-rules=MAP lectern.test 127.0.0.1"] });
    try {
      const page = await (await browser.newContext({ locale: "en-GB", ...phone })).newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(`http://lectern.test:${port}/j/${room.session.code}`);
      expect(await page.evaluate(() => isSecureContext)).toBe(false);
      await page.getByLabel("Your name").fill("Mina");
      await page.getByRole("button", { name: "Join" }).click();
      await page.getByRole("heading", { name: "You are in, Mina" }).waitFor();
      await room.call("POST", `${base}/steps/${room.lesson.subtasks[0]?.id}/start`, room.teacher);
      await page.getByRole("heading", { name: "Step 1" }).waitFor();
      await page.getByRole("button", { name: "Done" }).click();
      await page.getByRole("button", { name: /^Chat/ }).click();
      await page.getByLabel("Your message").fill("Hello");
      await page.getByLabel("Your message").press("Enter");
      const said = async () => (await room.call("GET", `${base}/messages`, room.teacher)).body;
      while ((await said()).length < 1) await Bun.sleep(20);

      server.signal("SIGKILL");
      await server.exited;
      server = await openProgram({ data: folder.path, args });
      await page.getByText("Live", { exact: true }).waitFor();
      await page.getByLabel("Your message").fill("I am back");
      await page.getByLabel("Your message").press("Enter");
      while ((await said()).length < 2) await Bun.sleep(20);
      expect((await said()).map(({ content }: any) => content)).toEqual(["I am back", "Hello"]);
      const progress = (await room.call("GET", `${base}/progress`, room.teacher)).body;
      expect(JSON.stringify(progress)).toContain("completed");
    } finally {
      await browser.close();
      await server[Symbol.asyncDispose]();
    }
  },
);
