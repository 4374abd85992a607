/** Starts the servers of a benchmark as child processes, and opens a class on them. */
import type { Lesson } from "../../src/domain/session.ts";
import type { Session } from "../../src/features/whole-session.ts";
import { teacherKey } from "../../test/support/class.ts";

export interface Child extends AsyncDisposable {
  readonly url: string;
}

/** Starts `script`, which prints its address as the first line. */
export async function openChild(script: string, ...args: string[]): Promise<Child> {
  const child = Bun.spawn([process.execPath, script, ...args], { stdout: "pipe", stderr: "inherit" });
  const { value } = await child.stdout.getReader().read();
  if (!value) throw new Error(`${script} did not start: exit code ${await child.exited}`);
  return {
    url: new TextDecoder().decode(value).trim(),
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.exited;
    },
  };
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

/** Opens a class with this number of students. The first token is the teacher's. */
export async function signIn(
  url: string,
  students: number,
): Promise<{ session: Session; lesson: Lesson; tokens: string[] }> {
  const call = (path: string, body: unknown, token?: string) => post(url, path, body, token);
  const teacher = await teacherOf(url);
  const subtasks = [1, 2, 3].map((n) => ({
    title: `Step ${n}`,
    guide_text: "Open the settings and choose a language.",
  }));
  const lesson: Lesson = await call("/api/lessons", { title: "Lesson", subtasks }, teacher);
  const session: Session = await call("/api/sessions", { title: "Class", lesson_id: lesson.id }, teacher);
  const join = (n: number) => call(`/api/sessions/${session.code}/join`, { nickname: `Student ${n + 1}` });
  const tokens = [teacher];
  for (let n = 0; n < students; n += 50) {
    const few = Array.from({ length: Math.min(50, students - n) }, (_, k) => join(n + k));
    for (const { token } of await Promise.all(few)) tokens.push(token);
  }
  return { session, lesson, tokens };
}
