/** A server on a free port with a temporary folder, and a class in one line. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Lesson, Participant } from "../../src/domain/session.ts";
import type { Session, SessionInput } from "../../src/features/whole-session.ts";
import { noAddresses } from "../../src/lan/address-book.ts";
import { openServer, type Server, type ServerOptions } from "../../src/server.ts";
import { type Balancer, openBalancer } from "./balancer.ts";
import { addEmptyDatabase } from "./empty-database.ts";

export const teacherKey = "a-key-for-tests";

export interface TestServer extends AsyncDisposable {
  readonly server: Server;
  /** All nodes behind `url`: `server` alone, unless the tests run on two nodes. */
  readonly nodes: readonly Server[];
  readonly url: string;
  readonly data: string;
  /** Calls the HTTP API; a body goes as JSON. */
  call(
    method: string,
    path: string,
    token?: string,
    body?: unknown,
  ): Promise<{ status: number; body: any; headers: Headers }>;
  /** The teacher's token. */
  teacher(): Promise<string>;
  /** Stops all nodes. */
  stop(): Promise<void>;
}

/** A folder that is gone afterwards. */
export function temporaryFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), "lectern-test-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Calls the HTTP API of the server at `url`. */
export function caller(url: string, tls?: { rejectUnauthorized: boolean }): TestServer["call"] {
  return async (method: string, path: string, token?: string, body?: unknown) => {
    const response = await fetch(url + path, {
      method,
      ...(tls && { tls }),
      headers: {
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  };
}

/** Tests with pictures do not depend on how full the machine's disk is. */
const plenty = async () => ({ free: 2 ** 40, total: 2 ** 41 });

/**
 * A new database for a server of which the tests run on two nodes (`bun scripts/two-nodes.ts`); otherwise undefined:
 * SQLite alone.
 */
async function testDatabase(data: string): Promise<string | undefined> {
  const server = process.env.LECTERN_TEST_POSTGRES;
  if (server === undefined) return undefined;
  const { newDatabaseAt } = await import("./postgres.ts");
  const database = databases.get(data) ?? (await newDatabaseAt(server));
  databases.set(data, database);
  return database;
}

/** The databases by data folder: a server that is started again in the same folder has the same one. */
const databases = new Map<string, string>();

/** Starts a second node, and lets the load balancer use both. */
async function openSecondNode(options: ServerOptions & { database: string }, first: Server, balancer: Balancer) {
  const folder = temporaryFolder();
  const server = await openServer({ ...options, port: 0, data: folder.path });
  balancer.ports = [first.port, server.port];
  return {
    server,
    async [Symbol.asyncDispose]() {
      await server.stop();
      folder[Symbol.dispose]();
    },
  };
}

/** A running server; `data` keeps an existing folder, `address` is the one that students use. */
export async function openTestServer({
  address,
  ...options
}: Partial<ServerOptions> & { address?: string } = {}): Promise<TestServer> {
  const folder = options.data === undefined ? temporaryFolder() : undefined;
  const data = options.data ?? folder?.path ?? "";
  // Development mode is for a single program.
  const database = options.database ?? (options.dev ? undefined : await testDatabase(data));
  if (folder && !database) addEmptyDatabase(folder.path);
  const balancer = database === options.database ? undefined : openBalancer([]);
  const started: ServerOptions = {
    port: 0,
    host: "127.0.0.1",
    teacherKey,
    rateLimit: 0,
    diskSpace: plenty,
    // Students reach several nodes by the load balancer.
    ...(balancer && !address && !options.addresses && { publicUrl: `http://localhost:${balancer.port}` }),
    ...(address !== undefined && { addresses: { ...noAddresses, current: () => address } }),
    ...options,
    data,
  };
  const server = await openServer({ ...started, database });
  const second = balancer && database ? await openSecondNode({ ...started, database }, server, balancer) : undefined;
  const url = `http://127.0.0.1:${balancer?.port ?? server.port}`;
  const call = caller(url);

  async function stop(): Promise<void> {
    await second?.[Symbol.asyncDispose]();
    await server.stop();
    await balancer?.drain();
    balancer?.[Symbol.dispose]();
  }

  return {
    server,
    nodes: second ? [server, second.server] : [server],
    url,
    data,
    call,
    teacher: async () => (await call("POST", "/api/auth/key", undefined, { key: teacherKey })).body.token,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      folder?.[Symbol.dispose]();
    },
  };
}

export interface TestClass extends AsyncDisposable, Omit<TestServer, "teacher"> {
  readonly teacher: string;
  readonly lesson: Lesson;
  readonly session: Session;
  /** A student with a seat. */
  join(nickname: string): Promise<{ token: string; participant: Participant }>;
}

/** A session with a lesson of `steps` steps, its teacher signed in. */
export async function openClass({
  steps = 3,
  server,
  ...input
}: { steps?: number; server?: TestServer } & Partial<SessionInput> = {}): Promise<TestClass> {
  const at = server ?? (await openTestServer());
  const teacher = await at.teacher();
  const subtasks = Array.from({ length: steps }, (_, index) => ({ title: `Step ${index + 1}` }));
  const lesson = (await at.call("POST", "/api/lessons", teacher, { title: "Lesson", subtasks })).body;
  const made = { title: "Class", lesson_id: lesson.id, ...input };
  const session = (await at.call("POST", "/api/sessions", teacher, made)).body;
  return {
    ...at,
    teacher,
    lesson,
    session,
    async join(nickname) {
      return (await at.call("POST", `/api/sessions/${session.code}/join`, undefined, { nickname })).body;
    },
    [Symbol.asyncDispose]: () => at[Symbol.asyncDispose](),
  };
}
