/**
 * The compiled program, driven from outside like any client would: nothing here imports from `src`, and it runs without
 * packages. `LECTERN_PROGRAM` names the program (default: `dist/lectern`, built if it is missing or out of date). For a
 * program of another system that is run by an emulator, `LECTERN_SMOKE_TIMEOUT` is the timeout of a test in ms, and
 * `LECTERN_STOP_SIGNAL` the signal that stops it; `LECTERN_SMOKE_WINE=1` if that is Wine.
 */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildProgram } from "../scripts/prepare.ts";
import { type Serving, serving } from "./cli/program.ts";
import { TestSocket } from "./support/socket.ts";

setDefaultTimeout(Number(process.env.LECTERN_SMOKE_TIMEOUT ?? 20_000));
const stopSignal = process.env.LECTERN_STOP_SIGNAL === "SIGINT" ? "SIGINT" : "SIGTERM";

const key = "a-key-for-the-smoke-test";
// A space and letters beyond ASCII, like the names of teachers' folders.
const folder = join(mkdtempSync(join(tmpdir(), "lectern-smoke-")), "수업 자료");
const data = join(folder, "data");
const program = join(folder, process.platform === "win32" ? "lectern.exe" : "lectern");
let server: Serving;

const start = () => serving(data, { program, cwd: folder, env: { LECTERN_TEACHER_KEY: key } });

/** Runs a command of the program to its end. */
function run(...args: string[]) {
  const { exitCode, stdout, stderr } = Bun.spawnSync([program, ...args], { cwd: folder });
  return { exit: exitCode, out: stdout.toString(), err: stderr.toString() };
}

beforeAll(async () => {
  // In a separate folder, without the sources, and with configuration files that it must ignore.
  mkdirSync(folder, { recursive: true });
  cpSync(process.env.LECTERN_PROGRAM ? resolve(process.env.LECTERN_PROGRAM) : await buildProgram(), program);
  // If the program read this, it would not start.
  writeFileSync(join(folder, ".env"), "LECTERN_RATE_LIMIT=not-a-number\nNODE_ENV=development\n");
  writeFileSync(join(folder, "bunfig.toml"), 'preload = ["./hostile.ts"]\n');
  writeFileSync(join(folder, "hostile.ts"), 'await Bun.write("hostile-ran", "");\n');
  server = await start();
}, 120_000);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

/** Calls the server; throws if it answers with an error. */
async function call(method: string, path: string, token?: string, body?: unknown): Promise<any> {
  const headers = {
    ...(body !== undefined && { "content-type": "application/json" }),
    ...(token && { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(server.url + path, { method, headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : {};
}

const connect = (path: string, token: string) => TestSocket.open(server.url + path, token);

const signIn = async (): Promise<string> => (await call("POST", "/api/auth/key", undefined, { key })).token;

/** The token of a new seat. */
const takeSeat = async (code: string, nickname: string): Promise<string> =>
  (await call("POST", `/api/sessions/${code}/join`, undefined, { nickname })).token;

/** A teacher, and their class with a lesson of three steps. */
async function makeClass(title: string) {
  const teacher = await signIn();
  const subtasks = [{ title: "Open the app" }, { title: "Choose a picture" }, { title: "Send it" }];
  const lesson = await call("POST", "/api/lessons", teacher, { title: "First steps", subtasks });
  const { code } = await call("POST", "/api/sessions", teacher, { title, lesson_id: lesson.id });
  return { teacher, code: String(code), step: Number(lesson.subtasks[0].id) };
}

test("ignores .env and bunfig.toml in the folder it is started from", async () => {
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(existsSync(join(folder, "hostile-ran"))).toBe(false);
});

/** Wine ignores the mode of a new folder, and lacks the call with which Bun deletes one with its content. */
const isWine = process.env.LECTERN_SMOKE_WINE === "1";

test.skipIf(process.platform === "win32" || isWine)("gives its data folder to its owner only", () => {
  expect((statSync(data).mode & 0o777).toString(8)).toBe("700");
});

test("is alive by /healthz and lectern healthcheck", async () => {
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect(run("healthcheck", "--data", data)).toEqual({ exit: 0, out: "", err: "" });
});

test("contains the pages, and serves them compressed", async () => {
  const page = await fetch(server.url);
  const script = /src="(\/[^"]+\.js)"/.exec(await page.text())?.[1];
  const asset = await fetch(`${server.url}${script}`, { headers: { "accept-encoding": "gzip" } });
  expect([page.status, asset.status, asset.headers.get("content-encoding")]).toEqual([200, 200, "gzip"]);
  expect(asset.headers.get("cache-control")).toContain("immutable");
  expect((await asset.text()).length).toBeGreaterThan(1000);
});

test("answers an error without its source", async () => {
  const response = await fetch(`${server.url}/api/sessions/%00`);
  expect(response.status).toBeLessThan(500);
  expect((await response.text()).length).toBeLessThan(1024);
});

test("rejects a wrong key", async () => {
  const wrong = { method: "POST", headers: { "content-type": "application/json" }, body: '{"key":"wrong"}' };
  expect((await fetch(`${server.url}/api/auth/key`, wrong)).status).toBe(401);
});

test("runs a class: a browser and the Android app complete a step, and the app asks for help", async () => {
  const { teacher, code, step } = await makeClass("Smartphones");
  const desk = await connect(`/ws/live/${code}`, teacher);
  const ann = await connect(`/ws/live/${code}`, await takeSeat(code, "Ann"));
  const bora = await connect(`/ws/sessions/${code}/`, await takeSeat(code, "보라"));
  bora.send({ type: "join", data: {} });
  expect(await bora.until("join_confirmed")).toMatchObject({ session_code: code });

  desk.send({ type: "step.start", id: "1", data: { subtask_id: step } });
  await ann.until("step.changed");
  expect(await bora.until("step_changed")).toMatchObject({ subtask: { id: step } });

  ann.send({ type: "step.complete", id: "a", data: { subtask_id: step } });
  await ann.until("ok");
  expect((await desk.until("progress.updated")).data).toMatchObject({ user_name: "Ann" });
  bora.send({ type: "step_complete", data: { subtask_id: step } });
  await bora.until("step_complete_confirmed");
  expect((await desk.until("progress.updated")).data).toMatchObject({ user_name: "보라" });

  bora.send({ type: "request_help", data: { subtask_id: step, message: "어디를 눌러요?" } });
  expect((await desk.until("help.requested")).data).toMatchObject({ message: "어디를 눌러요?" });

  const { sessions } = JSON.parse(run("status", "--json", "--data", data).out);
  const counted = sessions.find((session: { code: string }) => session.code === code);
  expect(counted.connections).toMatchObject({ lectern: 2, mobilegpt: 1 });
  for (const socket of [desk, ann, bora]) await socket[Symbol.asyncDispose]();
});

test("plays a chord of the guitar app on a PC", async () => {
  const teacher = await signIn();
  const { code } = await call("POST", "/api/sessions", teacher, { title: "Guitar", features: ["practice"] });
  await using screen = await connect(`/ws/guitar/${code}/`, teacher);
  await using phone = await connect(`/ws/guitar/${code}/`, await takeSeat(code, "Phone"));
  phone.send({ type: "chord_change", data: { chord: "F#m7" } });
  expect((await screen.until("chord_change")).data).toMatchObject({ chord: "F#m7" });
});

test("raises an alert for a measurement out of specification, and takes a table of them", async () => {
  const teacher = await signIn();
  const gauge = run("token", "create", "Gauge", "--data", data).out.trim();
  const product = { code: "BOLT-M10", name: "Bolt", lsl: 9.5, usl: 10.5 };
  const { id } = await call("POST", "/api/spc/products/", teacher, product);
  await using app = await connect("/ws/spc/notifications/", teacher);
  await call("POST", "/api/spc/measurements/", gauge, { product: id, measurement_value: 10.65 });
  expect((await app.until("alert")).alert).toMatchObject({ alert_type: "OUT_OF_SPEC" });
  const table = await fetch(`${server.url}/api/spc/products/${id}/measurements.csv`, {
    method: "POST",
    headers: { Authorization: `Bearer ${gauge}`, "Content-Type": "text/csv" },
    body: "measurement_value\n10.1\n10.2\n",
  });
  expect(table.status).toBe(201);
});

test("shows a demo class, in a server and a folder of its own", async () => {
  const demo = Bun.spawn([program, "demo", "--no-open", "--port", "0", "--data", join(folder, "demo")], {
    cwd: folder,
    stdout: "pipe",
  });
  let shown = "";
  const ended = (async () => {
    for await (const bytes of demo.stdout) {
      shown += new TextDecoder().decode(bytes);
      if (shown.includes("Stop with Ctrl+C")) demo.kill("SIGINT");
    }
  })();
  await ended;
  expect([await demo.exited, shown]).toEqual([0, expect.stringContaining("24 simulated students")]);
});

test.skipIf(isWine)("backs up its data while it runs, and restores it into a new folder", () => {
  const copy = join(folder, "copy.tar");
  const restored = join(folder, "restored");
  const ran = [
    run("backup", copy, "--data", data),
    run("restore", copy, "--data", restored),
    run("check", "--data", restored),
  ];
  expect(ran.map(({ exit, err }) => (exit === 0 ? "ok" : err))).toEqual(["ok", "ok", "ok"]);
});

test("prints the licences of what it contains, and the list of its parts", () => {
  const licences = run("licenses");
  expect([licences.exit, licences.out.includes("GNU LESSER GENERAL PUBLIC LICENSE")]).toEqual([0, true]);
  const { bomFormat, components } = JSON.parse(run("licenses", "--sbom").out);
  expect(bomFormat).toBe("CycloneDX");
  expect(components.map(({ name }: { name: string }) => name)).toContain("hono");
});

test("refuses to start twice on the same data", () => {
  const { exit, err } = run("--port", "0", "--data", data);
  expect([exit, err]).toEqual([1, expect.stringContaining("Another Lectern is running on")]);
});

test("stops by a signal, and continues the class when it is started again", async () => {
  const { teacher, code } = await makeClass("Monday");
  await takeSeat(code, "Ann");
  const before = await connect(`/ws/live/${code}`, teacher);
  server.signal(stopSignal);
  expect([(await before.closed).code, await server.exited]).toEqual([1001, 0]);
  expect(existsSync(join(data, "running.json"))).toBe(false);

  server = await start();
  const after = await connect(`/ws/live/${code}`, teacher);
  expect(await call("GET", `/api/sessions/${code}`, teacher)).toMatchObject({ title: "Monday" });
  const people: { nickname: string }[] = await call("GET", `/api/sessions/${code}/participants`, teacher);
  expect(people.map(({ nickname }) => nickname)).toContain("Ann");
  await call("POST", `/api/sessions/${code}/end`, teacher, {});
  expect((await after.closed).code).toBe(1000);
});
