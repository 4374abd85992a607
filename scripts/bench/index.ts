/**
 * `bun run bench`: benchmarks Lectern against a bare `Bun.serve` that publishes the same bytes. Rounds alternate between
 * the two; the result is the median of the rounds. Arguments select parts: `bun run bench commits board`.
 */
import { cpus } from "node:os";
import { join } from "node:path";
import type { Lesson } from "../../src/domain/session.ts";
import type { Session } from "../../src/features/whole-session.ts";
import { openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../../test/support/class.ts";
import { fillLog } from "../../test/support/long-log.ts";
import { board } from "./board.ts";
import { openClients } from "./drive.ts";
import { practice } from "./practice.ts";
import { openChild, signIn } from "./servers.ts";

const students = Number(process.env.BENCH_STUDENTS ?? 1000);
// Many short rounds, so that other load affects both servers equally.
const rounds = Number(process.env.BENCH_ROUNDS ?? 25);

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const figure = (value: number) => Math.round(value).toLocaleString("en");
const script = (name: string) => join(import.meta.dir, name);

const table: { measured: string; lectern: string; bare: string; ratio: string }[] = [];

/** Messages delivered per second, by the number of events in flight (`windows`). */
async function deliveries(): Promise<void> {
  using folder = temporaryFolder();
  await using lectern = await openChild(script("lectern.ts"), folder.path);
  await using bare = await openChild(script("bare.ts"));
  await using clients = openClients(script("clients.ts"));
  const { session, lesson, tokens } = await signIn(lectern.url, students);
  const step = { type: "step.start", data: { subtask_id: lesson.subtasks[0]?.id } };
  const text = await sample(lectern.url, session, tokens[0] ?? "", step);

  await clients.connect({ name: "lectern", url: `${lectern.url}/ws/live/${session.code}`, tokens });
  await clients.connect({ name: "bare", url: bare.url, tokens, hello: JSON.parse(text) });
  await quiet();
  for (const [window, events] of [
    [1, 40],
    [8, 160],
  ] as const) {
    const rates = { lectern: [] as number[], bare: [] as number[] };
    for (let round = -1; round < rounds; round++) {
      for (const name of round % 2 === 0 ? (["lectern", "bare"] as const) : (["bare", "lectern"] as const)) {
        const begins = '{"type":"step.changed"';
        const { seconds } = await clients.publish({ name, events, window, trigger: step, begins });
        // The first round is a warm-up.
        if (round >= 0) rates[name].push((events * tokens.length) / seconds);
      }
    }
    const ratios = rates.lectern.map((rate, n) => rate / (rates.bare[n] ?? Number.NaN));
    table.push({
      measured: `messages delivered a second, to ${figure(students)} students, window ${window} (${text.length} bytes)`,
      lectern: figure(median(rates.lectern)),
      bare: figure(median(rates.bare)),
      ratio: median(ratios).toFixed(2),
    });
  }
}

/** The frame of a step that a client receives, for the bare server to publish. */
async function sample(url: string, session: Session, token: string, step: unknown): Promise<string> {
  const ws = new WebSocket(`${url.replace("http", "ws")}/ws/live/${session.code}`, {
    headers: { Authorization: `Bearer ${token}` },
  } as never);
  const frame = await new Promise<string>((resolve) => {
    ws.addEventListener("open", () => ws.send(JSON.stringify(step)));
    ws.addEventListener("message", ({ data }) => String(data).startsWith('{"type":"step.changed"') && resolve(data));
  });
  ws.close();
  return frame;
}

/** Commands answered per second. */
async function commands(): Promise<void> {
  using folder = temporaryFolder();
  await using lectern = await openChild(script("lectern.ts"), folder.path);
  await using clients = openClients(script("clients.ts"));
  const { session, lesson, tokens } = await signIn(lectern.url, 100);
  await clients.connect({ name: "lectern", url: `${lectern.url}/ws/live/${session.code}`, tokens });
  await quiet();
  const data = { subtask_id: lesson.subtasks[0]?.id, status: "in_progress" };
  for (const window of [1, 8]) {
    const rates: number[] = [];
    for (let round = -1; round < rounds; round++) {
      const command = { type: "progress.update", data };
      const { seconds } = await clients.ask({ name: "lectern", each: 100, window, command });
      if (round >= 0) rates.push((100 * 100) / seconds);
    }
    table.push({
      measured: `commands answered a second, of 100 students, each ${window} at a time`,
      lectern: figure(median(rates)),
      bare: "",
      ratio: "",
    });
  }
}

/** One commit of one event: the minimum latency of a single event. */
function commits(): void {
  using folder = temporaryFolder();
  using store = openStore(folder.path);
  const id = Bun.randomUUIDv7();
  store.sessions.add({ id, code: "BENCH", instructor_id: store.users.ownerAccount().id, created_at: 0 });
  const times = Array.from({ length: 1000 }, (_, n) => {
    const start = performance.now();
    const data = { message: "x".repeat(200) };
    store.log.batch(() => store.log.append(id, { seq: n + 1, at: 0, type: "x", actor: null, data, card: false }));
    return performance.now() - start;
  });
  table.push({ measured: "one commit of one event, ms", lectern: median(times).toFixed(2), bare: "", ratio: "" });
}

/** Time from the start of the process to its first answer, on an empty folder. */
async function emptyStart(): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    using folder = temporaryFolder();
    const start = performance.now();
    await using lectern = await openChild(script("lectern.ts"), join(folder.path, "new"));
    await fetch(`${lectern.url}/readyz`);
    times.push(performance.now() - start);
  }
  table.push({
    measured: "start on an empty folder, from the sources, ms",
    lectern: figure(median(times)),
    bare: "",
    ratio: "",
  });
}

/** Time from the start of the process to the first welcome of a session with a long log. */
async function restart(): Promise<void> {
  using folder = temporaryFolder();
  const made: { session: Session; lesson: Lesson; tokens: string[] } = await (async () => {
    await using lectern = await openChild(script("lectern.ts"), folder.path);
    return await signIn(lectern.url, 0);
  })();
  fillLog(folder.path, made.session.id, made.lesson, 100_000);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await using lectern = await openChild(script("lectern.ts"), folder.path);
    const ws = new WebSocket(`${lectern.url.replace("http", "ws")}/ws/live/${made.session.code}`, {
      headers: { Authorization: `Bearer ${made.tokens[0]}` },
    } as never);
    await new Promise((resolve) => ws.addEventListener("message", resolve));
    times.push(performance.now() - start);
    ws.close();
  }
  table.push({
    measured: "restart with 100,000 events in a session's log, to its first welcome, ms",
    lectern: figure(median(times)),
    bare: "",
    ratio: "",
  });
}

/** Waits until the last count of people online has been published. */
const quiet = () => Bun.sleep(1500);

const parts: Record<string, () => void | Promise<void>> = {
  deliveries,
  commits,
  commands,
  board: async () => void table.push(...(await board())),
  practice: async () => void table.push(...(await practice(rounds))),
  start: emptyStart,
  restart,
};
const requested = process.argv.slice(2);
const unknown = requested.find((name) => !(name in parts));
if (unknown) {
  console.error(`Unknown part ${unknown}. The parts are ${Object.keys(parts).join(", ")}.`);
  process.exit(1);
}
for (const [name, measure] of Object.entries(parts))
  if (requested.length === 0 || requested.includes(name)) await measure();

const [{ model = "unknown" } = {}, ...others] = cpus();
console.log(`\nBun ${Bun.version}, ${process.platform} ${process.arch}, ${others.length + 1} cores (${model.trim()})`);
console.log(`Server and clients are separate processes on this machine; medians of ${rounds} rounds.\n`);
const width = Math.max(...table.map(({ measured }) => measured.length));
const line = (measured: string, ...cells: string[]) =>
  console.log(measured.padEnd(width), ...cells.map((cell) => cell.padStart(10)));
line("", "Lectern", "bare", "ratio");
for (const { measured, lectern, bare, ratio } of table) line(measured, lectern, bare, ratio);
