/** Starts the servers of a benchmark as child processes, and opens a class on them. */
import { readdirSync, readFileSync } from "node:fs";
import type { Lesson } from "../../src/domain/session.ts";
import type { Session } from "../../src/features/whole-session.ts";
import { teacherKey } from "../../test/support/class.ts";

export interface Child extends AsyncDisposable {
  readonly url: string;
  /** The CPU time that the process has used so far, in seconds; NaN if the system does not report it. */
  cpu(): number;
  signal(name: NodeJS.Signals): void;
}

/** Starts `script`, which prints its address as the first line. */
export const openChild = (script: string, ...args: string[]): Promise<Child> =>
  openProgram([process.execPath, ...profiling(script), script, ...args]);

/** Starts a program, which prints its address as the first line. */
export async function openProgram(command: readonly string[]): Promise<Child> {
  const child = Bun.spawn([...command], { stdout: "pipe", stderr: "inherit" });
  const { value } = await child.stdout.getReader().read();
  if (!value) throw new Error(`${command.slice(0, 2).join(" ")} did not start: exit code ${await child.exited}`);
  return {
    url: new TextDecoder().decode(value).trim(),
    cpu: () => cpuOf(child.pid),
    signal: (name) => child.kill(name),
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.exited;
    },
  };
}

/** With `BENCH_PROFILE=<folder>`, Lectern's process writes a CPU profile there when it stops. */
function profiling(script: string): string[] {
  const folder = process.env.BENCH_PROFILE;
  return folder && script.endsWith("/lectern.ts")
    ? ["--cpu-prof", "--cpu-prof-md", "--cpu-prof-dir", folder, "--cpu-prof-interval", "200"]
    : [];
}

/** The CPU time of a process by the kernel's scheduler, which counts nanoseconds for each of its threads. */
export function cpuOf(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const spent = threads.map(
      (thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "latin1").split(" ")[0],
    );
    return spent.reduce((sum, ns) => sum + Number(ns), 0) / 1e9;
  } catch {
    return Number.NaN;
  }
}

/** Sends a POST request to a server; throws if the server rejects it. */
export async function post(url: string, path: string, body: unknown, token?: string): Promise<any> {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return await response.json();
}

/** The teacher's token. */
export const teacherOf = async (url: string): Promise<string> =>
  (await post(url, "/api/auth/key", { key: teacherKey })).token;

export interface Class {
  readonly session: Session;
  readonly lesson: Lesson;
  /** The first token is the teacher's. */
  readonly tokens: string[];
}

/** Opens a class with this number of students. */
export async function signIn(url: string, students: number): Promise<Class> {
  const call = (path: string, body: unknown, token?: string) => post(url, path, body, token);
  const teacher = await teacherOf(url);
  const subtasks = [1, 2, 3].map((n) => ({
    title: `Step ${n}`,
    guide_text: "Open the settings and choose a language.",
  }));
  const lesson: Lesson = await call("/api/lessons", { title: "Lesson", subtasks }, teacher);
  const settings = { max_participants: 10_000 };
  const session: Session = await call("/api/sessions", { title: "Class", lesson_id: lesson.id, settings }, teacher);
  const join = (n: number) => call(`/api/sessions/${session.code}/join`, { nickname: `Student ${n + 1}` });
  const tokens = [teacher];
  for (let n = 0; n < students; n += 50) {
    const few = Array.from({ length: Math.min(50, students - n) }, (_, k) => join(n + k));
    for (const { token } of await Promise.all(few)) tokens.push(token);
  }
  return { session, lesson, tokens };
}

interface Sampled {
  readonly token: string;
  /** The first characters of the frame. */
  readonly begins: string;
  /** A command that is sent once the connection has its first frame, by the client with the token `sender`. */
  readonly frame?: object;
  readonly sender?: string;
}

/** The first frame of a kind that a client receives. */
export async function sample(url: string, { token, begins, frame, sender = token }: Sampled): Promise<string> {
  const { ws, frame: sampled } = open(url, token, begins);
  const first = sender === token ? ws : open(url, sender, "").ws;
  first.addEventListener("message", () => frame && first.send(JSON.stringify(frame)), { once: true });
  const text = await sampled;
  for (const socket of [ws, first]) socket.close();
  return text;
}

function open(url: string, token: string, begins: string): { ws: WebSocket; frame: Promise<string> } {
  const headers = { Authorization: `Bearer ${token}` };
  const ws = new WebSocket(url.replace("http", "ws"), { headers } as never);
  const frame = new Promise<string>((resolve) => {
    ws.addEventListener("message", ({ data }) => String(data).startsWith(begins) && resolve(String(data)));
  });
  return { ws, frame };
}

/** Waits until the last count of people online has been published. */
export const quiet = (): Promise<void> => Bun.sleep(1500);
