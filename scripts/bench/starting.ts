/** Starting the program: from its start to the first WebSocket that it accepts, beside a bare server. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { teacherKey, temporaryFolder } from "../../test/support/class.ts";
import { firstFrame, openClass } from "./opening.ts";
import { type Contestant, figure, inTurns, median, type Row, type Taken } from "./rounds.ts";
import { cpuOf } from "./servers.ts";

const here = import.meta.dir;
const programOf = (checkout: string) => join(checkout, "dist/lectern");

/** A program that is started again and again: its command line for a port, and its WebSocket. */
interface Starter {
  readonly command: (port: number) => string[];
  readonly path: string;
  readonly token: string;
}

/**
 * Each round starts every program once. Measures the compiled program if there is one (`bun run build`), and otherwise
 * the sources.
 */
export async function start(rounds: number, against: string | undefined): Promise<Row[]> {
  using builds = temporaryFolder();
  const root = join(here, "../..");
  const isBuilt = existsSync(programOf(root));
  const bare = await bareCommand(builds.path, isBuilt);
  const rows: Row[] = [];
  for (const past of [0, 1000]) {
    using stack = new DisposableStack();
    const lecternIn = async (checkout: string): Promise<Starter> => {
      const { path: folder } = stack.use(temporaryFolder());
      const { session, tokens } = await openClass(folder, checkout);
      if (past > 0) await addPastSessions(folder, past, checkout);
      return {
        path: `/ws/live/${session.code}`,
        token: tokens[0] ?? "",
        command: (port) => [
          ...(isBuilt ? [programOf(checkout)] : [process.execPath, join(checkout, "src/main.ts")]),
          ...["serve", "--data", folder, "--port", String(port), "--host", "127.0.0.1", "--no-open"],
          ...["--teacher-key", teacherKey],
        ],
      };
    };
    const starters = new Map<Contestant, Starter>([
      ["lectern", await lecternIn(root)],
      ...(against === undefined ? [] : [["before", await lecternIn(against)] as const]),
      ["bare", { path: "/", token: "", command: (port) => [...bare, frames, String(port)] }],
    ]);
    const taken = await inTurns([...starters.keys()], Math.min(rounds, 15), async (name) => {
      const starter = starters.get(name);
      if (!starter) throw new Error(`${name} does not take part`);
      return await startOnce(starter);
    });
    const name = `start ${isBuilt ? "of the program" : "from the sources"}, ${figure(past)} past sessions, to the first welcome`;
    rows.push(medians(`${name}, ms`, taken, ({ seconds }) => seconds * 1000));
    rows.push(medians("  CPU until then, ms", taken, ({ cpu }) => cpu * 1000));
  }
  return rows;
}

/** What the bare server sends. */
const frames = JSON.stringify({ welcome: "{}", ok: "{}", event: "{}", to: "sender" });

/** The bare server, compiled like the program if that is. */
async function bareCommand(folder: string, compiled: boolean): Promise<string[]> {
  const script = join(here, "bare.ts");
  if (!compiled) return [process.execPath, script];
  const outfile = join(folder, "bare");
  await Bun.build({ entrypoints: [script], compile: { outfile } });
  return [outfile];
}

/** Starts a program and stops it when it has sent its first frame. */
async function startOnce({ command, path, token }: Starter): Promise<Taken> {
  const port = freePort();
  const begun = performance.now();
  const child = Bun.spawn(command(port), { stdio: ["ignore", "ignore", "ignore"] });
  const url = `http://127.0.0.1:${port}${path}`;
  while (!(await firstFrame(url, token).catch(() => ""))) {
    if (child.exitCode !== null) throw new Error(`${command(port)[0]} ended with ${child.exitCode}`);
    await Bun.sleep(1);
  }
  const seconds = (performance.now() - begun) / 1000;
  const cpu = cpuOf(child.pid);
  child.kill();
  await child.exited;
  return { seconds, cpu };
}

function medians(measured: string, taken: ReadonlyMap<Contestant, readonly Taken[]>, of: (one: Taken) => number): Row {
  const cells = Array.from(taken, ([name, all]) => [name, figure(median(all.map(of)))]);
  return { measured, cells: Object.fromEntries(cells) };
}

/** Adds classes that have ended to the folder. */
async function addPastSessions(folder: string, count: number, checkout: string): Promise<void> {
  const { openStore }: typeof import("../../src/store/open.ts") = await import(join(checkout, "src/store/open.ts"));
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

function freePort(): number {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const { port = 0 } = server;
  server.stop(true);
  return port;
}
