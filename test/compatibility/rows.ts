/** The rows of docs/COMPATIBILITY.md, each with a test of its name; and one server and many classes for a file of them. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import type { SessionInput } from "../../src/features/whole-session.ts";
import { featureNames } from "../../src/features/whole-session.ts";
import { openClass, openTestServer, type TestClass, type TestServer } from "../support/class.ts";
import { rounds } from "../support/rounds.ts";
import { TestSocket } from "../support/socket.ts";

/** A row of the document. */
export interface Row {
  readonly id: string;
  readonly statement: string;
  readonly verdict: string;
  readonly note: string;
}

/** Every row of the document, in order. */
export const rows: readonly Row[] = Array.from(
  readFileSync(new URL("../../docs/COMPATIBILITY.md", import.meta.url), "utf8").matchAll(
    /^\| `(\w+-\d\d)` \| (.*?) \| (.*?) \| (.*?) ?\|$/gm,
  ),
  ([, id = "", statement = "", verdict = "", note = ""]) => ({ id, statement, verdict, note }),
);

/** Defines the test of one row. Its name is the row's id and statement; `missing` says what it needs and is not here. */
export function row(id: string, work: () => unknown, missing = ""): void {
  const found = rows.find((one) => one.id === id);
  if (!found) throw new Error(`docs/COMPATIBILITY.md has no row ${id}`);
  const name = `${id}: ${found.statement}${missing && ` (skipped: ${missing})`}`;
  test.skipIf(missing !== "")(name, async () => void (await work()), 20_000);
}

/** A time as it is on the wire. */
export const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

export interface Room extends Omit<TestClass, "join"> {
  /** The id of the lesson's step `n`, counted from 1. */
  step(n: number): number;
  join(nickname: string): Promise<Person>;
  /** A call as the teacher, or by another token, under the session's path; its answer's body if it succeeds. */
  ask(method: string, path: string, body?: unknown, token?: string): Promise<any>;
  /** Connects to a path in which `:code` stands for the session's code. */
  open(path: string, token?: string): Promise<TestSocket>;
}

export interface Person {
  readonly token: string;
  readonly id: string;
  readonly user_id: number;
  readonly nickname: string;
}

/** One server for the tests of a file. */
export function shared(): {
  readonly at: TestServer;
  room(input?: Partial<SessionInput>): Promise<Room>;
  /** What a socket receives until everything sent before is published; `ping` is answered by the frame `isPong` knows. */
  received(socket: TestSocket, ping: object, isPong: (frame: any) => boolean): Promise<any[]>;
} {
  let server: TestServer | undefined;
  const at = () => {
    if (!server) throw new Error("the server starts before the tests");
    return server;
  };
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());
  return {
    get at() {
      return at();
    },
    async received(socket, ping, isPong) {
      const frames = [];
      for await (const _ of rounds(at())) frames.push(...(await socket.all(ping, isPong)));
      return frames;
    },
    async room(input) {
      const made = await openClass({ server: at(), features: [...featureNames], ...input });
      const { session, lesson, teacher } = made;
      return {
        ...made,
        step: (n) => lesson.subtasks[n - 1]?.id ?? 0,
        async join(nickname) {
          const { token, participant } = await made.join(nickname);
          return { token, id: participant.id, user_id: participant.user_id, nickname: participant.nickname };
        },
        async ask(method, path, body, token = teacher) {
          const answer = await at().call(method, `/api/sessions/${session.code}${path}`, token, body);
          if (answer.status >= 300)
            throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
          return answer.body;
        },
        open: (path, token) => TestSocket.open(at().url + path.replace(":code", session.code), token),
      };
    },
  };
}

/** The status of a handshake that is rejected. */
export async function rejection(socket: Promise<TestSocket>): Promise<string> {
  return socket.then(
    () => "open",
    (error: Error) => error.message,
  );
}
