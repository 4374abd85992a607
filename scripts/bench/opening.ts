/** Starting the server, and opening a room with a long log. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Lesson } from "../../src/domain/session.ts";
import type { Session } from "../../src/features/whole-session.ts";
import { openStore } from "../../src/store/open.ts";
import { teacherKey, temporaryFolder } from "../../test/support/class.ts";
import { fillLog } from "../../test/support/long-log.ts";
import { figure, median, type Row } from "./rounds.ts";
import { openChild, signIn } from "./servers.ts";

const script = (name: string) => join(import.meta.dir, name);
const program = join(import.meta.dir, "../../dist/lectern");

/** Resolves with the first frame of a socket, or rejects if it is refused. */
function firstFrame(url: string, token: string): Promise<string> {
  const ws = new WebSocket(url.replace("http", "ws"), { headers: { Authorization: `Bearer ${token}` } } as never);
  return new Promise((resolve, reject) => {
    ws.addEventListener("message", ({ data }) => {
      ws.close();
      resolve(String(data));
    });
    ws.addEventListener("error", () => reject(new Error("refused")));
  });
}

/** Adds classes that have ended to the folder. */
function addPastSessions(folder: string, count: number): void {
  using store = openStore(folder);
  const { log, sessions, users } = store;
  const { id: instructor_id } = users.ownerAccount();
  log.batch(() => {
    for (let n = 0; n < count; n++) {
      const id = Bun.randomUUIDv7();
      const code = `P${n}X`;
      sessions.add({ id, code, instructor_id, created_at: n });
      const record = { id, code, title: `Class ${n}`, status: "ENDED", lesson: null, current_subtask: null };
      const data = { ...record, features: [], settings: {}, instructor: { id: instructor_id, name: "Teacher" } };
      log.append(id, { seq: 1, at: n, type: "session.created", actor: null, data, card: true });
    }
  });
}

/** From the start of the program to the first WebSocket that it accepts. Needs `bun run build` for the program. */
export async function start(rounds: number): Promise<Row[]> {
  const rows: Row[] = [];
  const isBuilt = existsSync(program);
  const command = isBuilt ? [program] : [process.execPath, join(import.meta.dir, "../../src/main.ts")];
  for (const past of [0, 1000]) {
    using folder = temporaryFolder();
    const made = await openClass(folder.path, 0);
    if (past > 0) addPastSessions(folder.path, past);
    const times: number[] = [];
    for (let round = 0; round < Math.min(rounds, 15); round++) {
      const port = freePort();
      const url = `http://127.0.0.1:${port}/ws/live/${made.session.code}`;
      const flags = ["--data", folder.path, "--port", String(port), "--host", "127.0.0.1"];
      const begun = performance.now();
      const child = Bun.spawn([...command, "serve", ...flags, "--no-open", "--teacher-key", teacherKey], {
        stdio: ["ignore", "ignore", "ignore"],
      });
      while (!(await firstFrame(url, made.tokens[0] ?? "").catch(() => ""))) await Bun.sleep(1);
      times.push(performance.now() - begun);
      child.kill();
      await child.exited;
    }
    const name = `start ${isBuilt ? "of the program" : "from the sources"}, ${figure(past)} past sessions, to the first welcome, ms`;
    rows.push({ measured: name, cells: { lectern: figure(median(times)) } });
  }
  return rows;
}

function freePort(): number {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const { port = 0 } = server;
  server.stop(true);
  return port;
}

async function openClass(
  folder: string,
  students: number,
): Promise<{ session: Session; lesson: Lesson; tokens: string[] }> {
  await using lectern = await openChild(script("lectern.ts"), folder);
  return await signIn(lectern.url, students);
}

/** From the first request for a room to its welcome, in a server that has just started, and the CPU time for it. */
export async function open(rounds: number, against: string | undefined): Promise<Row[]> {
  const length = Number(process.env.BENCH_EVENTS ?? 1_000_000);
  const rows: Row[] = [];
  for (const [name, checkout] of [
    ["lectern", []],
    ["before", against === undefined ? undefined : [against]],
  ] as const) {
    if (!checkout) continue;
    using folder = temporaryFolder();
    const made = await openClass(folder.path, 0);
    fillLog(folder.path, made.session.id, made.lesson, length);
    const times: number[] = [];
    // The first round is not counted: it makes the snapshot.
    for (let round = -1; round < Math.min(rounds, 5); round++) {
      await using lectern = await openChild(script("lectern.ts"), folder.path, ...checkout);
      const begun = performance.now();
      await firstFrame(`${lectern.url}/ws/live/${made.session.code}`, made.tokens[0] ?? "");
      if (round >= 0) times.push(performance.now() - begun);
    }
    rows.push({ measured: `open a room with ${figure(length)} events, ms`, cells: { [name]: figure(median(times)) } });
  }
  return rows;
}
