/** What the smoke test stands on: the program moved to a folder of its own, and clients that are not ours. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bun, fail, root, run } from "./prepare.ts";

const usual = join(root, "dist", process.platform === "win32" ? "lectern.exe" : "lectern");
const built = resolve(process.argv[2] ?? usual);
/** The teacher's key. */
export const key = "a-key-for-the-smoke-test";
/** How long anything may take to come, in milliseconds. */
const patience = 5000;

if (!existsSync(built)) {
  if (built !== usual) fail(`There is no file ${built}.`);
  if ((await run([bun, join(root, "scripts/build.ts")])) !== 0) process.exit(1);
}

// A name with a space and letters beyond ASCII: a teacher's folder is called what it is called.
export const folder = join(mkdtempSync(join(tmpdir(), "lectern-smoke-")), "수업 자료");
export const data = join(folder, "data");
// The program must run from where it is put, with none of the sources around it, whatever lies there.
mkdirSync(folder, { recursive: true });
export const program = join(folder, built.endsWith(".exe") ? "lectern.exe" : "lectern");
cpSync(built, program);
writeFileSync(join(folder, ".env"), "LECTERN_PORT=1\nLECTERN_DATA=./stolen\nNODE_ENV=development\n");
writeFileSync(join(folder, "bunfig.toml"), 'preload = ["./hostile.ts"]\n');
writeFileSync(join(folder, "hostile.ts"), 'await Bun.write("hostile-ran", "");\n');

let passed = 0;
/** Runs one check; what it gives as text is shown. The first that fails ends the program with 1. */
export async function check(sentence: string, work: () => unknown): Promise<void> {
  try {
    const note = await work();
    passed += 1;
    console.log(`ok    ${sentence}${typeof note === "string" ? `: ${note}` : ""}`);
  } catch (error) {
    console.log(`FAIL  ${sentence}\n      ${error instanceof Error ? error.message : error}`);
    console.log(`\n${passed} passed, 1 failed`);
    for (const child of running) child.kill("SIGKILL");
    process.exit(1);
  }
}
/** Throws what `otherwise` gives where something does not hold. */
export function expect(holds: boolean, otherwise: () => string): asserts holds {
  if (!holds) throw new Error(otherwise());
}
/** Waits until `look` finds something. */
async function until<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (const end = performance.now() + patience; performance.now() < end; await Bun.sleep(2)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`${what} did not come within ${patience} ms`);
}

/** A server that runs: how to reach it, and how long it took to be ready. */
export interface Running {
  readonly child: Bun.Subprocess<"ignore", "pipe", "pipe">;
  readonly url: string;
  readonly milliseconds: number;
}
const running = new Set<Bun.Subprocess>();

/** Starts the program on the data folder, and waits until it is ready. */
export async function start(): Promise<Running> {
  const file = join(data, "running.json");
  rmSync(file, { force: true });
  const began = performance.now();
  const { LECTERN_PORT: _, LECTERN_DATA: __, PORT: ___, ...env } = process.env;
  const child = Bun.spawn([program, "--port", "0", "--data", data], {
    cwd: folder,
    env: { ...env, LECTERN_TEACHER_KEY: key },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const url = await until("a ready server", async () => {
    if (child.exitCode !== null) {
      throw new Error(`it ended with ${child.exitCode}: ${await new Response(child.stderr).text()}`);
    }
    const said = existsSync(file) ? readFileSync(file, "utf8") : "";
    const found = said === "" ? undefined : (JSON.parse(said) as { url: string }).url;
    const ready = found === undefined ? undefined : await fetch(`${found}/readyz`).catch(() => undefined);
    return ready?.ok ? found : undefined;
  });
  return { child, url, milliseconds: performance.now() - began };
}

/** Ends a server as the system does, with SIGTERM; gives how long that took. */
export async function stop({ child }: Running): Promise<string> {
  const began = performance.now();
  child.kill("SIGTERM");
  const code = await Promise.race([child.exited, Bun.sleep(patience).then(() => "no end in 5 s")]);
  running.delete(child);
  expect(code === 0, () => `exit ${code}`);
  return `${Math.round(performance.now() - began)} ms`;
}

export type Json = Record<string, unknown>;
/** An HTTP call; throws where it is refused. */
export async function call(url: string, method: string, path: string, token?: string, body?: Json): Promise<Json> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(body && { "content-type": "application/json" }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  expect(response.ok, () => `${method} ${path}: ${response.status} ${text}`);
  return text ? (JSON.parse(text) as Json) : {};
}

/** Bun lets a WebSocket carry headers; the types of the DOM, which the pages need, know nothing of it. */
const bearing = (token: string) => ({ headers: { authorization: `Bearer ${token}` } }) as unknown as string[];

/** A socket whose frames are waited for by what is in them. */
export function connect(url: string, path: string, token: string) {
  const frames: Json[] = [];
  let closed: number | undefined;
  const socket = new WebSocket(url.replace("http", "ws") + path, bearing(token));
  socket.onmessage = ({ data }) => frames.push(JSON.parse(String(data)) as Json);
  socket.onclose = ({ code }) => {
    closed = code;
  };
  return {
    send: (frame: Json) => socket.send(JSON.stringify(frame)),
    frame: (type: string, fits: (frame: Json) => boolean = () => true) =>
      until(`a frame ${type}`, () => {
        const found = frames.find((frame) => frame.type === type && fits(frame));
        if (!found && closed !== undefined) throw new Error(`closed with ${closed} before a frame ${type} came`);
        return found;
      }),
    opened: () => until("an open socket", () => (socket.readyState === WebSocket.OPEN ? true : undefined)),
    close: () => until("a close", () => closed),
    hangUp() {
      socket.close();
      return until("a close", () => closed);
    },
  };
}

/** Says how it went and leaves nothing behind. */
export function finish(): never {
  rmSync(join(folder, ".."), { recursive: true, force: true });
  console.log(`\n${passed} passed, 0 failed`);
  process.exit(0);
}
