/**
 * `bun run smoke`: drives the compiled program through a class, as a child process and from outside: nothing here
 * imports from `src`. The argument names the program (default: `dist/lectern`, built first if it does not exist).
 */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  call,
  check,
  connect,
  data,
  expect,
  finish,
  folder,
  type Json,
  key,
  program,
  type Running,
  start,
  stop,
} from "./smoke-rig.ts";

/** The contract's aim, and where a noisy machine is no excuse any more; in milliseconds. */
const aim = 300;
const limit = 3000;

let server: Running;
await check("it starts on an empty folder and is ready", async () => {
  server = await start();
  const { milliseconds } = server;
  expect(milliseconds < limit, () => `${Math.round(milliseconds)} ms`);
  return `${Math.round(milliseconds)} ms${milliseconds < aim ? "" : `, over the aim of ${aim} ms`}`;
});
const url = () => server.url;

await check("what lies in the folder it is started from is left alone", () => {
  expect(!existsSync(join(folder, "hostile-ran")), () => "bunfig.toml was read");
  expect(!existsSync(join(folder, "stolen")), () => ".env was read");
});
await check("the data folder is its owner's alone", () => {
  if (process.platform === "win32") return "not told on Windows";
  const mode = statSync(data).mode & 0o777;
  expect(mode === 0o700, () => mode.toString(8));
});
await check("/healthz says it is alive, and so does lectern healthcheck", async () => {
  expect((await fetch(`${url()}/healthz`)).status === 200, () => "/healthz");
  const { exitCode } = Bun.spawnSync([program, "healthcheck", "--data", data]);
  expect(exitCode === 0, () => `healthcheck exits with ${exitCode}`);
});
await check("the pages are inside it, and go out compressed", async () => {
  const response = await fetch(url());
  const page = await response.text();
  const script = /src="(\/[^"]+\.js)"/.exec(page)?.[1];
  expect(response.status === 200 && script !== undefined, () => `${response.status} ${page.slice(0, 200)}`);
  const asset = await fetch(url() + script, { headers: { "accept-encoding": "gzip" } });
  expect(asset.headers.get("content-encoding") === "gzip", () => "no gzip");
  expect(asset.headers.get("cache-control")?.includes("immutable") === true, () => "no caching");
  expect((await asset.text()).length > 1000, () => "an empty script");
});
await check("an error shows no source", async () => {
  const response = await fetch(`${url()}/api/sessions/%00`);
  const text = await response.text();
  expect(response.status < 500 && text.length < 1024, () => `${response.status}, ${text.length} letters`);
});
await check("a wrong key is refused", async () => {
  const wrong = { method: "POST", headers: { "content-type": "application/json" }, body: '{"key":"wrong"}' };
  expect((await fetch(`${url()}/api/auth/key`, wrong)).status === 401, () => "let in");
});

let teacher = "";
let code = "";
let steps: number[] = [];
await check("a teacher signs in by the key, makes a lesson and a session", async () => {
  teacher = String((await call(url(), "POST", "/api/auth/key", undefined, { key })).token);
  const subtasks = [{ title: "Open the app" }, { title: "Choose a picture" }, { title: "Send it" }];
  const lesson = await call(url(), "POST", "/api/lessons", teacher, { title: "First steps", subtasks });
  steps = (lesson.subtasks as { id: number }[]).map(({ id }) => id);
  const session = await call(url(), "POST", "/api/sessions", teacher, { title: "Monday", lesson_id: lesson.id });
  code = String(session.code);
});

const seat = async (nickname: string) =>
  String((await call(url(), "POST", `/api/sessions/${code}/join`, undefined, { nickname })).token);
let desk: ReturnType<typeof connect>;
let ann: ReturnType<typeof connect>;
let bora: ReturnType<typeof connect>;
await check("two students join, one from a browser and one from the Android app", async () => {
  desk = connect(url(), `/ws/live/${code}`, teacher);
  await desk.frame("welcome");
  ann = connect(url(), `/ws/live/${code}`, await seat("Ann"));
  await ann.frame("welcome");
  bora = connect(url(), `/ws/sessions/${code}/`, await seat("보라"));
  await bora.opened();
  bora.send({ type: "join", data: {} });
  await bora.frame("join_confirmed", ({ session_code }) => session_code === code);
  await desk.frame("participant.arrived", ({ data }) => (data as Json).nickname === "보라");
});
await check("the teacher begins the first step, and both are on it", async () => {
  desk.send({ type: "step.start", id: "1", data: { subtask_id: steps[0] } });
  await desk.frame("ok", ({ id }) => id === "1");
  await ann.frame("step.changed");
  await bora.frame("step_changed", ({ subtask }) => (subtask as Json).id === steps[0]);
});
await check("both complete it, each in their own way, and the teacher sees both", async () => {
  ann.send({ type: "step.complete", id: "a", data: { subtask_id: steps[0] } });
  await ann.frame("ok", ({ id }) => id === "a");
  bora.send({ type: "step_complete", data: { subtask_id: steps[0] } });
  await bora.frame("step_complete_confirmed");
  for (const name of ["Ann", "보라"]) {
    await desk.frame("progress.updated", ({ data }) => (data as Json).user_name === name);
  }
});
await check("a student asks for help from the app, and the teacher hears it", async () => {
  bora.send({ type: "request_help", data: { subtask_id: steps[0], message: "어디를 눌러요?" } });
  await desk.frame("help.requested", ({ data }) => (data as Json).message === "어디를 눌러요?");
});
await check("the guitar app plays a chord to a PC", async () => {
  const made = { title: "Guitar", features: ["practice"] };
  const guitar = String((await call(url(), "POST", "/api/sessions", teacher, made)).code);
  const player = String(
    (await call(url(), "POST", `/api/sessions/${guitar}/join`, undefined, { nickname: "Phone" })).token,
  );
  const [phone, screen] = [player, teacher].map((token) => connect(url(), `/ws/guitar/${guitar}/`, token));
  await screen?.frame("connection_update");
  await phone?.opened();
  phone?.send({ type: "chord_change", data: { chord: "F#m7" } });
  await screen?.frame("chord_change", ({ data }) => (data as Json).chord === "F#m7");
  await phone?.hangUp();
  await screen?.hangUp();
});
await check("a device measures, and the quality board's app hears what is out of specification", async () => {
  const { stdout } = Bun.spawnSync([program, "token", "create", "Gauge", "--data", data]);
  const gauge = stdout.toString().trim();
  const product = { code: "BOLT-M10", name: "Bolt", lsl: 9.5, usl: 10.5 };
  const { id } = await call(url(), "POST", "/api/spc/products/", teacher, product);
  const app = connect(url(), "/ws/spc/notifications/", teacher);
  await app.frame("connection");
  await call(url(), "POST", "/api/spc/measurements/", gauge, { product: id, measurement_value: 10.65 });
  await app.frame("alert", ({ alert }) => (alert as Json).alert_type === "OUT_OF_SPEC");
  const csv = { method: "POST", headers: { Authorization: `Bearer ${gauge}`, "Content-Type": "text/csv" } };
  const table = await fetch(`${url()}/api/spc/products/${id}/measurements.csv`, {
    ...csv,
    body: "measurement_value\n10.1\n10.2\n",
  });
  expect(table.status === 201, () => `the table: ${table.status}`);
  await app.hangUp();
});
await check("lectern status counts them by dialect", () => {
  const { stdout, stderr } = Bun.spawnSync([program, "status", "--json", "--data", data]);
  expect(stdout.length > 0, () => stderr.toString());
  const { sessions } = JSON.parse(stdout.toString()) as { sessions: { code: string; connections: Json }[] };
  const session = sessions.find((one) => one.code === code);
  const { lectern, mobilegpt } = session?.connections ?? {};
  expect(lectern === 2 && mobilegpt === 1, () => stdout.toString());
});
await check("lectern backup copies a running server's data, and lectern restore puts it into a new folder", () => {
  const copy = join(folder, "copy.tar");
  const { exitCode, stderr } = Bun.spawnSync([program, "backup", copy, "--data", data]);
  expect(exitCode === 0 && statSync(copy).size > 0, () => stderr.toString());
  for (const args of [["restore", copy], ["check"]]) {
    const ran = Bun.spawnSync([program, ...args, "--data", join(folder, "restored")]);
    expect(ran.exitCode === 0, () => `${args[0]}: ${ran.stderr}`);
  }
});
await check("a second one on the same data is refused", () => {
  const { exitCode, stderr } = Bun.spawnSync([program, "--port", "0", "--data", data]);
  const text = stderr.toString();
  expect(exitCode === 1 && text.includes("Another Lectern"), () => `exit ${exitCode}: ${text}`);
});
await check("SIGTERM stops it cleanly", async () => {
  const time = await stop(server);
  const closed = await desk.close();
  expect(closed === 1001, () => `sockets were closed with ${closed}`);
  expect(!existsSync(join(data, "running.json")), () => "running.json is still there");
  return time;
});
await check("started again on the same data, it has the class", async () => {
  server = await start();
  const session = await call(url(), "GET", `/api/sessions/${code}`, teacher);
  expect(session.title === "Monday" && session.status === "IN_PROGRESS", () => JSON.stringify(session));
  const people = (await call(url(), "GET", `/api/sessions/${code}/participants`, teacher)) as unknown as Json[];
  const names = people.map(({ nickname }) => nickname);
  expect(names.includes("Ann") && names.includes("보라"), () => JSON.stringify(names));
});
await check("the teacher ends the class, and everyone's socket closes with 1000", async () => {
  const again = connect(url(), `/ws/live/${code}`, teacher);
  await again.frame("welcome");
  await call(url(), "POST", `/api/sessions/${code}/end`, teacher, {});
  const closed = await again.close();
  expect(closed === 1000, () => `closed with ${closed}`);
});
await check("SIGTERM stops it cleanly again", () => stop(server));

finish();
