/**
 * The example programs in the apps' documents, run exactly as they are there against the program in development mode:
 * JavaScript in a browser's console, the React effect in a component, the Python script and the curl command. They name
 * port 8000 of `localhost`: everything runs in a separate network namespace, so that no other server uses that port.
 * No document holds Kotlin or Java code, and document 002 holds the code of its own server alone.
 */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { Browser, CDPSession, Page } from "playwright-core";
import { findPython, root } from "../../scripts/prepare.ts";
import { chromiumPath } from "../browser/stage.ts";
import { outcomeOf } from "../support/child-process.ts";
import { temporaryFolder } from "../support/class.ts";
import { openProgram } from "../support/program.ts";
import { accountedFor, documents, examples } from "./blocks.ts";
import { launchIn, network } from "./network.ts";
import { blocksOf, noSeeds } from "./seeds.ts";

setDefaultTimeout(60_000);

const python = findPython();
const net = noSeeds ? undefined : await network(8000);
const why = noSeeds || (net ? "" : " (skipped: port 8000 is in use and no network namespace can be made)");
if (!net && !noSeeds && process.env.CI) throw new Error("The examples need port 8000 or a network namespace.");

let server: Awaited<ReturnType<typeof openProgram>>;
let browser: Browser | undefined;
const folder = temporaryFolder();

let site: Bun.Subprocess | undefined;
/** Serves a page with this script on the port of Vite, from which the documents' frontends come; returns its address. */
async function frontend(script: string): Promise<string> {
  await Bun.write(join(folder.path, "app.js"), script);
  await Bun.write(
    join(folder.path, "index.html"),
    `<!doctype html><meta charset="utf-8"><body><script type="module" src="/app.js"></script>`,
  );
  if (!site) {
    const serve = `const files = { "/": "index.html", "/app.js": "app.js" };
      Bun.serve({ port: 5173, hostname: "127.0.0.1", fetch({ url }) {
        const name = files[new URL(url).pathname];
        return name ? new Response(Bun.file(name)) : new Response(null, { status: 404 });
      } });
      console.log("up");`;
    const child = Bun.spawn([...(net?.under ?? []), process.execPath, "-e", serve], {
      cwd: folder.path,
      stdout: "pipe",
    });
    site = child;
    await child.stdout.getReader().read();
  }
  return "http://localhost:5173/";
}

/** Runs a command next to the server, to its end. */
async function run(command: readonly string[], env: Record<string, string> = {}) {
  const child = Bun.spawn([...(net?.under ?? []), ...command], {
    stdout: "pipe",
    stderr: "pipe",
    env: { ...process.env, ...env },
  });
  return outcomeOf(child);
}

/** A page with a console, and every frame that its sockets receive. */
async function devToolsOf(page: Page) {
  const frames: any[] = [];
  let arrived = Promise.withResolvers<void>();
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => {
      frames.push(JSON.parse(String(payload)));
      arrived.resolve();
      arrived = Promise.withResolvers();
    }),
  );
  const session: CDPSession = await page.context().newCDPSession(page);
  return {
    /** Enters code as in the browser's console. */
    async enter(expression: string) {
      const { exceptionDetails } = await session.send("Runtime.evaluate", {
        expression,
        replMode: true,
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    },
    async frame(type: string): Promise<any> {
      for (;;) {
        const found = frames.findIndex((frame) => frame.type === type);
        if (found >= 0) return frames.splice(found, 1)[0];
        await arrived.promise;
      }
    },
  };
}
const opened =
  "await new Promise((resolve) => (ws.readyState === 1 ? resolve() : ws.addEventListener('open', resolve)))";

describe.skipIf(why !== "")(`examples of the apps' documents${why}`, () => {
  beforeAll(async () => {
    server = await openProgram({ args: ["--dev", "--port", "8000"], under: [...(net?.under ?? [])] });
    browser = chromiumPath ? await launchIn(net?.under ?? [], folder.path) : undefined;
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    site?.kill();
    await server?.[Symbol.asyncDispose]();
    net?.[Symbol.dispose]();
    folder[Symbol.dispose]();
  });

  test.skipIf(!python)(`000: the Python script${python ? "" : " (skipped: no Python with websockets)"}`, async () => {
    const file = join(folder.path, "test_websocket_consumer.py");
    await Bun.write(file, examples.script);
    // The script uses `time` without importing it: Python gets the name from outside, the script stays as it is.
    await Bun.write(join(folder.path, "sitecustomize.py"), "import builtins, time\nbuiltins.time = time\n");
    const { out, err } = await run([python ?? "", file], { PYTHONPATH: folder.path });
    expect(err).toBe("");
    const lines = out.trim().split("\n");
    const answers = lines.map((line) => JSON.parse(line.slice(line.indexOf("{"))));
    expect(lines.map((line) => line.slice(0, line.indexOf(":")))).toEqual([
      "Join response",
      "Heartbeat response",
      "Step complete response",
    ]);
    expect(answers).toEqual([
      { type: "join_confirmed", session_code: "TEST001", user_id: expect.any(Number), message: "세션에 참가했습니다" },
      { type: "heartbeat_ack", timestamp: expect.any(Number) },
      { type: "step_complete_confirmed", subtask_id: 1, message: "단계를 완료했습니다" },
    ]);
  });

  const noBrowser = chromiumPath ? "" : " (skipped: no Chromium)";
  test.skipIf(!chromiumPath)(`000: scenario 1, a student in a browser's console${noBrowser}`, async () => {
    const context = await browser?.newContext();
    const page = await context?.newPage();
    if (!page) throw new Error("no page");
    await page.clock.install();
    await page.goto(await frontend(""));
    const devTools = await devToolsOf(page);
    await devTools.enter(examples.student.connect);
    await devTools.enter(opened);
    await devTools.enter(examples.student.join);
    expect(await devTools.frame("join_confirmed")).toMatchObject({ session_code: "TEST001" });
    await devTools.enter(examples.student.heartbeat);
    await page.clock.runFor(30_000);
    expect(await devTools.frame("heartbeat_ack")).toEqual({
      type: "heartbeat_ack",
      timestamp: expect.any(Number),
    });
    await devTools.enter(examples.student.complete);
    expect(await devTools.frame("step_complete_confirmed")).toMatchObject({ subtask_id: 1 });
    await context?.close();
  });

  test.skipIf(!chromiumPath)(
    `000: scenario 2, the instructor's account in a browser's console${noBrowser}`,
    async () => {
      const context = await browser?.newContext();
      const page = await context?.newPage();
      if (!page) throw new Error("no page");
      await page.goto("http://localhost:8000/");
      await page.getByText(/Development mode|개발 모드/).waitFor();
      const devTools = await devToolsOf(page);
      await devTools.enter(`await fetch("/api/auth/key", { method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ key: "a-key-for-tests" }) })`);
      await devTools.enter(examples.instructor.connect);
      await devTools.enter(opened);
      await devTools.enter(examples.instructor.next);
      expect(await devTools.frame("step_changed")).toMatchObject({ subtask: { id: 2 } });
      await devTools.enter(examples.instructor.pause);
      expect(await devTools.frame("session_status_changed")).toMatchObject({ status: "PAUSED" });
      await devTools.enter(examples.instructor.resume);
      expect(await devTools.frame("session_status_changed")).toMatchObject({ status: "IN_PROGRESS" });
      await context?.close();
    },
  );

  test.skipIf(!chromiumPath)(`003: the React effect shows the alert of the curl command${noBrowser}`, async () => {
    const bundle = await component(examples.board.effect);
    const page = await browser?.newPage();
    if (!page) throw new Error("no page");
    const lines: string[] = [];
    page.on("console", (message) => lines.push(message.text()));
    await page.goto(await frontend(bundle));
    await page.locator("ul[data-enabled=true]").waitFor({ state: "attached" });
    expect(lines).toContain("WebSocket connected");
    const { out, exit } = await run(["bash", "-c", examples.curl]);
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title: "Test Alert", priority: 4, status: "OPEN" });
    await page.getByText("품질 경고: BOLT-M10: WebSocket test alert").waitFor();
    const devTools = await devToolsOf(page);
    await devTools.enter(examples.board.comments);
    // In the document, `data` is the frame that the effect has parsed.
    await devTools.enter("const data = { type: 'alert' };");
    await devTools.enter(examples.board.log);
    expect(lines.at(-1)).toStartWith("WebSocket message received:");
    await page.close();
  });

  test.each(documents)("%s: every code block is run, compared, or named with the reason why not", (number) => {
    expect(accountedFor(number)).toEqual(blocksOf(number).map((_, index) => index));
  });
});

/** A page's script with a component that has the effect, and what the effect uses from the rest of its component. */
async function component(effect: string): Promise<string> {
  const file = join(folder.path, "RealtimeNotifications.ts");
  const from = (name: string) => JSON.stringify(Bun.resolveSync(name, root));
  await Bun.write(
    file,
    `import { h, render } from ${from("preact")};
import { useEffect, useState } from ${from("preact/compat")};

function RealtimeNotifications() {
  const [wsEnabled, setWsEnabled] = useState(false);
  const [toasts, setToasts] = useState([]);
  const addToast = (toast) => setToasts((all) => [...all, toast]);

${effect}

  return h("ul", { "data-enabled": String(wsEnabled) }, toasts.map(({ title, message }) => h("li", {}, \`\${title}: \${message}\`)));
}

render(h(RealtimeNotifications, {}), document.body);
`,
  );
  const { outputs } = await Bun.build({ entrypoints: [file], target: "browser" });
  return (await outputs[0]?.text()) ?? "";
}
