/** The compiled program as a server, and a class on any server of which only the address is known. */
import { buildProgram } from "../../scripts/prepare.ts";
import type { Lesson, Participant } from "../../src/domain/session.ts";
import type { Session, SessionInput } from "../../src/features/whole-session.ts";
import { type Serving, serving } from "../cli/program.ts";
import { caller, type TestServer, teacherKey, temporaryFolder } from "./class.ts";

/** Starts the compiled program on a temporary folder, or on `data`. */
export async function openProgram({
  data,
  args = [],
  ...options
}: {
  data?: string;
  args?: readonly string[];
  env?: Record<string, string>;
  under?: string[];
  cwd?: string;
} = {}): Promise<Serving & { readonly data: string }> {
  const folder = data === undefined ? temporaryFolder() : undefined;
  const path = data ?? folder?.path ?? "";
  const key = ["--host", "127.0.0.1", "--teacher-key", teacherKey];
  const server = await serving(path, { ...options, args: [...key, ...args], program: await buildProgram() });
  return {
    ...server,
    url: server.url.replace("localhost", "127.0.0.1"),
    data: path,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      folder?.[Symbol.dispose]();
    },
  };
}

/**
 * A port for a server that starts twice on the same one. It is below those that the system gives to outgoing connections:
 * clients that reconnect meanwhile could be given it.
 */
export async function freePort(): Promise<string> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    try {
      Bun.listen({ hostname: "127.0.0.1", port, socket: { data() {} } }).stop(true);
      return String(port);
    } catch {
      // Another program has it.
    }
  }
}

export interface RemoteClass {
  readonly url: string;
  readonly call: TestServer["call"];
  readonly teacher: string;
  readonly lesson: Lesson;
  readonly session: Session;
  readonly students: readonly { readonly token: string; readonly participant: Participant }[];
}

/** Makes a class with so many students and steps on the server at `url`; signs the teacher in unless a token is given. */
export async function makeClass(
  url: string,
  {
    students = 0,
    steps = 3,
    teacher: token,
    ...input
  }: { students?: number; steps?: number; teacher?: string } & Partial<SessionInput> = {},
): Promise<RemoteClass> {
  const call = caller(url);
  const ask = async (...args: Parameters<typeof call>) => {
    const { status, body } = await call(...args);
    if (status >= 300) throw new Error(`${args[0]} ${args[1]}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const teacher: string = token ?? (await ask("POST", "/api/auth/key", undefined, { key: teacherKey })).token;
  const subtasks = Array.from({ length: steps }, (_, n) => ({ title: `Step ${n + 1}` }));
  const lesson = await ask("POST", "/api/lessons", teacher, { title: "Lesson", subtasks });
  const session = await ask("POST", "/api/sessions", teacher, { title: "Class", lesson_id: lesson.id, ...input });
  const seats = [];
  for (let n = 0; n < students; n += 50) {
    const names = Array.from({ length: Math.min(50, students - n) }, (_, k) => `Student ${n + k + 1}`);
    const join = (nickname: string) => ask("POST", `/api/sessions/${session.code}/join`, undefined, { nickname });
    seats.push(...(await Promise.all(names.map(join))));
  }
  return { url, call, teacher, lesson, session, students: seats };
}
